import * as vscode from 'vscode';

/** What the person has set about copying codes. */
export interface CodeSettings {
  /** With fewer seconds left than this, copying waits for the next code. */
  minimumRemaining(): number;
  /** Seconds until a code is taken off the clipboard again; 0 leaves it there. */
  clearClipboardAfter(): number;
}

export const codeSettings: CodeSettings = {
  minimumRemaining: () => seconds('minimumRemaining', 4),
  clearClipboardAfter: () => seconds('clearClipboardAfter', 30),
};

/** A setting in seconds; a value that is no number of seconds counts as the default. */
function seconds(name: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('xeroMfa').get<unknown>(name);
  return typeof value === 'number' && value >= 0 ? Math.min(value, 86_400) : otherwise;
}
