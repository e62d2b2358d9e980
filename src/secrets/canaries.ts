import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { CANARY, CANARY_STATE } from './itemKeys';
import { currentKeeper } from './keeper';
import { likelyCause } from './lostAdvice';

/** Each failure costs a canary, so there are some. */
const NUMBERS = ['1', '2', '3', '4', '5'];
const VALUE = 'no secret';
/** In milliseconds: windows that open together need only one canary to find out. */
const TOGETHER = 10_000;

/** There once canaries were stored. */
interface CanaryState {
  /** When VS Code deleted one last, in milliseconds since the Unix epoch; not there after it could decrypt another. */
  readonly failedAt?: number | undefined;
}

/** What VS Code says it has. */
interface CanaryStore {
  /** The numbers of the canaries it has. */
  readonly canaries: ReadonlySet<string>;
  /** Whether it says so. */
  readonly isKnown: boolean;
  /** Whether it had nothing else when this window opened. */
  readonly wasEmpty: boolean;
  /** Asks it again. */
  refresh(): Promise<void>;
}

/** Finds out, before a key is read, whether VS Code could decrypt it. */
export class Canaries {
  /** Why no key may be read. */
  #danger: Promise<UserError | undefined> | undefined;
  /** Whether those that are there were encrypted in a way that VS Code cannot decrypt any more. */
  #areOutdated = false;

  constructor(
    private readonly storage: Pick<vscode.SecretStorage, 'get'>,
    private readonly state: vscode.Memento,
    private readonly store: CanaryStore,
  ) {}

  /** Whether {@link keep} has something to store. */
  get isMissing(): boolean {
    return this.#areOutdated || this.store.canaries.size < NUMBERS.length;
  }

  /** @throws {@link UserError} if VS Code would delete a key that it is asked for */
  async requireSafe(): Promise<void> {
    const danger = await this.#findDanger();
    if (danger) throw danger;
  }

  /** Stores the canaries that are missing, where VS Code can decrypt what it has. */
  async keep(store: (item: string, value: string) => Promise<void>): Promise<void> {
    if (await this.#findDanger()) return;
    for (const number of NUMBERS) {
      if (this.#areOutdated || !this.store.canaries.has(number)) await store(CANARY + number, VALUE);
    }
    this.#areOutdated = false;
    await this.#remember({});
  }

  async #findDanger(): Promise<UserError | undefined> {
    this.#danger ??= this.#ask().catch(error => {
      this.#danger = undefined;
      throw error;
    });
    return this.#danger;
  }

  async #ask(): Promise<UserError | undefined> {
    const before = this.state.get<CanaryState>(CANARY_STATE);
    // Another window may have stored them since.
    if (before && !this.#findNumber(true)) await this.store.refresh();
    const number = this.#findNumber(before !== undefined);
    // Without any, nothing is known; and where there were no keys, none can be lost.
    if (number === undefined && (!before || this.store.wasEmpty)) return undefined;
    const hasJustFailed = Math.abs(Date.now() - (before?.failedAt ?? 0)) < TOGETHER;
    if (hasJustFailed) return this.#dangerError();
    if (number === undefined || (await this.storage.get(CANARY + number)) === undefined) {
      await this.#remember({ failedAt: Date.now() });
      return this.#dangerError();
    }
    if (before?.failedAt !== undefined) await this.#remember({});
    return undefined;
  }

  /** The number of a canary to ask for. Where it is not known which there are, the last one may be. */
  #findNumber(mayBeThere: boolean): string | undefined {
    const { canaries, isKnown } = this.store;
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
        'VS Code can’t decrypt what it stored. It would delete each setup key it is asked for, so none is read or stored now. {0}',
        likelyCause(currentKeeper()),
      ),
      [{ label: vscode.l10n.t('Read Keys Anyway'), run: allow }],
    );
  }

  async #remember(state: CanaryState | undefined): Promise<void> {
    await this.state.update(CANARY_STATE, state);
  }
}
