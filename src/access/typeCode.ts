import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import { sanitizeLabel } from '../platform/sanitize';
import { type CodeAccess, requireTrusted } from './codeAccess';

/** How long the status bar says that a code was typed, in milliseconds. */
const SHOWN_FOR = 5000;

/**
 * Types a code into the terminal that is active now, without a newline, for a caller of the command.
 *
 * @throws {@link UserError} as {@link CodeAccess.give} does, and if there is no terminal
 */
export async function typeCode(login: string, access: CodeAccess): Promise<void> {
  requireTrusted();
  const terminal = activeTerminal();
  const account = await access.find(login);
  await access.consent.require('typing', account, terminal);
  await typeInto(terminal, account, access);
}

/**
 * The same for an account that the person picks, without asking for consent. A row is no sign of a person: VS Code makes
 * one for each program that knows what to ask for.
 */
export async function askToTypeCode({ login }: CommandTarget, access: CodeAccess): Promise<void> {
  if (login !== undefined) return typeCode(login, access);
  requireTrusted();
  const terminal = activeTerminal();
  const title = vscode.l10n.t('Type Code into Terminal');
  const account = await access.services.accounts.choose({}, title, true);
  if (account) await typeInto(terminal, account, access);
}

/** Types into this terminal, even if another one is active by the time there is a code. */
async function typeInto(terminal: vscode.Terminal, account: Account, access: CodeAccess): Promise<void> {
  const { code } = await access.services.codes.freshCode(account.login);
  if (terminal.exitStatus) {
    throw new UserError(
      vscode.l10n.t(
        'The code wasn’t typed because the terminal “{0}” was closed. Try again in another one.',
        sanitizeLabel(terminal.name),
      ),
    );
  }
  terminal.sendText(code, false);
  access.record('typed', account.login, 'terminal');
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Code for {0} typed', sanitizeLabel(account.name)),
    SHOWN_FOR,
  );
  // From the sidebar, Enter would go to the row.
  if (vscode.window.activeTerminal === terminal) terminal.show();
}

/** @throws {@link UserError} if there is none */
function activeTerminal(): vscode.Terminal {
  const terminal = vscode.window.activeTerminal;
  if (terminal) return terminal;
  throw new UserError(
    vscode.l10n.t('There is no terminal to type the code into. Open one, then try again.'),
    [
      {
        label: vscode.l10n.t('New Terminal'),
        run: () => vscode.commands.executeCommand('workbench.action.terminal.new'),
      },
    ],
  );
}
