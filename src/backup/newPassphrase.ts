import * as vscode from 'vscode';
import { newPassphrase } from '../age/fingerprint';
import { readSetting } from '../platform/settings';
import type { BackupServices } from './services';
import { type Strength, StrengthEstimator } from './strength';

/**
 * Loads the words that passphrases are checked against. They are large, so they have a file of their own.
 *
 * @param logins those on this computer, which an attacker would try first
 */
export async function loadEstimator(
  { extensionUri }: Pick<BackupServices, 'extensionUri'>,
  logins: Iterable<string>,
): Promise<StrengthEstimator> {
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'backup', 'guessable.json');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const known = [...logins].flatMap(login => [login, ...login.split(/[@.]/)]);
  return new StrengthEstimator(JSON.parse(text), ['xero', 'mfa', 'backup', ...known]);
}

/** Offers a generated passphrase, or asks for one that is strong enough. */
export async function askNewPassphrase(
  services: BackupServices,
  logins: Iterable<string>,
): Promise<string | undefined> {
  const title = vscode.l10n.t('Export Backup');
  const generated: vscode.QuickPickItem = {
    label: vscode.l10n.t('Use a generated passphrase'),
    detail: vscode.l10n.t('Eight random words that no one can guess.'),
  };
  const own: vscode.QuickPickItem = { label: vscode.l10n.t('Type a passphrase') };
  const chosen = await vscode.window.showQuickPick([generated, own], {
    title,
    placeHolder: vscode.l10n.t('The backup is encrypted with a passphrase'),
    ignoreFocusOut: true,
  });
  if (!chosen) return undefined;
  return chosen === generated
    ? showGenerated(services)
    : askTwice(title, await loadEstimator(services, logins));
}

/** Shows a new passphrase until the person goes on to choose a file. */
async function showGenerated({ copier }: BackupServices): Promise<string | undefined> {
  const passphrase = newPassphrase();
  const copy = vscode.l10n.t('Copy');
  const choose = vscode.l10n.t('Choose File…');
  const seconds = readSetting('clearClipboardAfter');
  const detail = [
    passphrase,
    vscode.l10n.t('You need this passphrase to restore the backup. It won’t be shown again.'),
    ...(seconds > 0 ? [vscode.l10n.t('If you copy it, the clipboard is cleared after {0} s.', seconds)] : []),
  ].join('\n\n');
  for (;;) {
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Write down this passphrase, or save it in your password manager.'),
      { modal: true, detail },
      choose,
      copy,
    );
    if (chosen === copy) await copier.copyWithAutoClear(passphrase);
    else return chosen === choose ? passphrase : undefined;
  }
}

async function askTwice(title: string, estimator: StrengthEstimator): Promise<string | undefined> {
  const options = { title, password: true, ignoreFocusOut: true };
  const first = await vscode.window.showInputBox({
    ...options,
    prompt: vscode.l10n.t('A passphrase for the backup. Several unusual words are best.'),
    // Don't complain before anything was typed.
    validateInput: typed => (typed === '' ? undefined : strengthMessage(estimator.strengthOf(typed))),
  });
  if (!first) return undefined;
  const again = await vscode.window.showInputBox({
    ...options,
    prompt: vscode.l10n.t('Type the passphrase again.'),
    validateInput: typed =>
      typed === '' || typed === first ? undefined : vscode.l10n.t('The two passphrases differ.'),
  });
  // The box accepts an empty passphrase, which cancels.
  return again === first ? first : undefined;
}

function strengthMessage({ isEnough, text }: Strength): vscode.InputBoxValidationMessage {
  const { Info, Error: Refused } = vscode.InputBoxValidationSeverity;
  return { message: text, severity: isEnough ? Info : Refused };
}
