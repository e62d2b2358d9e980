import type * as vscode from 'vscode';

/** Codes that are shown in rows. Secrets are in memory only while they are. */
export interface RowCodes extends vscode.Disposable {
  readonly shown: boolean;
  /** Fires when the shown codes have changed. */
  readonly onDidChange: vscode.Event<void>;
  /** @throws `UserError` if a secret can't be read; the other codes are shown */
  show(): Promise<void>;
  hide(): void;
  /** Call this every second while the rows are visible. */
  tick(): void;
  /** @param login in lower case */
  codeOf(login: string): string | undefined;
}
