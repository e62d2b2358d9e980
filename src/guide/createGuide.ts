import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import { lazy } from '../platform/lazy';
import type { GuideContext } from './services';

/** The guide with its command, its link and its restored tabs. The rest is loaded on first use. */
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
    /** Opens the guide of a login. Settles when it is visible. */
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
