import type * as vscode from 'vscode';
import { ignoresCase } from './runtime';

/** The compared parts of a URI. */
export type ComparableUri = Pick<vscode.Uri, 'scheme' | 'authority' | 'path'>;

/**
 * A key for comparing URIs: equal if both name the same file. VS Code doesn't tell extensions whether a file system
 * ignores case, so the platform decides for local files; other schemes are compared with case.
 */
export function uriKey({ scheme, authority, path }: ComparableUri, ignoring = ignoresCase): string {
  // macOS treats composed and decomposed characters, such as “é”, as the same.
  const compared = ignoring && scheme === 'file' ? path.normalize().toLowerCase() : path;
  return `${scheme}://${authority.toLowerCase()}${compared}`;
}
