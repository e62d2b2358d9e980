import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { LoginState } from '../core/team/loginState';
import type { LoginRow } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretState } from '../secrets/keyStates';
import { type AccountState, accountState, comesFromTeam, shortWord, stateIcon } from './accountState';
import { organisationTexts, sortByName } from './elements';

/** An account in a quick pick, in one line: its name, its problems, its login and its organisations. */
export interface AccountRow extends LoginRow {
  /** Whether its code can be copied, as far as is known. */
  readonly ready: boolean;
}

/** What the rows need besides the accounts. */
export interface AccountRowSource {
  secretState(login: string): SecretState;
  hasProblem(login: string): boolean;
  teamStateOf(login: string): LoginState | undefined;
}

/** The appearance of a state. */
interface Look {
  readonly iconPath: vscode.ThemeIcon;
  readonly words: readonly string[];
}

/** A row for each account, by name. */
export function accountRows(accounts: readonly Account[], source: AccountRowSource): AccountRow[] {
  // Created once for each state: there may be thousands of rows.
  const looks = new Map<AccountState, Look>();
  const lookOf = (state: AccountState): Look => {
    const look = looks.get(state) ?? {
      iconPath: stateIcon(state),
      words: [shortWord(state) ?? []].flat(),
    };
    looks.set(state, look);
    return look;
  };
  return sortByName(accounts).map(account => {
    const { login, name } = account;
    const secretState = source.secretState(login);
    const inTeam = source.teamStateOf(login);
    const ready = secretState === 'ready' || secretState === 'unknown';
    // Here a missing code matters more than a problem in the list.
    const { iconPath, words } = lookOf(
      accountState(
        secretState,
        ready && source.hasProblem(login),
        // Without a key, only what brings it counts.
        ready || comesFromTeam(inTeam) ? inTeam : undefined,
      ),
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
