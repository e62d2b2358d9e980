import * as vscode from 'vscode';
import { GUIDE_VIEW_TYPE } from '../contributions/ids';
import type { Guides } from './guides';
import type { GuideContext } from './services';

/** The guide with its command, its link and its restored tabs. The rest is loaded on first use. */
export function createGuide(context: GuideContext) {
  const { commands, boundary } = context;
  let guides: Promise<Guides> | undefined;
  const load = (): Promise<Guides> => {
    guides ??= import('./guides')
      .then(({ loadGuides }) => loadGuides(context))
      .catch(error => {
        guides = undefined;
        throw error;
      });
    return guides;
  };
  const owned = vscode.Disposable.from(
    commands.registerLazily(['openGuide'], async () => (await load()).commands),
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
      guides?.then(
        loaded => loaded.dispose(),
        () => {},
      );
    },
  };
}
