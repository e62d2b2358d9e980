import * as vscode from 'vscode';
import { UserError } from '../core/errors';

/**
 * The address that a setting holds: https, or http on this computer.
 *
 * @throws {@link UserError} where it is anything else, or has a password in it
 */
export function webAddress(setting: 'xeroUrl' | 'clockCheck.url'): URL {
  const url = parseUrl(vscode.workspace.getConfiguration('xeroMfa').get<unknown>(setting));
  if (url && !url.username && !url.password && (url.protocol === 'https:' || isLoopback(url))) return url;
  const id = `xeroMfa.${setting}`;
  throw new UserError(
    vscode.l10n.t('The setting “{0}” must be an https address. Correct it or reset it.', id),
    [
      {
        label: vscode.l10n.t('Open Settings'),
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', id),
      },
    ],
  );
}

function parseUrl(value: unknown): URL | undefined {
  try {
    return new URL(String(value));
  } catch {
    return undefined;
  }
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
