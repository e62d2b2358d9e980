import * as vscode from 'vscode';
import { windowAt } from '../core/codeWindow';
import type { Hmac, TotpSecret } from '../core/totp';
import { DisposableOwner } from '../platform/disposables';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What showing codes needs of the secrets. */
export type ShownSecrets = Pick<
  SecretStore,
  'logins' | 'readable' | 'ready' | 'get' | 'stateOf' | 'hasJustChanged' | 'onDidChange'
>;

/**
 * The codes in the rows after "Show Codes". Secrets are held in memory only while codes are shown, and rows are
 * redrawn once a window, not once a second.
 */
export class ShownCodes extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  #isWanted = false;
  #secrets: ReadonlyMap<string, TotpSecret> | undefined;
  /** Whether each login was tried when secrets were last read. */
  #isComplete = true;
  #reading: Promise<void> | undefined;
  /** Whether secrets changed while they were read. */
  #isStale = false;
  #shownAt = 0;

  /** Fires when the rows should show other codes, or none. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param now milliseconds since the Unix epoch, by the clock that codes are made by
   * @param run the error boundary, for what no command started
   */
  constructor(
    private readonly secrets: ShownSecrets,
    private readonly hmac: Hmac,
    private readonly now: () => number,
    private readonly run: ErrorBoundary['run'],
    private readonly lostAdvice: (login: string) => Promise<string>,
  ) {
    super();
    this.register(secrets.onDidChange(() => this.#follow()));
  }

  get shown(): boolean {
    return this.#secrets !== undefined;
  }

  /**
   * Shows the codes of the secrets that can be read.
   *
   * @throws `UserError` if one cannot; the codes of others are shown then
   */
  async show(): Promise<void> {
    this.#isWanted = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  hide(): void {
    this.#isWanted = false;
    this.#secrets = undefined;
    this.#changed.fire();
  }

  /** To be called every second while the rows can be seen. */
  tick(): void {
    const now = this.now();
    const isOver = ({ period }: TotpSecret): boolean =>
      windowAt(now, period).counter !== windowAt(this.#shownAt, period).counter;
    if (!this.#secrets || ![...this.#secrets.values()].some(isOver)) return;
    this.#shownAt = now;
    this.#changed.fire();
  }

  codeOf(login: string): string | undefined {
    return this.#secrets?.get(login)?.codeAt(this.now(), this.hmac);
  }

  override dispose(): void {
    super.dispose();
    this.#isWanted = false;
    this.#secrets = undefined;
  }

  async #read(): Promise<void> {
    await this.secrets.ready();
    const { readAll } = await import('../secrets/whenUsed');
    let all: Awaited<ReturnType<typeof readAll>>;
    do {
      this.#isStale = false;
      all = await readAll(this.secrets, this.lostAdvice);
    } while (this.#isStale && all.isComplete && this.#isWanted);
    if (!this.#isWanted) return;
    this.#isComplete = all.isComplete;
    this.#secrets = this.#isStale ? this.#unchanged(all.secrets) : all.secrets;
    this.#shownAt = this.now();
    this.#changed.fire();
    if (all.failure !== undefined) throw all.failure;
  }

  #follow(): void {
    this.#isStale = true;
    if (!this.#secrets || this.#reading) return;
    if (this.#isComplete) {
      void this.run('shown codes', () => this.show());
      return;
    }
    // Reading again could lose another key. That is for the person to decide.
    this.#secrets = this.#unchanged(this.#secrets);
    this.#changed.fire();
  }

  /** What was read of the secrets that are neither gone nor replaced since. */
  #unchanged(read: ReadonlyMap<string, TotpSecret>): ReadonlyMap<string, TotpSecret> {
    const { secrets } = this;
    return new Map(
      [...read].filter(([login]) => secrets.logins.has(login) && !secrets.hasJustChanged(login)),
    );
  }
}
