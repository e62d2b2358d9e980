import * as vscode from 'vscode';
import { decodeText } from '../core/decodeText';
import { sanitizeLabel } from '../platform/sanitize';
import { scanFailureText } from './importProblemText';
import type { ImportSession } from './importSession';
import type { Source } from './source';

/** In bytes: many times the size of a screenshot. */
const LARGEST_FILE = 20_000_000;

/** The first bytes of common picture formats. */
const PICTURES: readonly RegExp[] = [
  /^\u0089PNG\r\n/,
  /^\u00FF\u00D8\u00FF/,
  /^GIF8/,
  /^RIFF.{4}WEBP/s,
  /^BM.{4}\0\0\0\0/s,
  /^.{4}ftyp(heic|heix|mif1|avif|msf1)/s,
];

/** A file's text, or a picture, which only a page can read, or why the file can't be read. */
export type ReadFile = string | { readonly picture: Uint8Array } | { readonly failure: string };

/** Reads a file. Never throws. */
export async function readPicked(uri: vscode.Uri): Promise<ReadFile> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    // A link may lead to a device or a pipe, which never ends.
    if ((type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('It is not a file.'));
    if (size > LARGEST_FILE) return { failure: scanFailureText('tooLarge') };
    return contentOf(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: vscode.l10n.t('This file can’t be read. ({0})', sanitizeLabel(reason)) };
  }
}

/** Tells a picture from a text. */
export function contentOf(bytes: Uint8Array): Exclude<ReadFile, { failure: string }> {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return PICTURES.some(picture => picture.test(start)) ? { picture: bytes } : decodeText(bytes);
}

/** The source of a file that was picked. */
export function fileSource(uri: vscode.Uri): Source {
  return { name: uri.path.split('/').at(-1) ?? uri.path, uri: uri.toString(), isFile: true };
}

/**
 * Adds what was read of a file to a session.
 *
 * @param scan reads a picture
 */
export async function addFile(
  source: Source,
  read: ReadFile,
  session: ImportSession,
  scan: (source: Source, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  if (typeof read === 'string') await session.addText(source, read);
  else if ('failure' in read) session.addProblem(source, read.failure);
  else await scan(source, read.picture);
}
