import * as vscode from 'vscode';
import { decodeText } from '../core/keyExport';
import { sanitizeLabel } from '../platform/sanitize';
import { scanFailureText } from './importProblemText';

/** In bytes: many times a screenshot. */
const LARGEST_FILE = 20_000_000;

/** The first bytes of the picture formats that people have. */
const PICTURES: readonly RegExp[] = [
  /^\u0089PNG\r\n/,
  /^\u00FF\u00D8\u00FF/,
  /^GIF8/,
  /^RIFF.{4}WEBP/s,
  /^BM.{4}\0\0\0\0/s,
  /^.{4}ftyp(heic|heix|mif1|avif|msf1)/s,
];

/** What a file holds: a text, or a picture that only a page can read, or why it cannot be read. */
export type ReadFile = string | { readonly picture: Uint8Array } | { readonly failure: string };

/** Reads a file that a person, or a caller, picked. Never throws. */
export async function readPicked(uri: vscode.Uri): Promise<ReadFile> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST_FILE) return { failure: scanFailureText('tooLarge') };
    const bytes = await vscode.workspace.fs.readFile(uri);
    const start = String.fromCharCode(...bytes.subarray(0, 16));
    return PICTURES.some(picture => picture.test(start)) ? { picture: bytes } : decodeText(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: vscode.l10n.t('This file can’t be read. ({0})', sanitizeLabel(reason)) };
  }
}
