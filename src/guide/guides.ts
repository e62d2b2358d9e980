import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandTable } from '../platform/commandRegistry';
import { completeWalkthroughStep } from '../platform/context';
import { GuidePanels } from './panel';
import { ProgressStore } from './progressStore';
import type { ChoosableAccounts, GuideContext } from './services';

/** The open guides, and the ways to open one. */
export interface Guides extends vscode.Disposable {
  readonly commands: CommandTable<'guide'>;
  /** Opens the guide of a login, at a step where that is named; settles when it can be seen. */
  open(login: string, step?: number): Promise<void>;
  /** Opens the guide that a link from outside VS Code names. */
  openLink(uri: vscode.Uri): Promise<void>;
  /** Takes over a tab that VS Code restored after a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
}

export async function loadGuides(context: GuideContext): Promise<Guides> {
  const { accounts, secrets, boundary, ticker } = context;
  await Promise.all([accounts.ready(), secrets.ready()]);
  const panels = new GuidePanels(context.extensionUri, {
    accounts,
    secrets,
    setupKeys: context.setupKeys,
    team: context.team,
    copier: context.copier,
    lostAdvice: context.lostAdvice,
    checkClock: context.checkClock,
    openXero: context.openXero,
    hmac: context.hmac,
    now: context.now,
    record: context.record,
    progress: new ProgressStore(context.globalState),
    onSecond: ticker.onSecond,
    run: boundary.run,
    onFinished: () => completeWalkthroughStep('guideFinished'),
    open: login => open(login),
  });
  const open = async (login: string, step?: number): Promise<void> =>
    panels.open((await accounts.get(login)).login, step);
  return {
    commands: {
      openGuide: {
        ask: async target => {
          const login = await chooseLogin(target, accounts);
          if (login !== undefined) await open(login);
        },
        run: ({ login, step }) => open(login, step),
      },
    },
    open,
    openLink: uri => open(loginIn(uri)),
    restore: (panel, state) => panels.restore(panel, state),
    dispose: () => panels.dispose(),
  };
}

/** Without any account, adding one comes first. */
async function chooseLogin(target: CommandTarget, accounts: ChoosableAccounts): Promise<string | undefined> {
  if (!(await accounts.hasAny())) return accounts.add();
  return (await accounts.choose(target, vscode.l10n.t('Open Guide')))?.login;
}

/** Anyone can make a link, so it only says whose guide to open. */
function loginIn(uri: vscode.Uri): string {
  // URLSearchParams would read a plus as a space.
  const login = new URLSearchParams(uri.query.replaceAll('+', '%2B')).get('login');
  if (uri.path !== '/guide' || !login) {
    throw new UserError(
      vscode.l10n.t('This link can’t be opened. It must be “/guide?login=…” with the login of an account.'),
    );
  }
  return login;
}
