import * as vscode from 'vscode';
import { changesKey } from '../secrets/secretWrite';
import { CodeClipboard } from './clipboard';
import { codeSettings as settings } from './codeSettings';
import { CodeCopier } from './copier';
import { createCopyMessages } from './copyMessages';
import { FreshCodes } from './freshCodes';
import { HandedOut } from './handedOut';
import { NextCodeWait } from './nextCodeWait';
import { RecentLogins } from './recentLogins';
import type { CopyingServices } from './services';

/** The parts that bring a code to the clipboard. */
export interface Copying {
  readonly clipboard: CodeClipboard;
  readonly recent: RecentLogins;
  readonly wait: NextCodeWait;
  readonly codes: FreshCodes;
  readonly copier: CodeCopier;
}

export function createCopying(services: CopyingServices): Copying {
  const { secrets, hmac, now, state, record, onError, nameOf } = services;
  const messages = createCopyMessages(services);
  const clipboard = new CodeClipboard(vscode.env.clipboard, onError);
  const recent = new RecentLogins(state, onError);
  const handedOut = new HandedOut(state, onError);
  secrets.onDidWrite(write => {
    if (changesKey(write)) handedOut.forget(write.login);
  });
  const wait = new NextCodeWait(now, nameOf);
  const codes = new FreshCodes({ secrets, wait, messages, handedOut, settings, hmac, now });
  const copier = new CodeCopier({ codes, handedOut, clipboard, recent, messages, settings, record, now });
  return { clipboard, recent, wait, codes, copier };
}
