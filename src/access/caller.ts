import * as vscode from 'vscode';
import type { AccessRoute } from './record';

/** Who asks for codes other than the person, as far as VS Code lets us know. */
export type Caller = 'task' | 'typing' | 'extension' | `extension:${string}`;

/** Whether consent can be remembered: an extension without a name may be any extension. */
export function canBeRemembered(caller: Caller): boolean {
  return caller !== 'extension';
}

/** How a caller gets codes. */
export function routeOf(caller: Caller): AccessRoute {
  if (caller === 'task') return 'task';
  return caller === 'typing' ? 'terminal' : 'api';
}

/** The id of the extension that a caller says it is, in lower case. */
export function extensionOf(caller: Caller): string | undefined {
  return caller.startsWith('extension:') ? caller.slice('extension:'.length) : undefined;
}

/** The caller that an extension says it is, or `undefined` if no such extension is installed. */
export function extensionCaller(id: string): Caller | undefined {
  const extension = vscode.extensions.getExtension(id);
  return extension && `extension:${extension.id.toLowerCase()}`;
}

/** The name of an extension as VS Code shows it, or its id if it is no longer installed. */
export function extensionName(id: string): string {
  const { displayName }: { displayName?: unknown } = vscode.extensions.getExtension(id)?.packageJSON ?? {};
  return typeof displayName === 'string' ? displayName : id;
}
