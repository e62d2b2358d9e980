import * as vscode from 'vscode';
import { EXTENSION_ID } from '../contributions/ids';
import { system } from '../platform/runtime';
import { type Keeper, lostAdvice } from './lostAdvice';

const SYSTEMS: Readonly<Record<string, Keeper>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** What keeps VS Code's secrets here. */
export function currentKeeper(): Keeper {
  const { env, extensions, ExtensionKind, UIKind } = vscode;
  if (env.uiKind === UIKind.Web) return 'browser';
  if (extensions.getExtension(EXTENSION_ID)?.extensionKind === ExtensionKind.Workspace) return 'local';
  return SYSTEMS[system ?? ''] ?? 'system';
}

/** {@link lostAdvice} for what keeps secrets here. */
export function lostAdviceHere(isShared: boolean): string {
  return lostAdvice(currentKeeper(), isShared);
}
