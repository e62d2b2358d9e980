import type * as vscode from 'vscode';
import { fileErrorCode } from './fileErrorCode';

/** A file's bytes, or `undefined` if there is no file. */
export async function readIfThere(
  uri: vscode.Uri,
  files: Pick<vscode.FileSystem, 'readFile'>,
): Promise<Uint8Array | undefined> {
  try {
    return await files.readFile(uri);
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'FileNotFound' || code === 'FileNotADirectory') return undefined;
    throw error;
  }
}
