import * as vscode from 'vscode';
import type { TotpSecret } from '../core/totp';
import { type Hmac, windowAt } from '../core/totp';

/** What showing codes needs of the secrets. */
export interface SecretReader {
  readonly logins: ReadonlySet<string>;
  ready(): Promise<void>;
  get(login: string): Promise<TotpSecret | undefined>;
  readonly onDidChange: vscode.Event<void>;
}

/**
 * The codes in the rows after "Show Codes". Secrets are held in memory only while codes are shown, and codes are
 * made anew once a window, not once a second.
 */
export class ShownCodes implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #secrets: ReadonlyMap<string, TotpSecret> | undefined;
  #shownAt = 0;
  #turn = 0;
  readonly #subscription: vscode.Disposable;

  /** Fires when the rows should show other codes, or none. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly secrets: SecretReader,
    private readonly hmac: Hmac,
    onError: (error: unknown) => void,
  ) {
    this.#subscription = secrets.onDidChange(() => {
      if (this.#secrets) this.show().catch(onError);
    });
  }

  get shown(): boolean {
    return this.#secrets !== undefined;
  }

  async show(): Promise<void> {
    const turn = ++this.#turn;
    await this.secrets.ready();
    const read = await Promise.all(
      [...this.secrets.logins].map(async login => {
        // A secret that cannot be read shows no code; copying it says why.
        const secret = await this.secrets.get(login).catch(() => undefined);
        return secret ? ([[login, secret]] as const) : [];
      }),
    );
    // Hidden, or shown anew, while the secrets were read.
    if (turn !== this.#turn) return;
    this.#secrets = new Map(read.flat());
    this.#shownAt = Date.now();
    this.#changed.fire();
  }

  hide(): void {
    this.#turn++;
    this.#secrets = undefined;
    this.#changed.fire();
  }

  /** To be called every second while the rows can be seen. */
  tick(): void {
    const now = Date.now();
    const isOver = ({ period }: TotpSecret): boolean =>
      windowAt(now, period).counter !== windowAt(this.#shownAt, period).counter;
    if (!this.#secrets || ![...this.#secrets.values()].some(isOver)) return;
    this.#shownAt = now;
    this.#changed.fire();
  }

  codeOf(login: string): string | undefined {
    return this.#secrets?.get(login)?.codeAt(Date.now(), this.hmac);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#turn++;
    this.#secrets = undefined;
  }
}
