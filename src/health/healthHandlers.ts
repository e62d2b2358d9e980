import { l10n } from 'vscode';
import type { ListHealthReport } from '../contributions/commandResults';
import { loginKey } from '../core/account';
import type { ActionPages } from '../platform/actionPages';
import type { CommandTable } from '../platform/commandRegistry';
import { healthOf } from './healthPage';
import type { HealthList, HealthServices } from './services';

/** The handlers of the health's commands. */
export function healthHandlers(
  pages: Pick<ActionPages, 'show'>,
  services: HealthServices,
): CommandTable<'health'> {
  const choose = (uri?: string): Promise<HealthList | undefined> =>
    services.accounts.chooseList(l10n.t('Show List Health'), uri);
  return {
    listHealth: {
      ask: async ({ list: named }) => {
        const list = await choose(named);
        if (!list) return undefined;
        await pages.show(list.uri, l10n.t('List Health'));
        return reportOf(list, services);
      },
      run: async ({ list: named }) => {
        const list = await choose(named);
        return list && reportOf(list, services);
      },
    },
  };
}

async function reportOf({ logins }: HealthList, services: HealthServices): Promise<ListHealthReport> {
  const health = await healthOf(logins, () => false, services);
  return {
    accounts: health.map(({ account, missing, hasKey, isUnused, overdue }) => ({
      login: loginKey(account.login),
      missing: [...(hasKey ? [] : ['setupKey' as const]), ...missing],
      overdue: overdue.map(({ organisation }) => organisation.name),
      unused: isUnused,
    })),
  };
}
