import * as vscode from 'vscode';
import type { Route } from '../core/activity';
import { setContext } from '../platform/context';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { Sequencer } from '../platform/sequencer';
import type { SignInServices } from './services';
import { HEARTBEAT, isAbandoned, previousOf, type Step } from './steps';

/** The id of the latest sequence of any window. */
const LATEST = 'signIn';

/** A sign-in under way. */
export interface Running {
  readonly login: string;
  readonly id: string;
  readonly route: Route;
  readonly step: Step;
  /** Whether what the step copied has not been cleared. */
  readonly isHeld: boolean;
  readonly pressedAt: number;
  readonly seenAt: number;
}

/** What a press has copied. */
export interface Copied {
  readonly login: string;
  readonly what: Exclude<Step, 'code'>;
  /** Until it is cleared, if that isn't the setting's time. */
  readonly seconds?: number;
}

/**
 * Brings a login, its password and its code to the clipboard, one a press. It is in memory only: no reload and no other window
 * goes on with it.
 */
export class SignInSequence extends DisposableOwner {
  #running: Running | undefined;
  /** The copying of the code, after which one can only go back. */
  #code: { readonly copying: Promise<unknown>; readonly giveUp: AbortController } | undefined;
  readonly #presses = new Sequencer();
  readonly #heartbeat = this.register(new MutableDisposable());
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(private readonly services: SignInServices) {
    super();
    const { clipboard } = services;
    this.register(
      clipboard.onDidCopy(by => {
        if (by !== this) this.#end();
        else if (this.#code && this.#running) this.#set({ ...this.#running, step: 'code', isHeld: true });
      }),
    );
    this.register(
      clipboard.onDidClear(by => {
        if (by !== this || !this.#running) return;
        if (this.#running.step === 'code') this.#end();
        else this.#set({ ...this.#running, isHeld: false });
      }),
    );
    this.register(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#endIfOver();
      }),
    );
  }

  /** The sign-in that is under way, unless it is over by now. */
  get running(): Running | undefined {
    this.#endIfOver();
    return this.#running;
  }

  /** Begins with a login, in place of the sign-in before. */
  async start(login: string, route: Route): Promise<Copied> {
    return this.#presses.run(async () => {
      const { copier, noteUsed, globalState, boundary, now } = this.services;
      this.#end();
      await copier.copyWithAutoClear(login, this);
      noteUsed(login);
      const id = crypto.randomUUID();
      globalState.update(LATEST, id).then(undefined, boundary.log);
      this.#set({ login, id, route, step: 'login', isHeld: true, pressedAt: now(), seenAt: now() });
      this.#watch();
      return { login, what: 'login' };
    });
  }

  /** The same, if something is yet to be copied. */
  get unfinished(): Running | undefined {
    const { running } = this;
    return running?.step === 'code' ? undefined : running;
  }

  /**
   * Copies what comes next.
   *
   * @returns `undefined` if that was the code, or nothing comes next
   * @throws `UserError` if there is no key, or it or the password can't be read; the sign-in stays as it is
   */
  async goOn(): Promise<Copied | undefined> {
    const { copied, code } = await this.#presses.run(async () => {
      const { secrets, passwords } = this.services;
      const run = this.unfinished;
      if (!run) return {};
      if (this.#code) return { code: this.#code.copying };
      const hasPassword = run.step === 'login' && (await secrets.passwords.get(run.login)) !== undefined;
      if (hasPassword) await (await passwords.loaded()).consent.require(run.login);
      const current = this.#require(run);
      return hasPassword
        ? { copied: await this.#copy(current, 'password') }
        : { code: this.#copyCode(current) };
    });
    await code;
    return copied;
  }

  /** Copies again what was copied before the present step, or gives up the wait for the code. */
  async goBack(): Promise<Copied | undefined> {
    return this.#presses.run(async () => {
      const run = this.running;
      if (!run) return undefined;
      const isWaiting = this.#code !== undefined && run.step !== 'code';
      this.#giveUp();
      if (isWaiting) return this.#copy(run, run.step);
      const { secrets, passwords } = this.services;
      const step = previousOf(run.step, secrets.passwords.has(run.login));
      if (step === 'password') await (await passwords.loaded()).consent.require(run.login);
      return this.#copy(this.#require(run), step);
    });
  }

  /** @returns the login of the sign-in that was stopped */
  stop(): string | undefined {
    const login = this.running?.login;
    this.#end();
    return login;
  }

  override dispose(): void {
    this.#end();
    super.dispose();
  }

  async #copy(run: Running, step: Exclude<Step, 'code'>): Promise<Copied> {
    const { clipboard, copier, passwords, now } = this.services;
    const { login, route } = run;
    const seconds =
      step === 'password' ? await (await passwords.loaded()).copy(login, route, this) : undefined;
    if (step === 'login') await copier.copyWithAutoClear(login, this);
    if (!this.#isSame(run)) await clipboard.clear(this);
    const current = this.#require(run);
    this.#set({ ...current, step, isHeld: true, pressedAt: now(), seenAt: now() });
    return { login, what: step, ...(seconds !== undefined && { seconds }) };
  }

  #copyCode(run: Running): Promise<unknown> {
    const { copier, now } = this.services;
    this.#set({ ...run, pressedAt: now(), seenAt: now() });
    const giveUp = new AbortController();
    const { login, route } = run;
    const copying = copier.copy(login, { route, signal: giveUp.signal, by: this }).finally(() => {
      if (this.#code?.giveUp === giveUp) this.#code = undefined;
    });
    this.#code = { copying, giveUp };
    return copying;
  }

  #giveUp(): void {
    this.#code?.giveUp.abort(new vscode.CancellationError());
    this.#code = undefined;
  }

  /** @throws {@link vscode.CancellationError} if the sign-in has ended meanwhile */
  #require(run: Running): Running {
    const current = this.#running;
    if (!current || !this.#isSame(run)) throw new vscode.CancellationError();
    return current;
  }

  #isSame({ id }: Running): boolean {
    return this.#running?.id === id;
  }

  #set(running: Running | undefined): void {
    const isStart = !this.#running !== !running;
    this.#running = running;
    if (isStart) setContext('signingIn', running !== undefined);
    this.#changed.fire();
  }

  #end(): void {
    const run = this.#running;
    if (!run) return;
    this.#giveUp();
    this.#heartbeat.value = undefined;
    this.#set(undefined);
    const { clipboard, boundary } = this.services;
    if (run.step === 'password') clipboard.clear(this).catch(boundary.log);
  }

  #endIfOver(): void {
    const run = this.#running;
    if (!run) return;
    const { globalState, now } = this.services;
    if (isAbandoned(run, now()) || globalState.get(LATEST) !== run.id) this.#end();
  }

  #watch(): void {
    this.#heartbeat.value = runAfter(HEARTBEAT, () => {
      this.#endIfOver();
      if (!this.#running) return;
      this.#running = { ...this.#running, seenAt: this.services.now() };
      this.#watch();
    });
  }
}
