import type * as vscode from 'vscode';

/** Removes everything that could be a key or a code: the last line of defence, not the first. */
export function redact(text: string): string {
  return (
    text
      .replace(/otpauth(-migration)?:\/\/\S+/gi, 'otpauth://…')
      .replace(/[A-Z2-7]{16,}/gi, '…')
      // Keys in groups of four characters, and codes in two groups.
      .replace(/\b[A-Z2-7]{4}(?:[\s-][A-Z2-7]{4}){3,}(?:[\s-][A-Z2-7]{1,3})?\b/gi, '…')
      .replace(/(?<!\d)\d{3,4} ?\d{3,4}(?!\d)/g, '…')
  );
}

/** Logs a fault of the extension. */
export function logFault(log: vscode.LogOutputChannel, where: string, error: unknown): void {
  log.error(`${where}: ${redact(error instanceof Error ? (error.stack ?? error.message) : String(error))}`);
}
