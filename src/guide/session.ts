import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecoveryAnswers } from '../core/recovery';
import { type CodeWindow, formatCode, secondsLeft, windowAt } from '../core/totp';
import { requireConfirmed } from '../platform/confirm';
import { completeWalkthroughStep } from '../platform/context';
import { sanitizeLabel } from '../platform/sanitize';
import { copyAnswer, keepAnswers, writeBackupEmail } from './backup';
import {
  begin,
  complete,
  enter,
  finish,
  follow,
  goBack,
  hasKey,
  isFinished,
  type KnownState,
  PREREQUISITES,
  type Progress,
  startOver,
} from './progress';
import type { Action, CodeView, Field, FromGuide, GuideView, Refusal, ToGuide } from './protocol';
import { handsOver, isScenario, provesKey, type Scenario } from './scenarios';
import type { GuideServices } from './services';
import { ENOUGH_SECONDS, type Findings, stepWidget } from './stepWidgets';
import { compareKey, findOtherLogin } from './troubleshooting';
import { type GuideModel, guideView } from './view';

/** Xero lets a login in again after a while: 15 minutes by most accounts. */
const LOCKED_FOR = 15 * 60 * 1000;

/** The guide for one login: what its page shows, and what becomes of what the person does there. */
export class GuideSession {
  #findings: Findings = {};
  /** The account as the lists had it last. */
  #account: Account | undefined;
  /** The window of the stored key whose code was copied here last. */
  #copied: number | undefined;
  #isAskingTime = false;

  constructor(
    readonly login: string,
    private readonly services: GuideServices,
    private readonly post: (message: ToGuide) => void,
  ) {}

  /** The account as the lists have it; as they had it last, where it was taken off them meanwhile. */
  get account(): Account {
    const { login } = this;
    this.#account = this.services.accounts.find(login) ?? this.#account;
    return this.#account ?? { login, name: login, organisations: [], tags: [] };
  }

  get progress(): Progress {
    return this.services.progress.get(this.login) ?? begin(this.#known);
  }

  get view(): GuideView {
    return guideView(this.#model);
  }

  get #model(): GuideModel {
    return {
      account: this.account,
      progress: this.progress,
      known: this.#known,
      findings: this.#findings,
      hasPrevious: this.services.secrets.hasPrevious(this.login),
      hasAnswers: this.services.secrets.hasAnswers(this.login),
    };
  }

  /** Whether the step that is open shows a code. */
  get showsCode(): boolean {
    return stepWidget(this.progress.at, this.#model)?.kind === 'code';
  }

  /** The code of now, and the window of time it is good for. */
  async code(now: number): Promise<{ view: CodeView; window: CodeWindow } | undefined> {
    const secret = await this.services.secrets.get(this.login);
    if (!secret) return undefined;
    const window = windowAt(now, secret.period);
    const { hmac } = this.services;
    return {
      window,
      view: {
        code: formatCode(secret.codeAt(now, hmac)),
        next: formatCode(secret.codeAt(window.end, hmac)),
        remaining: window.end - now,
        period: secret.period * 1000,
        ...(this.#copied !== undefined && {
          copied: this.#copied === window.counter ? ('this' as const) : ('ended' as const),
        }),
      },
    };
  }

  /** Opens a step of the scenario the person is on, or of the set-up where that scenario has none such. */
  async open(step: string): Promise<void> {
    const entered = enter(this.progress, step);
    await this.#save(entered.at === step ? entered : enter(this.#on('setUp'), step));
  }

  /** Does what a message of the page asks for. */
  async receive(message: FromGuide): Promise<void> {
    switch (message.type) {
      case 'open':
        return this.#save(enter(this.progress, message.step));
      case 'scenario':
        return isScenario(message.scenario) ? this.#save(this.#on(message.scenario)) : undefined;
      case 'tick':
        return this.#tick(message.item, message.ticked);
      case 'act':
        return message.step === undefined || message.step === this.progress.at
          ? this.#act(message.action)
          : undefined;
      case 'submit':
        return this.#submit(message.field, message.text);
      case 'answers':
        return this.#keepAnswers(message.answers);
    }
  }

  /** Where the person is on a scenario: where they left it, unless they went it to its end. */
  #on(scenario: Scenario): Progress {
    const { progress } = this;
    const known = this.#known;
    const left = this.services.progress.get(this.login, scenario);
    if (!left || isFinished(left, known)) return follow(scenario, known, progress);
    return { ...left, ticked: progress.ticked, backup: progress.backup };
  }

  get #known(): KnownState {
    return {
      secret: this.services.secrets.stateOf(this.login),
      isSetUp: this.account.mfaSetUpOn !== undefined,
    };
  }

  async #save(progress: Progress): Promise<void> {
    await this.services.progress.set(this.login, progress);
    this.refresh();
  }

  /** Sends the page what it is to show now. */
  refresh(): void {
    this.post({ type: 'view', view: this.view });
  }

  /** Reads something out to whoever cannot see what has changed. */
  #announce(text: string): void {
    this.post({ type: 'announce', text });
  }

  #found(findings: Findings): void {
    this.#findings = { ...this.#findings, ...findings };
    this.refresh();
  }

  #report(finding: 'key' | 'clock' | 'otherLogin' | 'comparison', text: string): void {
    this.#announce(text);
    this.#found({ [finding]: text });
  }

  async #tick(item: string, ticked: boolean): Promise<void> {
    const { progress } = this;
    await this.#save({
      ...progress,
      ticked: PREREQUISITES.filter(each => (each === item ? ticked : progress.ticked.includes(each))),
    });
  }

  async #act(action: Action): Promise<void> {
    const { login, progress } = this;
    switch (action) {
      case 'next':
        return this.#next();
      case 'back':
        return this.#save(goBack(progress));
      case 'startOver':
        this.#findings = {};
        return this.#save(startOver(progress, this.#known));
      case 'openXero':
        return command('openXero');
      case 'copyLogin':
        return command('copyLogin', { login });
      case 'pasteKey':
        return this.#pasteKey();
      case 'copyCode':
        await this.#copyCode();
        // The person may have gone elsewhere while a fresh code was waited for.
        return this.progress.at === '8' ? this.#save(complete(this.progress)) : this.refresh();
      case 'copyNextCode':
        await this.services.copier.copyNext(login);
        await this.#rememberCopied();
        return this.refresh();
      case 'codeRefused':
        return this.#found({ isRefused: true });
      case 'codeAccepted':
        this.#found({ isRefused: false });
        return this.#next();
      case 'checkClock':
        return this.#checkClock();
      case 'findOtherLogin':
        return this.#report('otherLogin', await findOtherLogin(login, this.services));
      case 'goToKey':
        return this.#save(enter(progress, '7'));
      case 'waitForUnlock':
        return this.#save({ ...progress, lockedUntil: Date.now() + LOCKED_FOR });
      case 'useQuestions':
        return this.#save({ ...progress, backup: 'questions' });
      case 'useEmail':
        return this.#save({ ...progress, backup: 'email' });
      case 'copyAnswer':
        if (await copyAnswer(login, this.services)) this.#tellCopied();
        return;
      case 'enterOwner':
        return this.#enterOwner();
      case 'removeSecret':
        await command('removeSecret', { login });
        return this.#next();
      case 'putKeyBack':
        return this.#putKeyBack();
      case 'nobodyHasIt':
        return this.#save(this.#on('deviceLost'));
      case 'getKey':
        return this.#save(this.#on(this.#known.secret === 'lost' ? 'secretLost' : 'fromTeam'));
      case 'openList':
        return command('openAccountsFile', { login });
    }
  }

  async #next(): Promise<void> {
    const {
      login,
      services: { secrets },
    } = this;
    const { scenario, at } = this.progress;
    const wasFinished = isFinished(this.progress, this.#known);
    if (handsOver(at)) await command('editAccount', { login, mfaSetUpOn: today() });
    if (at === 'forget') await command('editAccount', { login, mfaSetUpOn: null });
    if (provesKey(at) && secrets.hasPrevious(login)) await secrets.forgetPrevious(login);
    // That took a while: the person may have gone elsewhere.
    const { progress } = this;
    if (progress.scenario !== scenario) return;
    const done = handsOver(at) ? finish({ ...progress, at }) : complete({ ...progress, at });
    await this.#save(progress.at === at ? done : { ...done, at: progress.at });
    if (scenario === 'turnOff' || wasFinished || !isFinished(this.progress, this.#known)) return;
    completeWalkthroughStep('guideFinished');
    // The same step stays open, with other words.
    const name = sanitizeLabel(this.account.name);
    this.#announce(vscode.l10n.t('{0} is ready: its codes can be copied.', name));
  }

  /** Copies the code of now, or the next one where too little time is left to use it. */
  async #copyCode(): Promise<void> {
    const { login } = this;
    const secret = await this.services.secrets.get(login);
    if (secret && secondsLeft(Date.now(), secret.period) < Math.min(ENOUGH_SECONDS, secret.period)) {
      await this.services.copier.copyNext(login);
    } else await command('copyCode', { login });
    await this.#rememberCopied();
  }

  async #rememberCopied(): Promise<void> {
    const secret = await this.services.secrets.get(this.login);
    this.#copied = secret && windowAt(Date.now(), secret.period).counter;
  }

  async #submit(field: Field, text: string): Promise<void> {
    switch (field) {
      case 'key':
        await this.#store(text);
        return;
      case 'compareKey':
        return this.#compare(text);
      case 'backupEmail': {
        const refusal = await writeBackupEmail(text, this.login);
        return this.#answer(field, refusal, vscode.l10n.t('The backup email is in the list.'));
      }
    }
  }

  /** Tells the page what became of a text that it handed in. */
  #answer(field: Field | 'answers', refusal: Refusal | undefined, taken?: string): void {
    this.post({ type: 'taken', field, ...refusal });
    if (!refusal && taken !== undefined) this.#announce(taken);
  }

  async #store(text: string): Promise<boolean> {
    const { setupKeys } = this.services;
    const problem = await setupKeys.problemOf(text, this.login);
    if (problem !== undefined) {
      this.#answer('key', { problem });
      return false;
    }
    let warnings: readonly string[];
    try {
      warnings = await setupKeys.store(text, this.account, this.#isReplacing);
    } catch (error) {
      if (error instanceof vscode.CancellationError) this.#keptOldKey();
      throw error;
    }
    this.#answer('key', undefined, vscode.l10n.t('The key is stored.'));
    this.#copied = undefined;
    this.#findings = warnings.length > 0 ? { key: warnings.join(' ') } : {};
    const { progress } = this;
    const stored = enter(progress, '7');
    // What there is to know of the key has to be read before going on.
    await this.#save(warnings.length > 0 ? { ...stored, done: complete(stored).done } : complete(stored));
    return true;
  }

  /** Whether Xero knows the stored key, and will until it has taken a code of the next one. */
  get #isReplacing(): boolean {
    const { progress } = this;
    const known = this.#known;
    return known.secret === 'ready' && (!hasKey(progress, known) || isFinished(progress, known));
  }

  async #putKeyBack(): Promise<void> {
    const { login, progress } = this;
    await requireConfirmed(
      vscode.l10n.t('Put the old key of {0} back?', sanitizeLabel(this.account.name)),
      vscode.l10n.t(
        'The new key is then gone from this computer. Do it only where Xero has not taken a code of the new one.',
      ),
      vscode.l10n.t('Put It Back'),
    );
    await this.services.secrets.restorePrevious(login);
    this.#copied = undefined;
    this.#findings = {};
    this.#announce(vscode.l10n.t('The old key is stored again.'));
    await this.#save(follow(progress.scenario, this.#known, progress));
  }

  #keptOldKey(): void {
    this.#answer('key', undefined);
    this.#report('key', vscode.l10n.t('The key was not replaced: the one before is still stored.'));
  }

  async #pasteKey(): Promise<void> {
    const { clipboard } = vscode.env;
    const text = await clipboard.readText();
    if (!(await this.#store(text))) return;
    if ((await clipboard.readText()) === text) await clipboard.writeText('');
  }

  async #compare(text: string): Promise<void> {
    const problem = await this.services.setupKeys.problemOf(text, this.login);
    // Whatever comes of a key, it is not left in the page.
    this.#answer('compareKey', problem === undefined ? undefined : { problem });
    if (problem === undefined) this.#report('comparison', await compareKey(text, this.login, this.services));
  }

  async #checkClock(): Promise<void> {
    if (this.#isAskingTime) return;
    this.#isAskingTime = true;
    this.#found({ clock: vscode.l10n.t('Asking for the time…') });
    try {
      const { text, isRight } = await this.services.checkClock();
      this.#report('clock', text);
      await this.#tick('clock', isRight);
    } finally {
      this.#isAskingTime = false;
    }
  }

  async #keepAnswers(answers: RecoveryAnswers): Promise<void> {
    const refusal = await keepAnswers(answers, this.account, this.services);
    this.#answer('answers', refusal, vscode.l10n.t('The answers are stored.'));
    if (!refusal) this.refresh();
  }

  #tellCopied(): void {
    const text = vscode.l10n.t('Answer copied');
    vscode.window.setStatusBarMessage(text, 5000);
    this.#announce(text);
  }

  async #enterOwner(): Promise<void> {
    const owner = await vscode.window.showInputBox({
      title: vscode.l10n.t('Who owns {0}?', sanitizeLabel(this.account.name)),
      prompt: vscode.l10n.t('The person to ask about this login, such as their email address'),
    });
    if (owner?.trim()) await command('editAccount', { login: this.login, owner: owner.trim() });
  }
}

/** Runs one of the extension's commands by the arguments that its contract names. */
async function command(name: string, argument?: object): Promise<void> {
  await vscode.commands.executeCommand(`xeroMfa.${name}`, argument);
}

/** The day it is here, as lists write it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
