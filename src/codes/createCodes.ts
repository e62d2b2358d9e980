import * as vscode from 'vscode';
import type { PickedLogin } from '../platform/pickLogin';
import type { CodeClipboard } from './clipboard';
import type { CodeCopier } from './copier';
import { createCopying } from './createCopying';
import type { FreshCodes } from './freshCodes';
import { type KnownLogins, lastUsedLogin, usedLogin } from './lastUsed';
import { registerCodeCommands } from './registerCodeCommands';
import type { CodeServices } from './services';
import { CodeStatusBar } from './statusBar';

/** What other features, and the end of the extension, need of this one. */
export interface Codes extends vscode.Disposable {
  readonly copier: CodeCopier;
  /** Codes that are valid for long enough, without the clipboard. */
  readonly fresh: Pick<FreshCodes, 'freshCode' | 'unusedCode'>;
  /** The login that “the last used account” means, if there is one. */
  lastUsed(): Promise<string | undefined>;
  /** Lets the person pick an account; those that were used last lead. */
  pick(title: string): Promise<PickedLogin | undefined>;
  readonly clipboard: CodeClipboard;
  /** Notes a login as the one used last. */
  noteUsed(login: string): void;
}

/** From a login to the clipboard: the commands and the status bar item. */
export function createCodes(services: CodeServices): Codes {
  const { commands, boundary, secrets, ticker, accounts, globalState, hmac, now, record } = services;
  const { setSecret, setUpRemedies, isShared, lostAdvice, isClockOutdated } = services;
  const { rows, noAccounts, nameOf } = accounts;
  const { onSecond } = ticker;
  const { offer, log: onError, run } = boundary;
  const { clipboard, recent, wait, codes, copier } = createCopying({
    secrets,
    hmac,
    now,
    record,
    state: globalState,
    nameOf,
    offer,
    onError,
    setUpRemedies,
    isShared,
    lostAdvice,
    isClockOutdated,
  });
  accounts.later(() => wait.correctContext());
  const known = (): KnownLogins => ({
    recent: recent.logins,
    stored: secrets.newestLogins,
    isListed: login => accounts.find(login) !== undefined,
  });
  const lastUsed = async (): Promise<string | undefined> => {
    await Promise.all([accounts.ready(), secrets.ready()]);
    return lastUsedLogin(known());
  };
  const registered = vscode.Disposable.from(
    recent,
    // Only in the window that removed the key: VS Code keeps the state as one object, so another window that writes its own
    // copy at the same time would undo this.
    secrets.onDidWrite(({ action, login }) => action === 'removed' && recent.forget(login)),
    vscode.window.onDidChangeWindowState(
      ({ focused }) => focused && clipboard.clearIfOverdue().catch(onError),
    ),
    registerCodeCommands(commands, {
      copier,
      wait,
      recent,
      rows,
      noAccounts,
      now,
      onSecond,
      run,
      record,
      shownCodes: accounts.shownCodes,
      lastUsed,
      setSecret,
    }),
    new CodeStatusBar({
      lastUsed: () => usedLogin(known()),
      nameOf,
      now,
      onSecond,
      changes: [recent.onDidChange, accounts.onDidChange, secrets.onDidChange],
    }),
  );
  return {
    copier,
    fresh: codes,
    lastUsed,
    pick: async title => (await import('./whenUsed')).pickUsed(accounts, recent, title),
    clipboard,
    noteUsed: login => recent.add(login),
    dispose: () => registered.dispose(),
  };
}
