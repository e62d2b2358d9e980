import type * as vscode from 'vscode';

/** What a file holds, or `undefined` if there is none. */
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
