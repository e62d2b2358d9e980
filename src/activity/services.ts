import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What the log of activity needs of the rest. */
export interface ActivityServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly globalState: vscode.Memento;
  readonly globalStorageUri: vscode.Uri;
  nameOf(login: string): string;
}
