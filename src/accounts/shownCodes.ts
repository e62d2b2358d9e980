import * as vscode from 'vscode';
import { windowAt } from '../core/codeWindow';
import type { Hmac, TotpSecret } from '../core/totp';
import { DisposableOwner } from '../platform/disposables';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** The part of the secret storage that showing codes needs. */
export type ShownSecrets = Pick<
  SecretStore,
  'logins' | 'readable' | 'ready' | 'get' | 'stateOf' | 'hasJustChanged' | 'onDidChange'
>;

/**
 * The codes in the rows after "Show Codes". Secrets are in memory only while codes are shown. Rows are redrawn when a code
 * changes, not every second.
 */
export class ShownCodes extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  #isWanted = false;
  #secrets: ReadonlyMap<string, TotpSecret> | undefined;
  /** Whether the last read tried every login. */
  #isComplete = true;
  #reading: Promise<void> | undefined;
  /** Whether secrets changed during the read. */
  #isStale = false;
  #shownAt = 0;

  /** Fires when the shown codes have changed. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param now the corrected time, in milliseconds since the Unix epoch
   * @param run shows the errors of what no command started
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
   * @throws `UserError` if one cannot be read; the other codes are shown
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

  /** Call this every second while the rows are visible. */
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
    // Reading again could lose another key, so the person decides.
    this.#secrets = this.#unchanged(this.#secrets);
    this.#changed.fire();
  }

  /** The secrets that have been neither removed nor replaced since the read. */
  #unchanged(read: ReadonlyMap<string, TotpSecret>): ReadonlyMap<string, TotpSecret> {
    const { secrets } = this;
    return new Map(
      [...read].filter(([login]) => secrets.logins.has(login) && !secrets.hasJustChanged(login)),
    );
  }
}
