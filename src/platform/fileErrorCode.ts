/** The code of an error of VS Code's file systems, such as `FileNotFound`. */
export function fileErrorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
