import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import { type CommandRegistry, isArguments } from '../platform/commands';
import type { GuidePanels } from './panel';
import type { GuideServices } from './services';

/** What the guide needs of the rest. */
export interface GuideContext extends Omit<GuideServices, 'progress' | 'run'> {
  readonly extensionUri: vscode.Uri;
  readonly state: vscode.Memento;
  /** The account an argument names or the person picks. */
  accountFor(argument: unknown, title: string): Promise<Account | undefined>;
  /** Whether any list has an account. */
  hasAccounts(): Promise<boolean>;
}

/** Registers the guide with its link and the tabs that VS Code restores. */
export function registerGuide(registry: CommandRegistry, context: GuideContext): vscode.Disposable {
  let panels: Promise<GuidePanels> | undefined;
  const guide = (): Promise<GuidePanels> => {
    panels ??= loadPanels(registry, context).catch(error => {
      panels = undefined;
      throw error;
    });
    return panels;
  };
  const open = async (argument: unknown): Promise<void> => {
    const step = isArguments(argument) ? (await import('./arguments')).stepIn(argument) : undefined;
    const account = await chooseAccount(argument, context);
    if (account) await (await guide()).open(account.login, step);
  };
  return vscode.Disposable.from(
    new vscode.Disposable(
      () =>
        void panels?.then(
          loaded => loaded.dispose(),
          () => {},
        ),
    ),
    registry.register('xeroMfa.openGuide', open),
    vscode.window.registerUriHandler({
      handleUri: uri => registry.run('link', () => open({ login: loginIn(uri) })),
    }),
    vscode.window.registerWebviewPanelSerializer('xeroMfa.guide', {
      deserializeWebviewPanel: (panel, state: unknown) =>
        registry.run('restore', async () => (await guide()).restore(panel, state)),
    }),
  );
}

async function loadPanels(
  registry: CommandRegistry,
  { extensionUri, state, ...services }: GuideContext,
): Promise<GuidePanels> {
  const [{ GuidePanels }, { ProgressStore }] = await Promise.all([
    import('./panel'),
    import('./progressStore'),
    services.accounts.ready(),
    services.secrets.ready(),
  ]);
  return new GuidePanels(extensionUri, {
    ...services,
    progress: new ProgressStore(state),
    run: registry.run,
  });
}

/** Whoever opens the guide before there is an account begins with adding one. */
async function chooseAccount(argument: unknown, context: GuideContext): Promise<Account | undefined> {
  const title = vscode.l10n.t('Open the Guide');
  if (isArguments(argument) || (await context.hasAccounts())) return context.accountFor(argument, title);
  const login = await vscode.commands.executeCommand<string | undefined>('xeroMfa.addAccount');
  return login === undefined ? undefined : context.accountFor({ login }, title);
}

/** Anybody can make a link: this one says whose guide to open, and can do no more. */
function loginIn(uri: vscode.Uri): string {
  // Here a plus stands for itself, as in many a login, and not for a space.
  const login = new URLSearchParams(uri.query.replaceAll('+', '%2B')).get('login');
  if (uri.path !== '/guide' || !login) {
    throw new UserError(
      vscode.l10n.t('This link cannot be opened: “/guide?login=…” with the login of an account is expected.'),
    );
  }
  return login;
}
