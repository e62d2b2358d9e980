import * as vscode from 'vscode';
import { LIST_PATH } from '../contributions/ids';
import { exists } from '../platform/exists';
import type { HelpServices, KeyOfLogin } from './services';

/** What opening the sample needs. */
type SampleServices = Pick<HelpServices, 'extensionUri' | 'globalStorageUri' | 'secrets' | 'addMissingKeys'>;

/** The list comes last: if it exists, the copy is complete. */
const SAMPLE_FILES = ['README.md', LIST_PATH];

/**
 * Opens a copy of the sample, so that experiments don't touch the person's own lists. Offers practice keys for accounts
 * without a key first.
 *
 * @throws {@link vscode.CancellationError} if the person cancels
 */
export async function openSample(services: SampleServices): Promise<void> {
  const { extensionUri, globalStorageUri, addMissingKeys } = services;
  const missing = await missingKeys(services);
  if (missing.length > 0 && (await wantsKeys())) await addMissingKeys(missing);
  const copy = vscode.Uri.joinPath(globalStorageUri, 'sample');
  await copySample(vscode.Uri.joinPath(extensionUri, 'media', 'sample'), copy);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.some(({ uri }) => uri.toString() === copy.toString())) return;
  const forceNewWindow = folders.length > 0;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}

/** The practice keys of logins without a key. The first account comes last, because the newest key counts as used. */
async function missingKeys({ extensionUri, secrets }: SampleServices): Promise<readonly KeyOfLogin[]> {
  const file = vscode.Uri.joinPath(extensionUri, 'media', 'practice-keys.json');
  const { keys } = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  await secrets.ready();
  return Object.entries<string>(keys)
    .filter(([login]) => secrets.stateOf(login) !== 'ready')
    .reverse();
}

async function wantsKeys(): Promise<boolean> {
  const add = vscode.l10n.t('Add Practice Keys');
  const without = vscode.l10n.t('Open Without Keys');
  const detail = vscode.l10n.t(
    'With practice keys you can copy codes right away. The sample’s team is made up, so the codes open nothing. Setup keys you already have stay as they are.',
  );
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Add practice keys to the sample?'),
    { modal: true, detail },
    add,
    without,
  );
  if (choice === undefined) throw new vscode.CancellationError();
  return choice === add;
}

/** Copies file by file: in a browser, an extension cannot list its own folders. */
async function copySample(sample: vscode.Uri, copy: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  if (await exists(vscode.Uri.joinPath(copy, LIST_PATH))) return;
  for (const path of SAMPLE_FILES)
    await fs.writeFile(vscode.Uri.joinPath(copy, path), await fs.readFile(vscode.Uri.joinPath(sample, path)));
}
