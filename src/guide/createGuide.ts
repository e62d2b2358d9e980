import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import type { Account } from '../core/account';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { lazy } from '../platform/lazy';
import type { Ticker } from '../platform/ticker';
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
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    hasAny(): Promise<boolean>;
    /** Asks for an account and adds it; gives its login. */
    add(): Promise<string | undefined>;
  };
}

/** The guide with its command, its link and the tabs that VS Code restores. All of it is loaded when it is first used. */
export function createGuide(context: GuideContext) {
  const { commands, boundary } = context;
  const load = lazy(async () => (await import('./guides')).loadGuides(context));
  const owned = vscode.Disposable.from(
    commands.registerLazily('guide', async () => (await load()).commands),
    vscode.window.registerUriHandler({
      handleUri: uri => boundary.run('link', async () => (await load()).openLink(uri)),
    }),
    vscode.window.registerWebviewPanelSerializer(GUIDE_VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) =>
        boundary.run('restore', async () => (await load()).restore(panel, state)),
    }),
  );
  return {
    /** Opens the guide of a login; settles when it can be seen. */
    open: async (login: string): Promise<void> => (await load()).open(login),
    dispose: () => {
      owned.dispose();
      load.started()?.then(
        loaded => loaded.dispose(),
        () => {},
      );
    },
  };
}
