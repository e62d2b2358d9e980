import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import { completeWalkthroughStep } from '../platform/context';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { GuidePanels } from './panel';
import type { GuideServices } from './services';

/** What the guide needs of the rest. */
export interface GuideContext
  extends Omit<
    GuideServices,
    'clipboard' | 'language' | 'onFinished' | 'onSecond' | 'progress' | 'prompts' | 'run'
  > {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly ticker: Ticker;
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
  readonly accounts: GuideServices['accounts'] & {
    /** The account of a row, else the one the person picks. */
    choose(target: CommandTarget, title: string): Promise<Account | undefined>;
    /** @throws {@link UserError} if no list has it */
    get(login: string): Promise<Account>;
    hasAny(): Promise<boolean>;
    /** Asks for an account and adds it; gives its login. */
    add(): Promise<string | undefined>;
  };
}

/** The guide with its command, its link and the tabs that VS Code restores. */
export function createGuide(context: GuideContext) {
  const { commands, boundary, accounts } = context;
  let panels: Promise<GuidePanels> | undefined;
  const guide = (): Promise<GuidePanels> => {
    panels ??= loadPanels(context).catch(error => {
      panels = undefined;
      throw error;
    });
    return panels;
  };
  const open = async (login: string, step?: number): Promise<void> => {
    const account = await accounts.get(login);
    await (await guide()).open(account.login, step);
  };

  const owned = vscode.Disposable.from(
    commands.register('openGuide', {
      ask: async target => {
        const login = await chooseLogin(target, context);
        if (login !== undefined) await open(login);
      },
      run: ({ login, step }) => open(login, step),
    }),
    vscode.window.registerUriHandler({
      handleUri: uri => boundary.run('link', () => open(loginIn(uri))),
    }),
    vscode.window.registerWebviewPanelSerializer(GUIDE_VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) =>
        boundary.run('restore', async () => (await guide()).restore(panel, state)),
    }),
  );

  return {
    /** Opens the guide of a login; settles when it can be seen. */
    open,
    dispose: () => {
      owned.dispose();
      panels?.then(
        loaded => loaded.dispose(),
        () => {},
      );
    },
  };
}

async function loadPanels({
  boundary,
  ticker,
  extensionUri,
  globalState,
  ...services
}: GuideContext): Promise<GuidePanels> {
  const [{ GuidePanels }, { guidePrompts }, { ProgressStore }] = await Promise.all([
    import('./panel'),
    import('./prompts'),
    import('./progressStore'),
    services.accounts.ready(),
    services.secrets.ready(),
  ]);
  return new GuidePanels(extensionUri, {
    ...services,
    clipboard: vscode.env.clipboard,
    language: vscode.env.language,
    onFinished: () => completeWalkthroughStep('guideFinished'),
    onSecond: ticker.onSecond,
    progress: new ProgressStore(globalState),
    prompts: guidePrompts,
    run: boundary.run,
  });
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
