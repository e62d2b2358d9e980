import * as vscode from 'vscode';
import { TEAM_STATUS_SCHEME } from '../contributions/ids';
import type { CommandTarget } from '../platform/commandCall';
import { MutableDisposable, runAfter } from '../platform/disposables';
import { lazy } from '../platform/lazy';
import type { TeamCommandServices } from './commandServices';
import type { TeamServices } from './services';

/** How long to wait for more changes before a page is made again, in milliseconds. */
const QUIET = 100;

/** The pages that show how stores stand. */
export interface ShownStatus extends vscode.Disposable {
  /** Shows the page of a list, and returns the list. */
  show(target: CommandTarget): Promise<string | undefined>;
}

/**
 * Shows pages, and makes them again when what they show has changed; all of it is loaded with the first page.
 *
 * @param onDidChange fires when a store has changed
 */
export function createStatusPages(
  services: () => Promise<TeamCommandServices>,
  { accounts, secrets, boundary }: Pick<TeamServices, 'accounts' | 'secrets' | 'boundary'>,
  onDidChange: vscode.Event<void>,
): ShownStatus {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const waiting = new MutableDisposable();
  const load = lazy(async () => new (await import('./whenUsed')).StatusPages(services, changed));
  const refreshSoon = (): void => {
    waiting.value = runAfter(QUIET, () => {
      load
        .started()
        ?.then(pages => pages.refresh())
        .catch(boundary.log);
    });
  };
  const owned = vscode.Disposable.from(
    changed,
    waiting,
    onDidChange(refreshSoon),
    accounts.onDidChange(refreshSoon),
    secrets.onDidChange(refreshSoon),
    vscode.workspace.registerTextDocumentContentProvider(TEAM_STATUS_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async page => (await load()).text(page),
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: TEAM_STATUS_SCHEME },
      { provideCodeLenses: async document => (await load()).lenses(document) },
    ),
  );
  return { show: async target => (await load()).show(target), dispose: () => owned.dispose() };
}
