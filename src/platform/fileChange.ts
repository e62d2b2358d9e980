/**
 * Computes a file's new bytes from its current ones, which are `undefined` if there is no file. Called again if another
 * program changes the file in the meantime. Returns `undefined` to leave the file unchanged.
 */
export type FileChange = (before: Uint8Array | undefined) => Uint8Array | undefined;

/** How often a change is attempted while another program keeps changing the file. */
export const CHANGE_ATTEMPTS = 10;

/** Another program changed the file during each attempt; its bytes are in the file. */
export class FileKeepsChangingError extends Error {
  override readonly name = 'FileKeepsChangingError';
}

/** Whether two files have the same bytes; `undefined` means no file. */
export function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
