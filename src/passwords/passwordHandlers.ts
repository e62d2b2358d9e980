import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Route } from '../core/activity';
import { UserError } from '../core/errors';
import type { CommandTable } from '../platform/commandRegistry';
import { pickLogin } from '../platform/pickLogin';
import { sanitizeLabel } from '../platform/sanitize';
import { PasswordConsent } from './consent';
import { copyPassword } from './copyPassword';
import { removePassword } from './removePassword';
import type { PasswordServices } from './services';
import { setPassword } from './setPassword';

/** What the commands on passwords do, also for other features. */
export function passwordHandlers(services: PasswordServices) {
  const { boundary, secrets, accounts, setSecret } = services;
  const consent = new PasswordConsent(accounts.nameOf);
  const copy = (login: string, route: Route, by?: object): Promise<number> =>
    copyPassword(services, login, route, by);
  const copyAndSay = async (login: string, route: Route): Promise<void> => {
    const seconds = await copy(login, route);
    const name = sanitizeLabel(accounts.nameOf(login));
    void boundary.offer(vscode.l10n.t('Password for {0} copied. It is cleared in {1} s.', name, seconds));
  };
  /** @returns `undefined` if the person picks none, or pasted a setup key, which is added */
  const pickSaved = async (title: string): Promise<string | undefined> => {
    await secrets.ready();
    const rows = [...secrets.passwords.logins].map(login => ({
      label: sanitizeLabel(accounts.nameOf(login)),
      description: accounts.nameOf(login) === login ? '' : sanitizeLabel(login),
      login,
    }));
    if (rows.length === 0) throw new UserError(vscode.l10n.t('There is no password on this computer.'));
    const picked = await pickLogin(rows, {
      title: () => title,
      placeholder: vscode.l10n.t('Type a name or login'),
    });
    if (!picked?.pasted) return picked?.login;
    await setSecret(picked.login, picked.pasted.text);
    return undefined;
  };
  /** The account of a login, which no list needs to have if there is a key for it. */
  const accountOf = async (login: string): Promise<Pick<Account, 'login' | 'name'>> => {
    await secrets.ready();
    const isListed = accounts.find(login) !== undefined;
    return !isListed && (await secrets.has(login)) ? { login, name: login } : accounts.get(login);
  };
  const commands: CommandTable<'passwords'> = {
    setPassword: {
      ask: async target => {
        const account = await accounts.choose(target, vscode.l10n.t('Set Password'));
        if (account) await setPassword(account, services);
      },
      run: async ({ login, confirm }) => setPassword(await accountOf(login), services, confirm),
    },
    removePassword: {
      ask: async ({ login }) => {
        const chosen = login ?? (await pickSaved(vscode.l10n.t('Remove Password')));
        if (chosen !== undefined) await removePassword(chosen, services);
      },
      run: ({ login, confirm }) => removePassword(login, services, confirm),
    },
    copyPassword: {
      ask: async ({ login }) => {
        if (login === undefined) {
          const picked = await pickSaved(vscode.l10n.t('Copy Password'));
          if (picked === undefined) return;
          consent.note(picked);
          await copyAndSay(picked, 'command');
        } else {
          await consent.require(login);
          await copyAndSay(login, 'sidebar');
        }
      },
      run: async ({ login }) => {
        await consent.require(login);
        await copyAndSay(login, 'command');
      },
    },
  };
  return { commands, consent, copy };
}
