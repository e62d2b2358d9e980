import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { LoginRow } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretState } from '../secrets/store';
import { type AccountState, accountState, stateIcon, stateWord } from './accountState';
import { organisationTexts, sortByName } from './elements';

/** An account as a quick pick shows it: its name, what is wrong, its login and its organisations in one line. */
export interface AccountRow extends LoginRow {
  /** Whether its code can be copied, or may be. */
  readonly ready: boolean;
}

/** What the rows need to know besides the accounts. */
export interface AccountRowSource {
  secretState(login: string): SecretState;
  hasProblem(login: string): boolean;
  isDue(login: string): boolean;
}

/** What a state looks like. */
interface Look {
  readonly iconPath: vscode.ThemeIcon;
  readonly words: readonly string[];
}

/** A row for each account, by name. */
export function accountRows(accounts: readonly Account[], source: AccountRowSource): AccountRow[] {
  // There may be thousands of rows.
  const looks = new Map<AccountState, Look>();
  const lookOf = (state: AccountState): Look => {
    const look = looks.get(state) ?? {
      iconPath: stateIcon(state),
      words: state === 'ready' ? [] : [stateWord(state)],
    };
    looks.set(state, look);
    return look;
  };
  return sortByName(accounts).map(account => {
    const { login, name } = account;
    const secretState = source.secretState(login);
    const ready = secretState === 'ready' || secretState === 'unknown';
    // A problem in the list matters less here than that there is no code to copy.
    const { iconPath, words } = lookOf(
      accountState(secretState, ready && source.hasProblem(login), ready && source.isDue(login)),
    );
    return {
      login,
      label: sanitizeLabel(name),
      description: [
        ...words,
        ...(name === login ? [] : [sanitizeLabel(login)]),
        ...(account.organisations.length > 0
          ? [organisationTexts(account, organisation => sanitizeLabel(organisation.name)).join(', ')]
          : []),
      ].join(' · '),
      iconPath,
      ready,
    };
  });
}
