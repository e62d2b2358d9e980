import type * as vscode from 'vscode';

/** Takes everything that could be a key or a code out of a text: the last line of defence, not the first. */
export function redact(text: string): string {
  return text
    .replace(/otpauth(-migration)?:\/\/\S+/gi, 'otpauth://…')
    .replace(/\b[A-Z2-7]{16,}\b/gi, '…')
    .replace(/\b\d{3} ?\d{3,5}\b/g, '…');
}

/** Logs a fault of ours. */
export function logFault(log: vscode.LogOutputChannel, where: string, error: unknown): void {
  log.error(`${where}: ${redact(error instanceof Error ? (error.stack ?? error.message) : String(error))}`);
}
