import type * as vscode from 'vscode';

/** A file's bytes, or `undefined` if there is no file. */
export async function readIfThere(
  uri: vscode.Uri,
  files: Pick<vscode.FileSystem, 'readFile'>,
): Promise<Uint8Array | undefined> {
  try {
    return await files.readFile(uri);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'FileNotFound' || code === 'FileNotADirectory') return undefined;
    throw error;
  }
}
