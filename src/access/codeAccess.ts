import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from '../secrets/store';
import { type Caller, extensionOf, routeOf } from './caller';
import { Consent } from './consent';
import { Grants } from './grants';
import type { RecordAccess } from './record';

/** What giving codes away needs of the rest. */
export interface CodeAccessServices {
  readonly boundary: Pick<ErrorBoundary, 'toUserError'>;
  readonly secrets: Pick<SecretStore, 'get'>;
  /** Where it is kept who may have codes in this workspace. */
  readonly workspaceState: vscode.Memento;
  readonly accounts: {
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    /** The account of a row, else the one that the person picks. */
    choose(target: CommandTarget, title: string): Promise<Account | undefined>;
    nameOf(login: string): string;
    /** All accounts by name; settles when the lists were read. */
    rows(): Promise<readonly { readonly login: string }[]>;
  };
  readonly copier: {
    /** Gives a code that is valid for long enough to `deliver`. It may wait for the next one. */
    copy(login: string, options: { readonly deliver: (code: string) => void }): Promise<unknown>;
  };
  readonly record: RecordAccess;
}

/** Gives codes to callers whom the person has allowed it. */
export class CodeAccess {
  readonly grants: Grants;
  readonly consent: Consent;

  constructor(readonly services: CodeAccessServices) {
    this.grants = new Grants(services.workspaceState);
    this.consent = new Consent(this.grants, services.record);
  }

  /**
   * The account whose code is wanted. The person is asked only about what there is.
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
   * A code for a caller.
   *
   * @throws {@link UserError} as {@link find} does, and if the person refuses
   */
  async give(login: string, caller: Caller): Promise<string> {
    const account = await this.find(login);
    await this.consent.require(caller, account);
    const code = await this.freshCode(account);
    this.services.record('given', account.login, routeOf(caller), extensionOf(caller));
    return code;
  }

  /** A code that is valid for long enough, for which this may wait. */
  async freshCode({ login }: Account): Promise<string> {
    let fresh = '';
    await this.services.copier.copy(login, {
      deliver: code => {
        fresh = code;
      },
    });
    return fresh;
  }

  /** For callers that no command leads here: they get no error but one for the person. */
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
