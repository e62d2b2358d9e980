import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { CodeWindow } from '../core/codeWindow';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { type Caller, extensionOf, routeOf } from './caller';
import { Consent } from './consent';
import { Grants } from './grants';
import type { RecordAccess } from './record';
import type { CodeAccessServices } from './services';

/** A code that a caller gets. */
export interface GivenCode {
  readonly code: string;
  readonly window: CodeWindow;
}

/** Gives codes to callers that the person allows to have them. */
export class CodeAccess {
  readonly grants: Grants;
  readonly consent: Consent;

  constructor(
    readonly services: CodeAccessServices,
    readonly record: RecordAccess,
  ) {
    this.grants = new Grants(services.workspaceState);
    this.consent = new Consent(this.grants, record);
  }

  /**
   * The account whose code is wanted. Call this before asking the person: they are asked only about codes there are.
   *
   * @throws {@link UserError} in an untrusted folder, or if there is no such account or no key
   */
  async find(login: string): Promise<Account> {
    requireTrusted();
    const { accounts, secrets } = this.services;
    const account = await accounts.get(login);
    if (await secrets.get(account.login)) return account;
    throw new UserError(
      vscode.l10n.t(
        '{0} has no setup key on this computer. Add the key, or set up MFA with the guide.',
        sanitizeLabel(account.name),
      ),
    );
  }

  /**
   * A code for a caller: one that nobody on this computer was given before.
   *
   * @throws {@link UserError} as {@link find} does, and if the person refuses
   */
  async give(login: string, caller: Caller): Promise<GivenCode> {
    const account = await this.find(login);
    await this.consent.require(caller, account);
    const given = await this.services.codes.unusedCode(account.login);
    this.record('given', account.login, routeOf(caller), extensionOf(caller));
    return given;
  }

  /** For calls that don't come by a command: turns what they throw into errors for the person. */
  async asUserErrors<T>(where: string, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw error instanceof vscode.CancellationError
        ? error
        : this.services.boundary.toUserError(where, error);
    }
  }
}

/** @throws {@link UserError} if the person does not trust this folder */
export function requireTrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    vscode.l10n.t('In an untrusted folder, codes can only be copied. Trust the folder, then try again.'),
    [
      {
        label: vscode.l10n.t('Manage Workspace Trust'),
        run: () => vscode.commands.executeCommand('workbench.trust.manage'),
      },
    ],
  );
}
