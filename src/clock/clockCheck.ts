import * as vscode from 'vscode';
import {
  type ClockVerdict,
  clockVerdict,
  MAXIMUM_ROUND_TRIP,
  parseHttpDate,
  skewOf,
  type TimeSample,
} from '../core/clock';
import { type Remedy, UserError } from '../core/errors';
import type { Offer } from '../platform/commands';
import { completeWalkthroughStep } from '../platform/context';
import { readsAnyServer } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';
import { webAddress } from '../platform/webAddress';

const SAMPLES = 4;
/** Bounds as close as this, in milliseconds, tell the second. */
const PRECISE = 500;

/** Node's types leave out `cache`, which its `fetch` knows. */
type HeadRequest = RequestInit & { readonly cache: 'no-store' };

/** Where the time of others and of this computer comes from. */
export interface TimeSource {
  readonly fetch: (url: URL, options: HeadRequest) => Promise<Response>;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Whether any answer can be read, as it cannot in a browser. */
  readonly readsAnyServer: boolean;
}

export interface ClockCheckOptions {
  /** Whom to ask; what the setting `xeroMfa.clockCheck.url` says where it is not given. */
  readonly url?: URL;
  /** Ends the check. */
  readonly signal?: AbortSignal;
  readonly source?: Partial<TimeSource>;
}

const realSource: TimeSource = {
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  readsAnyServer,
};

/**
 * Compares the clock that codes are made with to a server's. It asks for the head of one page, up to four times, and
 * sends nothing of the person, the lists or VS Code.
 *
 * @throws {@link UserError} where it cannot be told, with what to do; `vscode.CancellationError` where it was ended
 */
export async function checkClock(options: ClockCheckOptions = {}): Promise<ClockVerdict> {
  const { url = webAddress('clockCheck.url'), signal = new AbortController().signal } = options;
  const source = { ...realSource, ...options.source };
  const samples: TimeSample[] = [];
  let skew: ReturnType<typeof skewOf> = 'noSamples';
  let failure: Failure | undefined;
  const started = source.now();
  for (let count = 0; count < SAMPLES && !isSettled(skew); count++) {
    // Each asks at another part of the server's second, so that what they have in common is less than one.
    const step = (count * 1000) / SAMPLES - (source.now() - started);
    if (count > 0) await source.wait(((step % 1000) + 1000) % 1000);
    const answer = await ask(url, signal, source);
    if ('kind' in answer) failure = answer;
    else samples.push(answer);
    if (failure && failure.kind !== 'cached') break;
    skew = skewOf(samples);
  }
  if (typeof skew === 'object') {
    completeWalkthroughStep('clockChecked');
    return clockVerdict(skew);
  }
  const told = skew === 'noSamples' ? failure : undefined;
  throw failed(told ?? { kind: 'contradictory' }, url, source);
}

/** Whether more samples would tell no more. */
function isSettled(skew: ReturnType<typeof skewOf>): boolean {
  if (typeof skew === 'string') return skew === 'contradictory';
  return skew.maximum - skew.minimum <= PRECISE;
}

/** Why there is no sample. */
type Failure =
  | { readonly kind: 'noDate' | 'cached' | 'certificate' | 'contradictory' }
  | { readonly kind: 'unreachable'; readonly reason: string };

async function ask(url: URL, signal: AbortSignal, { fetch, now }: TimeSource): Promise<TimeSample | Failure> {
  const sentAt = now();
  let headers: Headers;
  try {
    // A refusal or a redirection has a date as well as any other answer.
    const answer = await fetch(url, {
      method: 'HEAD',
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(MAXIMUM_ROUND_TRIP)]),
    });
    headers = answer.headers;
  } catch (error) {
    if (signal.aborted) throw new vscode.CancellationError();
    return failureOf(error);
  }
  const receivedAt = now();
  if (signal.aborted) throw new vscode.CancellationError();
  const serverTime = parseHttpDate(headers.get('date') ?? '');
  if (serverTime === undefined) return { kind: 'noDate' };
  // Then the date is that of a time gone by (RFC 9111 §5.1).
  if (Number(headers.get('age') ?? 0) !== 0) return { kind: 'cached' };
  return { sentAt, receivedAt, serverTime };
}

/** `fetch` says only that it failed; the reason is in the cause. */
function failureOf(error: unknown): Failure {
  const reason = reasonOf(error);
  // A clock that is wrong by weeks is before or behind the time that certificates are good for.
  if (reason === 'CERT_NOT_YET_VALID' || reason === 'CERT_HAS_EXPIRED') return { kind: 'certificate' };
  return { kind: 'unreachable', reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function failed(failure: Failure, { host }: URL, source: TimeSource): UserError {
  const server = sanitizeLabel(host);
  const again: Remedy = {
    label: vscode.l10n.t('Check Again'),
    run: () => vscode.commands.executeCommand('xeroMfa.checkClock'),
  };
  const settings: Remedy = {
    label: vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'xeroMfa.clockCheck.url'),
  };
  if (!source.readsAnyServer && (failure.kind === 'unreachable' || failure.kind === 'noDate')) {
    return new UserError(
      vscode.l10n.t(
        'The clock could not be checked: a browser does not let VS Code read the time of {0}. Compare the clock of this computer with a phone’s.',
        server,
      ),
      [settings],
    );
  }
  switch (failure.kind) {
    case 'unreachable':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: {0} did not answer ({1}). Check the connection and try again, or compare the clock with a phone’s.',
          server,
          sanitizeLabel(failure.reason),
        ),
        [again, settings],
      );
    case 'noDate':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: the answer of {0} does not say the time. Reset the setting “xeroMfa.clockCheck.url”, or name another server there.',
          server,
        ),
        [settings],
      );
    case 'cached':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: between {0} and this computer something answers with what it has stored. Name another server in the setting “xeroMfa.clockCheck.url”, or compare the clock with a phone’s.',
          server,
        ),
        [settings],
      );
    case 'contradictory':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: the answers of {0} contradict one another. Perhaps the clock was set just now: try again.',
          server,
        ),
        [again],
      );
    case 'certificate':
      return new UserError(
        vscode.l10n.t(
          'By the clock of this computer the certificate of {0} is not valid now, so the clock is probably wrong by days or more. {1}',
          server,
          howToSet(),
        ),
        [again],
      );
  }
}

/** What was found and what to do, as one paragraph. */
export function clockVerdictText({ kind, seconds }: ClockVerdict): string {
  if (kind === 'right') {
    return vscode.l10n.t(
      'The clock of this computer is right. If Xero refuses a code, something else is the cause.',
    );
  }
  if (kind === 'unsure') {
    return vscode.l10n.t(
      'The answers came too slowly to tell whether the clock of this computer is right. Check again on a faster connection, or compare it with a phone’s.',
    );
  }
  return seconds > 0
    ? vscode.l10n.t(
        'The clock of this computer is {0} behind, so Xero may refuse its codes. {1}',
        duration(seconds),
        howToSet(),
      )
    : vscode.l10n.t(
        'The clock of this computer is {0} ahead, so Xero may refuse its codes. {1}',
        duration(-seconds),
        howToSet(),
      );
}

function howToSet(): string {
  return vscode.l10n.t(
    'Let it be set automatically: in Windows under Settings › Time & language › Date & time, in macOS under System Settings › General › Date & Time, in Linux with “timedatectl set-ntp true”.',
  );
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A duration in the largest unit of which there are two or more, as the person's language says it. */
function duration(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= 2 * each) ?? (['second', 1] as const);
  return new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(seconds / length),
  );
}

/** Checks the clock, shows what was found, and returns it. The person can end it at any time. */
export async function checkClockCommand(offer: Offer): Promise<ClockVerdict> {
  const url = webAddress('clockCheck.url');
  const verdict = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking {0} for the time…', sanitizeLabel(url.host)),
      cancellable: true,
    },
    async (_progress, cancellation) => {
      const controller = new AbortController();
      const subscription = cancellation.onCancellationRequested(() => controller.abort());
      try {
        return await checkClock({ url, signal: controller.signal });
      } finally {
        subscription.dispose();
      }
    },
  );
  const text = clockVerdictText(verdict);
  if (verdict.kind === 'right') void offer(text);
  else {
    const again = {
      label: vscode.l10n.t('Check Again'),
      run: () => vscode.commands.executeCommand('xeroMfa.checkClock'),
    };
    void offer(text, [again], vscode.window.showWarningMessage);
  }
  return verdict;
}
