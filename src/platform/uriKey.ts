import type * as vscode from 'vscode';
import { ignoresCase } from './runtime';

/** What the comparison needs of a URI. */
export type ComparableUri = Pick<vscode.Uri, 'scheme' | 'authority' | 'path'>;

/**
 * The form in which URIs are compared: equal where both name one file. VS Code does not tell extensions whether a file
 * system ignores case, so the platform decides for the disk, and all others keep it.
 */
export function uriKey({ scheme, authority, path }: ComparableUri, ignoring = ignoresCase): string {
  // macOS stores “é” in one or two characters and finds it by either.
  const compared = ignoring && scheme === 'file' ? path.normalize().toLowerCase() : path;
  return `${scheme}://${authority.toLowerCase()}${compared}`;
}
