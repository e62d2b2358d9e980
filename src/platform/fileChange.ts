/**
 * Makes new bytes of a file's, which are `undefined` if there is no file. Called again with the current bytes if the
 * file changed meanwhile; returns `undefined` to leave the file as it is.
 */
export type FileChange = (before: Uint8Array | undefined) => Uint8Array | undefined;

/** How often a change is made again because another program was faster. */
export const CHANGE_ATTEMPTS = 10;

/** Another program changed the file at each attempt. It holds what that program wrote. */
export class FileKeepsChangingError extends Error {
  override readonly name = 'FileKeepsChangingError';
}

/** Whether two files hold the same; `undefined` is no file. */
export function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
