import * as vscode from 'vscode';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { learnMore } from '../platform/learnMore';
import { CANARY_STATE } from './itemKeys';
import type { SecretStore } from './store';

/** The entry of the global state that says whether the person was told that VS Code keeps secrets only in memory. */
const SAID = 'secretsInMemorySaid';
/** VS Code's own help on keyrings, the link of its message about a missing one. */
const KEYRING_HELP = 'https://go.microsoft.com/fwlink/?linkid=2239490';

type WatchedSecrets = Pick<
  SecretStore,
  | 'ready'
  | 'refresh'
  | 'isKnown'
  | 'isBehind'
  | 'unseen'
  | 'canaries'
  | 'wasEmpty'
  | 'keepCanaries'
  | 'onDidWrite'
>;

/** Warns of two ways to lose keys: a storage that forgets them, and another window whose changes this one doesn't see. */
export function watchSecrets(
  secrets: WatchedSecrets,
  state: vscode.Memento,
  boundary: Pick<ErrorBoundary, 'run' | 'offer' | 'log'>,
): vscode.Disposable {
  void boundary.run('secret storage', () => warnOfMemoryOnly(secrets, state, boundary.offer));
  return vscode.Disposable.from(
    secrets.onDidWrite(() => secrets.keepCanaries().catch(boundary.log)),
    warnOfUnseenKeys(secrets, boundary),
  );
}

/**
 * Says once that VS Code keeps secrets only until the window closes, as on a Linux without a keyring. There is no API for
 * this: it shows by canaries that an earlier window stored and this one doesn't have. Keys that were stored with a keyring
 * come back with it.
 */
async function warnOfMemoryOnly(
  secrets: WatchedSecrets,
  state: vscode.Memento,
  offer: ErrorBoundary['offer'],
): Promise<void> {
  if (!secrets.isKnown || state.get(CANARY_STATE) === undefined) return;
  const isEmpty = (): boolean => secrets.wasEmpty && secrets.canaries.size === 0;
  // Another window may have stored them since this one asked.
  if (isEmpty()) await secrets.refresh();
  const isForgotten = isEmpty();
  const wasSaid = state.get(SAID, false);
  if (isForgotten === wasSaid) return;
  await state.update(SAID, isForgotten);
  if (!isForgotten) return;
  const { currentKeeper, memoryOnlyText } = await import('./whenUsed');
  const keeper = currentKeeper();
  const help = {
    label: vscode.l10n.t('Open Keyring Help'),
    run: () => vscode.env.openExternal(vscode.Uri.parse(KEYRING_HELP)),
  };
  const remedies = keeper === 'linux' ? [help, learnMore('keyring')] : [];
  void offer(memoryOnlyText(keeper), remedies, vscode.window.showWarningMessage);
}

/**
 * Warns, when this window comes to the front, of what another window stored, replaced or removed and this one doesn't see.
 * In a browser each window reads the stored secrets once, when it opens, and its next write undoes the changes of others.
 */
function warnOfUnseenKeys(
  secrets: WatchedSecrets,
  { run, offer }: Pick<ErrorBoundary, 'run' | 'offer'>,
): vscode.Disposable {
  let warned = '';
  return vscode.window.onDidChangeWindowState(({ focused }) => {
    if (!focused) return;
    void run('unseen keys', async () => {
      await secrets.ready();
      if (!secrets.isBehind) return;
      const { unseenKeysError } = await import('./whenUsed');
      const { message, remedies } = unseenKeysError(secrets.unseen);
      if (message === warned) return;
      warned = message;
      void offer(message, remedies, vscode.window.showWarningMessage);
    });
  });
}
