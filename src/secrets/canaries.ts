import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { learnMore } from '../platform/learnMore';
import { CANARY, CANARY_STATE } from './itemKeys';
import { currentKeeper } from './keeper';
import type { KnownItems } from './knownItems';
import { likelyCause } from './lostAdvice';

/** Each failure costs a canary. */
const NUMBERS = ['1', '2', '3', '4', '5'];
const VALUE = 'no secret';
/** In milliseconds: windows that open together share the failure of one canary. */
const TOGETHER = 10_000;

/** Kept in the global state once canaries have been stored. */
interface CanaryState {
  /** When VS Code last deleted one, in milliseconds since the Unix epoch. Cleared when it decrypts another. */
  readonly failedAt?: number | undefined;
}

/** Finds out whether VS Code could decrypt a key, before the key is read. */
export class Canaries {
  /** Why no key may be read, once that was found out. */
  #danger: Promise<UserError | undefined> | undefined;
  /** The canaries there are were encrypted in a way that VS Code can no longer decrypt. */
  #areOutdated = false;

  constructor(
    private readonly storage: Pick<vscode.SecretStorage, 'get'>,
    private readonly state: vscode.Memento,
    private readonly known: Pick<KnownItems, 'canaries' | 'isKnown' | 'wasEmpty' | 'refresh'>,
  ) {}

  /** Whether {@link keep} has something to store. */
  get isMissing(): boolean {
    return this.#areOutdated || this.known.canaries.size < NUMBERS.length;
  }

  /** @throws {@link UserError} if VS Code would delete a key that is read */
  async requireSafe(): Promise<void> {
    const danger = await this.#findDanger();
    if (danger) throw danger;
  }

  /** Stores the canaries that are missing, if VS Code can decrypt what it has. */
  async keep(store: (item: string, value: string) => Promise<void>): Promise<void> {
    if (await this.#findDanger()) return;
    for (const number of NUMBERS) {
      if (this.#areOutdated || !this.known.canaries.has(number)) await store(CANARY + number, VALUE);
    }
    this.#areOutdated = false;
    await this.#remember({});
  }

  async #findDanger(): Promise<UserError | undefined> {
    this.#danger ??= this.#readCanary().catch(error => {
      this.#danger = undefined;
      throw error;
    });
    return this.#danger;
  }

  async #readCanary(): Promise<UserError | undefined> {
    const before = this.state.get<CanaryState>(CANARY_STATE);
    // Another window may have stored them since.
    if (before && !this.#findNumber(true)) await this.known.refresh();
    const number = this.#findNumber(before !== undefined);
    // No canary was ever stored, or there is no key to lose.
    if (number === undefined && (!before || this.known.wasEmpty)) return undefined;
    const hasJustFailed = Math.abs(Date.now() - (before?.failedAt ?? 0)) < TOGETHER;
    if (hasJustFailed) return this.#dangerError();
    if (number === undefined || (await this.storage.get(CANARY + number)) === undefined) {
      await this.#remember({ failedAt: Date.now() });
      return this.#dangerError();
    }
    if (before?.failedAt !== undefined) await this.#remember({});
    return undefined;
  }

  /** The number of a canary to read. If VS Code doesn't list its items, the last one is the likeliest to be there. */
  #findNumber(mayBeThere: boolean): string | undefined {
    const { canaries, isKnown } = this.known;
    if (isKnown) return NUMBERS.find(each => canaries.has(each));
    return mayBeThere ? NUMBERS.at(-1) : undefined;
  }

  #dangerError(): UserError {
    const allow = async (): Promise<void> => {
      await this.#remember(undefined);
      this.#danger = Promise.resolve(undefined);
      this.#areOutdated = true;
    };
    return new UserError(
      vscode.l10n.t(
        'VS Code can’t decrypt its saved secrets and deletes any it can’t read. To protect your keys, none are read or saved for now. {0}',
        likelyCause(currentKeeper()),
      ),
      [{ label: vscode.l10n.t('Read Keys Anyway'), run: allow }, learnMore('decryption')],
    );
  }

  async #remember(state: CanaryState | undefined): Promise<void> {
    await this.state.update(CANARY_STATE, state);
  }
}
