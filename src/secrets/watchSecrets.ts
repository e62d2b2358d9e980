import * as vscode from 'vscode';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { CANARY_STATE } from './itemKeys';
import type { SecretStore } from './store';

/** Whether it was said that VS Code keeps secrets only in memory. */
const SAID = 'secretsInMemorySaid';
/** VS Code's own help on keyrings, to which its message about a missing one leads. */
const KEYRING_HELP = 'https://go.microsoft.com/fwlink/?linkid=2239490';

/** What is watched of the secrets. */
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

/** Warns of what would lose keys: a storage that forgets them, and another window whose changes this one does not see. */
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
 * Says once that VS Code keeps secrets only until the window closes. It does so on a Linux without a keyring, and has no
 * API that tells: what an earlier window stored as canaries, and this window does not have, tells it. Keys that were
 * stored with a keyring are there again with that.
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
  const remedies = keeper === 'linux' ? [help] : [];
  void offer(memoryOnlyText(keeper), remedies, vscode.window.showWarningMessage);
}

/**
 * Warns, when this window comes to the front, of what another window stored, replaced or removed and this one does not
 * see: in a browser each window of VS Code reads the stored secrets once, and what it stores later undoes the rest.
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
