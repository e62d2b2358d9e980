import * as vscode from 'vscode';
import { TEAM_STATUS_SCHEME } from '../contributions/ids';
import { ActionPages } from '../platform/actionPages';
import type { CommandTarget } from '../platform/commandCall';
import type { TeamCommandServices } from './commandServices';
import type { TeamServices } from './services';

/** The pages that show how stores stand. */
export interface ShownStatus extends vscode.Disposable {
  /** Shows the page of a list, and returns the list. */
  show(target: CommandTarget): Promise<string | undefined>;
}

const load = () => import('./whenUsed');

/** @param onDidChange fires when a store has changed */
export function createStatusPages(
  services: () => Promise<TeamCommandServices>,
  { accounts, secrets }: Pick<TeamServices, 'accounts' | 'secrets'>,
  onDidChange: vscode.Event<void>,
): ShownStatus {
  const pages = new ActionPages({
    scheme: TEAM_STATUS_SCHEME,
    linesOf: async list => (await load()).statusPage(list, await services()),
    changes: [onDidChange, accounts.onDidChange, secrets.onDidChange],
  });
  return {
    show: async ({ list: named }) => {
      const { teams } = await services();
      const list = await teams.chooseList(named, vscode.l10n.t('Show Team Status'), 'withStore');
      if (!list) return undefined;
      // Without an identity there is nothing to show, and a message says so.
      await teams.of(list);
      await pages.show(list.uri, vscode.l10n.t('Team Status'));
      return list.uri.toString();
    },
    dispose: () => pages.dispose(),
  };
}
