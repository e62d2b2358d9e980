import * as vscode from 'vscode';
import type { RecordActivity } from '../core/activity';
import type { Hmac } from '../core/totp';
import { setContext } from '../platform/context';
import { lazy } from '../platform/lazy';
import type { SecretStore } from '../secrets/store';
import { CodeClipboard } from './clipboard';
import { codeSettings } from './codeSettings';
import { CodeCopier } from './copier';
import { type CopyMessagesOptions, createCopyMessages } from './copyMessages';
import { RecentLogins } from './recentLogins';

/** What copying codes needs of the rest. */
export interface CopyingOptions extends CopyMessagesOptions {
  readonly secrets: Pick<SecretStore, 'get' | 'stateOf'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  /** Where the logins used last are remembered. */
  readonly state: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

/** The parts that bring a code to the clipboard. */
export interface Copying {
  readonly clipboard: CodeClipboard;
  readonly recent: RecentLogins;
  /** Ends the wait under way with the code that is current now. */
  copyNow(): Promise<void>;
  /** Corrects the context key, which outlives an extension host and the waits in it. */
  forgetWaits(): void;
  readonly copier: CodeCopier;
}

export function createCopying(options: CopyingOptions): Copying {
  const { secrets, hmac, now, state, record, onError, nameOf } = options;
  const clipboard = new CodeClipboard(vscode.env.clipboard, onError);
  const recent = new RecentLogins(state, onError);
  const loadWait = lazy(async () => new (await import('./whenUsed')).NextCodeWait(now, nameOf));
  const copier = new CodeCopier({
    secrets,
    clipboard,
    recent,
    wait: { until: async (...how) => (await loadWait()).until(...how) },
    messages: createCopyMessages(options),
    settings: codeSettings,
    hmac,
    record,
    now,
  });
  return {
    clipboard,
    recent,
    copyNow: async () => (await loadWait.started())?.copyNow(),
    forgetWaits: () => {
      if (!loadWait.started()) setContext('waitingForCode', false);
    },
    copier,
  };
}
