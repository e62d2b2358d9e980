import * as vscode from 'vscode';
import type { ImportedAccounts, ImportedKeys } from '../contributions/commandResults';
import type { CommandArguments } from '../contributions/commands';
import { UserError } from '../core/errors';
import type { CommandTable } from '../platform/commandRegistry';
import { confirmReplacing } from '../secrets/confirmReplacing';
import { confirmReplacingPasswords } from './confirmReplacingPasswords';
import type { AccountItem } from './foundAccounts';
import { ImportPanel } from './importPanel';
import { notTableText } from './importProblemText';
import { ImportSession } from './importSession';
import { addFile, fileSource, readPicked } from './readFiles';
import type { ImportServices, SessionPasswords } from './services';
import { pastedSource } from './source';

/** The handlers of the commands that import. */
export function importHandlers(services: ImportServices): CommandTable<'importing'> {
  let opened: ImportPanel | undefined;

  /** Opens the tab without a caller, or shows the one that is open. */
  const open = async (): Promise<ImportPanel> => {
    if (opened) opened.reveal();
    else {
      const panel = ImportPanel.open(newSession(services), services);
      void panel.closed.then(() => {
        opened = undefined;
      });
      opened = panel;
    }
    await opened.shown;
    return opened;
  };
  const ask = async (): Promise<undefined> => {
    await open();
  };

  return {
    importQr: { ask, run: args => importKeys(args, services) },
    importAccounts: { ask, run: args => importAccounts(args, services) },
  };
}

function newSession(
  { secrets, accounts, hmac, now, confirmFirstPassword }: ImportServices,
  login?: string,
): ImportSession {
  const passwords: SessionPasswords = {
    get: login => secrets.passwords.get(login),
    set: (login, password, route) => secrets.passwords.set(login, password, route),
    confirmFirst: confirmFirstPassword,
    confirmReplacing: confirmReplacingPasswords,
  };
  return new ImportSession({ secrets, passwords, accounts, hmac, now, confirmReplacing }, login);
}

/** Reads files and stores what matches. Without `confirm` the person decides in a tab, until they close it. */
async function importKeys(
  { uri, login, confirm = false }: CommandArguments<'importQr'>,
  services: ImportServices,
): Promise<ImportedKeys> {
  const account = login === undefined ? undefined : await services.accounts.get(login);
  const session = newSession(services, account?.login);
  const uris = [uri].flat().map(text => vscode.Uri.parse(text));
  let panel: ImportPanel | undefined;
  const open = (): ImportPanel => {
    panel ??= ImportPanel.open(session, services);
    return panel;
  };
  try {
    if (!confirm) await open().readFiles(uris);
    else {
      for (const each of uris) {
        // Only a page can read pictures.
        const scan: ImportPanel['scan'] = (source, bytes) => open().scan(source, bytes);
        await addFile(fileSource(each), await readPicked(each), session, scan);
      }
    }
    if (confirm) await session.keys.storeMatched();
    else if (panel) await panel.closed;
  } finally {
    panel?.dispose();
  }
  return {
    found: session.keys.items.map(item => ({
      login: item.otherLogin ?? item.target.login ?? item.account,
      issuer: item.issuer,
      stored: item.stored === 'same',
    })),
    problems: [...session.problems, ...session.tokens].map(({ source, reason }) => ({
      uri: source.uri ?? '',
      reason,
    })),
  };
}

/** Adds the accounts of a spreadsheet. Without `confirm` the person decides in a tab, until they close it. */
async function importAccounts(
  { uri, text, list, confirm = false }: CommandArguments<'importAccounts'>,
  services: ImportServices,
): Promise<ImportedAccounts> {
  await services.accounts.ready();
  const given = text ?? (uri === undefined ? undefined : await readText(vscode.Uri.parse(uri)));
  if (given === undefined) throw new UserError(vscode.l10n.t('“{0}” is required.', 'uri'));
  const session = newSession(services);
  const source = uri === undefined ? pastedSource() : fileSource(vscode.Uri.parse(uri));
  const clean = session.withoutTokens(source, given);
  const table = await services.accounts.readTable(clean);
  if (typeof table === 'string') throw new UserError(table);
  if (!table) throw new UserError(notTableText());
  await services.secrets.ready();
  await session.addTable(source, table, clean);
  if (confirm) {
    await session.addAccounts(list);
    await session.keys.storeMatched();
  } else await ImportPanel.open(session, services).closed;
  const { items } = session.accounts;
  const logins = (isWanted: (item: AccountItem) => boolean): string[] =>
    items.filter(isWanted).map(({ row }) => row.login);
  return {
    added: logins(item => item.row.entry !== undefined && session.accounts.isAdded(item)),
    same: logins(({ row }) => row.kind === 'same'),
    different: logins(({ row }) => row.kind === 'different'),
    problems: [
      ...session.tokens.map(({ reason }) => ({ line: lineOfChange(given, clean), reason })),
      ...items.flatMap(({ row: { kind, line, state, omitted } }) => [
        ...(kind === 'wrong' ? [{ line, reason: state }] : []),
        ...omitted,
      ]),
    ],
  };
}

/** The first line on which two texts differ, from 1. */
function lineOfChange(before: string, after: string): number {
  let end = 0;
  while (end < after.length && before[end] === after[end]) end++;
  return before.slice(0, end).split(/\r\n|\r|\n/).length;
}

async function readText(uri: vscode.Uri): Promise<string> {
  const read = await readPicked(uri);
  if (typeof read === 'string') return read;
  const reason = 'failure' in read ? read.failure : notTableText();
  throw new UserError(reason);
}
