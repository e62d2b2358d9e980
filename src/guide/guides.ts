import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandTable } from '../platform/commandRegistry';
import { completeWalkthroughStep } from '../platform/context';
import type { GuideContext } from './createGuide';
import { GuidePanels } from './panel';
import { ProgressStore } from './progressStore';
import { guidePrompts } from './prompts';

/** The guides that are open, and what opens one. */
export interface Guides extends vscode.Disposable {
  readonly commands: CommandTable<'guide'>;
  /** Opens the guide of a login, at a step where that is named; settles when it can be seen. */
  open(login: string, step?: number): Promise<void>;
  /** Opens the guide that a link from outside names. */
  openLink(uri: vscode.Uri): Promise<void>;
  /** Takes over a tab that VS Code kept when the window was reloaded. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
}

export async function loadGuides(context: GuideContext): Promise<Guides> {
  const { accounts, secrets, boundary, ticker, extensionUri, globalState, ...services } = context;
  await Promise.all([accounts.ready(), secrets.ready()]);
  const panels = new GuidePanels(extensionUri, {
    ...services,
    accounts,
    secrets,
    clipboard: vscode.env.clipboard,
    language: vscode.env.language,
    onFinished: () => completeWalkthroughStep('guideFinished'),
    onSecond: ticker.onSecond,
    progress: new ProgressStore(globalState),
    prompts: guidePrompts,
    run: boundary.run,
  });
  const open = async (login: string, step?: number): Promise<void> =>
    panels.open((await accounts.get(login)).login, step);
  return {
    commands: {
      openGuide: {
        ask: async target => {
          const login = await chooseLogin(target, context);
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

/** Whoever opens the guide before there is an account begins with adding one. */
async function chooseLogin(target: CommandTarget, { accounts }: GuideContext): Promise<string | undefined> {
  if (!(await accounts.hasAny())) return accounts.add();
  return (await accounts.choose(target, vscode.l10n.t('Open Guide')))?.login;
}

/** Anybody can make a link: this one says whose guide to open, and can do no more. */
function loginIn(uri: vscode.Uri): string {
  // A plus in a login is meant literally, not as a space.
  const login = new URLSearchParams(uri.query.replaceAll('+', '%2B')).get('login');
  if (uri.path !== '/guide' || !login) {
    throw new UserError(
      vscode.l10n.t('This link can’t be opened. It must be “/guide?login=…” with the login of an account.'),
    );
  }
  return login;
}
