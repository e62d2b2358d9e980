import * as vscode from 'vscode';
import { decodeText } from '../core/decodeText';
import { zipFiles } from '../core/zipFiles';
import { sanitizeLabel } from '../platform/sanitize';
import { exportProblemText, notPixelsText, scanFailureText, workbookText } from './importProblemText';
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

/** A file's text, or those in an archive, or a picture, which only a page can read, or why the file can't be read. */
export type ReadFile =
  | string
  | { readonly texts: readonly string[] }
  | { readonly picture: Uint8Array }
  | { readonly failure: string };

/** The files in an archive that may be exports: 1Password names its one `export.data`. */
const EXPORTS = /\.(?:data|json|csv|txt|xml)$/i;
const ARCHIVE = { files: 20, bytes: LARGEST_FILE };

/** Reads a file. Never throws. */
export async function readPicked(uri: vscode.Uri): Promise<ReadFile> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    // A link may lead to a device or a pipe, which never ends.
    if ((type & vscode.FileType.File) === 0)
      throw new Error(vscode.l10n.t('This is a folder or device, not a file.'));
    if (size > LARGEST_FILE) return { failure: scanFailureText('tooLarge') };
    return await contentOf(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: vscode.l10n.t('This file can’t be read. ({0})', sanitizeLabel(reason)) };
  }
}

/** Tells a picture from a text, and from a file that is neither. */
export async function contentOf(bytes: Uint8Array): Promise<ReadFile> {
  const start = latin1(bytes.subarray(0, 16));
  if (PICTURES.some(picture => picture.test(start))) return { picture: bytes };
  if (start.startsWith('%PDF-')) return { failure: notPixelsText('PDF') };
  if (start.startsWith('PK')) {
    if (isWorkbook(bytes)) return { failure: workbookText() };
    const files = await zipFiles(bytes, name => EXPORTS.test(name), ARCHIVE);
    return files?.length
      ? { texts: files.map(file => decodeText(file.bytes)) }
      : { failure: exportProblemText({ kind: 'archive' }) };
  }
  const text = decodeText(bytes);
  return isSvg(text) ? { failure: notPixelsText('SVG') } : text;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Whether an archive is of Excel, Numbers or a program that writes OpenDocument. The names of its files are readable. */
function isWorkbook(bytes: Uint8Array): boolean {
  const end = new TextDecoder('latin1').decode(bytes.subarray(-60_000));
  const start = latin1(bytes.subarray(0, 200));
  return /xl\/workbook\.xml|Index\/Tables\//.test(end) || start.includes('opendocument.spreadsheet');
}

/** Whether a text is a drawing. */
function isSvg(text: string): boolean {
  const start = text
    .slice(0, 2000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return /^(?:<\?xml|<!--|<!doctype svg|<svg)/i.test(start) && /<svg[\s>]/i.test(start);
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
  else if ('texts' in read) await session.addTexts(source, read.texts);
  else if ('failure' in read) session.addProblem(source, read.failure);
  else await scan(source, read.picture);
}
