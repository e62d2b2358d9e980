import type * as vscode from 'vscode';
import { CHANGE_ATTEMPTS, type FileChange, FileKeepsChangingError, sameBytes } from './fileChange';
import { fileErrorCode } from './fileErrorCode';
import { readIfThere } from './readIfThere';

/** The part of `vscode.workspace.fs` that a change uses. */
export type WorkspaceFiles = Pick<
  vscode.FileSystem,
  'createDirectory' | 'delete' | 'readFile' | 'rename' | 'stat' | 'writeFile'
>;

/** `vscode.FileType.SymbolicLink` */
const SYMBOLIC_LINK = 64;

/** A file could be neither replaced nor restored. The new bytes are in another file. */
export class FileStrandedError extends Error {
  override readonly name = 'FileStrandedError';

  constructor(
    /** The file that holds the new bytes. */
    readonly uri: vscode.Uri,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * Changes a file of a virtual or remote file system, where VS Code offers neither atomic replacement nor a lock. The new
 * bytes are written to a temporary file first. If another program changes the file before it is replaced, the change is
 * repeated on that program's bytes.
 *
 * @throws what `change` throws, {@link FileKeepsChangingError}, {@link FileStrandedError}, and errors of the file
 * system, which leave the file unchanged
 */
export async function changeWorkspaceFile(
  uri: vscode.Uri,
  change: FileChange,
  files: WorkspaceFiles,
): Promise<void> {
  for (let attempt = 1; attempt <= CHANGE_ATTEMPTS; attempt++) {
    const before = await readIfThere(uri, files);
    const after = change(before);
    if (!after || (await replaceUnchanged(uri, before, after, files))) return;
  }
  throw new FileKeepsChangingError();
}

/** The replacement of a file by a temporary one. */
interface Replacement {
  readonly uri: vscode.Uri;
  /** Already has the new bytes. */
  readonly temporary: vscode.Uri;
  readonly expected: Uint8Array | undefined;
  readonly bytes: Uint8Array;
  /** A link is written through, because replacing it would leave its target unchanged. */
  readonly isLink: boolean;
}

/** @returns `false`, without a replacement, if the file was not as expected */
async function replaceUnchanged(
  uri: vscode.Uri,
  expected: Uint8Array | undefined,
  bytes: Uint8Array,
  files: WorkspaceFiles,
): Promise<boolean> {
  const [, folder = '', name] = /^(.*)\/(.*)$/s.exec(uri.path) ?? [];
  const temporary = uri.with({ path: `${folder}/.${name}.${crypto.randomUUID()}.tmp` });
  try {
    await files.createDirectory(uri.with({ path: folder || '/' }));
    await files.writeFile(temporary, bytes);
    const isLink = await isSymbolicLink(uri, files);
    if (isLink && !expected) throw new Error(`${uri.path} is a link to a file that is not there`);
    const isExpected = sameBytes(await readIfThere(uri, files), expected);
    const isReplaced = isExpected && (await replace({ uri, temporary, expected, bytes, isLink }, files));
    if (isLink || !isReplaced) await discard(temporary, files);
    return isReplaced;
  } catch (error) {
    if (!(error instanceof FileStrandedError)) await discard(temporary, files);
    throw error;
  }
}

/** @returns `false` if another program has created the file */
async function replace(replacement: Replacement, files: WorkspaceFiles): Promise<boolean> {
  const { uri, temporary, expected, bytes, isLink } = replacement;
  try {
    if (isLink) await files.writeFile(uri, bytes);
    else await files.rename(temporary, uri, { overwrite: expected !== undefined });
  } catch (error) {
    if (!expected && fileErrorCode(error) === 'FileExists') return false;
    const isReplaced = await recover(replacement, files).catch(() => {
      throw new FileStrandedError(temporary, error);
    });
    if (!isReplaced) throw error;
  }
  return true;
}

/**
 * Recovers from an interrupted replacement: VS Code deletes the old file before it renames the new one.
 *
 * @returns whether the file has the new bytes; otherwise it has the old ones
 * @throws if it has neither
 */
async function recover(
  { uri, temporary, expected, bytes, isLink }: Replacement,
  files: WorkspaceFiles,
): Promise<boolean> {
  const now = await readIfThere(uri, files);
  if (sameBytes(now, bytes)) return true;
  if (sameBytes(now, expected)) return false;
  if (!expected || (now && !isLink)) throw new Error('It is neither.');
  if (!isLink) {
    try {
      await files.rename(temporary, uri);
      return true;
    } catch {
      // The old bytes are restored below, if they can be written.
    }
  }
  await files.writeFile(uri, expected);
  return false;
}

async function isSymbolicLink(uri: vscode.Uri, files: WorkspaceFiles): Promise<boolean> {
  try {
    return ((await files.stat(uri)).type & SYMBOLIC_LINK) !== 0;
  } catch {
    return false;
  }
}

async function discard(temporary: vscode.Uri, files: WorkspaceFiles): Promise<void> {
  try {
    await files.delete(temporary);
  } catch {
    // If it could not be written, there is nothing to delete.
  }
}
