import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../core/recovery';
import { type CodeWindow, grouped, type Hmac, secondsLeft, type TotpSecret, windowAt } from '../core/totp';
import { happened } from '../platform/context';
import { inert } from '../platform/inert';
import type { SecretState } from '../secrets/store';
import {
  begin,
  complete,
  enter,
  type Facts,
  finish,
  follow,
  goBack,
  hasKey,
  isFinished,
  type Progress,
  READINESS,
  startOver,
} from './progress';
import type { ProgressStore } from './progressStore';
import type { Action, CodeView, Field, FromGuide, GuideView, ToGuide } from './protocol';
import { answersProblemText, backupEmailProblemText } from './recoveryText';
import { ENOUGH_SECONDS, type Findings } from './tools';
import { guideView } from './view';
import { handsOver, isWay, type Way } from './ways';

/** Xero lets a login in again after a while: 15 minutes by most accounts. */
const LOCKED_FOR = 15 * 60 * 1000;

/** What the guide needs of the other features. */
export interface GuideServices {
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly secrets: {
    ready(): Promise<void>;
    readonly logins: ReadonlySet<string>;
    stateOf(login: string): SecretState;
    get(login: string): Promise<TotpSecret | undefined>;
    hasAnswers(login: string): boolean;
    getAnswers(login: string): Promise<RecoveryAnswers | undefined>;
    setAnswers(login: string, answers: RecoveryAnswers): Promise<void>;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly enrolment: {
    /** Why a text is no key of this login. */
    problemOf(text: string, login: string): Promise<string | undefined>;
    /** Stores a key and tells what to know of it; asks before it replaces another. */
    store(text: string, account: Account): Promise<readonly string[]>;
    isKeyOf(text: string, secret: TotpSecret): Promise<boolean>;
  };
  readonly copier: {
    copyNext(login: string): Promise<void>;
    /** Copies a text that is taken off the clipboard after a while. */
    copyBriefly(text: string): Promise<void>;
  };
  checkClock(): Promise<{ readonly text: string; readonly isRight: boolean }>;
  readonly progress: ProgressStore;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** Runs something under the boundary where errors meet the person. */
  readonly run: (name: string, task: () => unknown) => Promise<void>;
}

/** The guide for one login: what its page shows, and what becomes of what the person does there. */
export class GuideSession {
  #findings: Findings = {};
  #account: Account;
  /** The window of the stored key whose code was copied here last. */
  #copied: number | undefined;
  #isAskingTime = false;

  constructor(
    readonly login: string,
    private readonly services: GuideServices,
    private readonly post: (message: ToGuide) => void,
  ) {
    this.#account = this.account;
  }

  /** The account as the lists have it; as they had it last, where it was taken off them meanwhile. */
  get account(): Account {
    this.#account = this.services.accounts.find(this.login) ??
      this.#account ?? { login: this.login, name: this.login, organisations: [], tags: [] };
    return this.#account;
  }

  get progress(): Progress {
    return this.services.progress.get(this.login) ?? begin(this.facts);
  }

  get view(): GuideView {
    return guideView({
      account: this.account,
      progress: this.progress,
      facts: this.facts,
      findings: this.#findings,
      hasAnswers: this.services.secrets.hasAnswers(this.login),
    });
  }

  /** Whether the stop that is open shows a code. */
  get showsCode(): boolean {
    return ['8', '9', '10'].includes(this.progress.at) && hasKey(this.progress, this.facts);
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
        code: grouped(secret.codeAt(now, hmac)),
        next: grouped(secret.codeAt(window.end, hmac)),
        remaining: window.end - now,
        period: secret.period * 1000,
        ...(this.#copied !== undefined && {
          copied: this.#copied === window.counter ? ('this' as const) : ('ended' as const),
        }),
      },
    };
  }

  /** Opens a stop of the way the person is on, or of the set-up where that way has none such. */
  async open(stop: string): Promise<void> {
    const entered = enter(this.progress, stop);
    await this.#save(entered.at === stop ? entered : enter(this.#on('setUp'), stop));
  }

  /** Does what a message of the page asks for. */
  async receive(message: FromGuide): Promise<void> {
    switch (message.type) {
      case 'open':
        return this.#save(enter(this.progress, message.stop));
      case 'way':
        return isWay(message.way) ? this.#save(this.#on(message.way)) : undefined;
      case 'tick':
        return this.#tick(message.item, message.ticked);
      case 'act':
        return message.stop === undefined || message.stop === this.progress.at
          ? this.#act(message.action)
          : undefined;
      case 'submit':
        return this.#submit(message.field, message.text);
      case 'answers':
        return this.#keepAnswers(message.answers);
    }
  }

  /** Where the person is on a way: where they left it, unless they went it to its end. */
  #on(way: Way): Progress {
    const { progress, facts } = this;
    const left = this.services.progress.get(this.login, way);
    if (!left || isFinished(left, facts)) return follow(way, facts, progress);
    return { ...left, ticked: progress.ticked, backup: progress.backup };
  }

  private get facts(): Facts {
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

  #found(findings: Findings): void {
    this.#findings = { ...this.#findings, ...findings };
    this.refresh();
  }

  async #tick(item: string, ticked: boolean): Promise<void> {
    const { progress } = this;
    await this.#save({
      ...progress,
      ticked: READINESS.filter(each => (each === item ? ticked : progress.ticked.includes(each))),
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
        return this.#save(startOver(progress, this.facts));
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
        return this.#findOtherLogin();
      case 'goToKey':
        return this.#save(enter(progress, '7'));
      case 'waitForUnlock':
        return this.#save({ ...progress, lockedUntil: Date.now() + LOCKED_FOR });
      case 'useQuestions':
        return this.#save({ ...progress, backup: 'questions' });
      case 'useEmail':
        return this.#save({ ...progress, backup: 'email' });
      case 'copyAnswer':
        return this.#copyAnswer();
      case 'enterOwner':
        return this.#enterOwner();
      case 'removeSecret':
        await command('removeSecret', { login });
        return this.#next();
      case 'nobodyHasIt':
        return this.#save(this.#on('deviceLost'));
      case 'getKey':
        return this.#save(this.#on(this.facts.secret === 'lost' ? 'secretLost' : 'fromTeam'));
      case 'openList':
        return command('openAccountsFile', { login });
    }
  }

  async #next(): Promise<void> {
    const { login } = this;
    const { way, at } = this.progress;
    const wasFinished = isFinished(this.progress, this.facts);
    if (handsOver(at)) await command('editAccount', { login, mfaSetUpOn: today() });
    if (at === 'forget') await command('editAccount', { login, mfaSetUpOn: null });
    // The list took a while to write: the person may have gone elsewhere.
    const { progress } = this;
    if (progress.way !== way) return;
    const done = handsOver(at) ? finish({ ...progress, at }) : complete({ ...progress, at });
    await this.#save(progress.at === at ? done : { ...done, at: progress.at });
    if (way === 'turnOff' || wasFinished || !isFinished(this.progress, this.facts)) return;
    happened('guideFinished');
    // The same step stays open, with other words.
    const name = inert(this.account.name);
    this.post({ type: 'say', text: vscode.l10n.t('{0} is ready: its codes can be copied.', name) });
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
      case 'backupEmail':
        return this.#writeBackupEmail(text);
    }
  }

  async #store(text: string): Promise<boolean> {
    const { enrolment } = this.services;
    const problem = await enrolment.problemOf(text, this.login);
    if (problem !== undefined) {
      this.post({ type: 'taken', field: 'key', problem });
      return false;
    }
    let warnings: readonly string[];
    try {
      warnings = await enrolment.store(text, this.account);
    } catch (error) {
      if (error instanceof vscode.CancellationError) this.#keptOldKey();
      throw error;
    }
    this.post({ type: 'taken', field: 'key' });
    this.#copied = undefined;
    this.#findings = warnings.length > 0 ? { key: warnings.join(' ') } : {};
    this.post({ type: 'say', text: vscode.l10n.t('The key is stored.') });
    const { progress } = this;
    const stored = enter(progress, '7');
    // What there is to know of the key has to be read before going on.
    await this.#save(warnings.length > 0 ? { ...stored, done: complete(stored).done } : complete(stored));
    return true;
  }

  #keptOldKey(): void {
    const text = vscode.l10n.t('The key was not replaced: the one before is still stored.');
    this.post({ type: 'taken', field: 'key' });
    this.post({ type: 'say', text });
    this.#found({ key: text });
  }

  async #pasteKey(): Promise<void> {
    const { clipboard } = vscode.env;
    const text = await clipboard.readText();
    if (!(await this.#store(text))) return;
    if ((await clipboard.readText()) === text) await clipboard.writeText('');
  }

  async #compare(text: string): Promise<void> {
    const { enrolment, secrets } = this.services;
    const problem = await enrolment.problemOf(text, this.login);
    if (problem !== undefined) {
      this.post({ type: 'taken', field: 'compareKey', problem });
      return;
    }
    // Whatever comes of it, the key is not left in the page.
    this.post({ type: 'taken', field: 'compareKey' });
    const secret = await secrets.get(this.login);
    const isSame = secret !== undefined && (await enrolment.isKeyOf(text, secret));
    const comparison = isSame
      ? vscode.l10n.t('It is the key that is stored: this is not the cause.')
      : vscode.l10n.t(
          'It is not the key that is stored: replace it in step 7 by the one that Xero shows now.',
        );
    this.post({ type: 'say', text: comparison });
    this.#found({ comparison });
  }

  async #checkClock(): Promise<void> {
    if (this.#isAskingTime) return;
    this.#isAskingTime = true;
    this.#found({ clock: vscode.l10n.t('Asking for the time…') });
    try {
      const { text, isRight } = await this.services.checkClock();
      this.post({ type: 'say', text });
      this.#found({ clock: text });
      await this.#tick('clock', isRight);
    } finally {
      this.#isAskingTime = false;
    }
  }

  async #findOtherLogin(): Promise<void> {
    const { secrets, accounts } = this.services;
    const secret = await secrets.get(this.login);
    const same: string[] = [];
    for (const login of secrets.logins) {
      if (login === loginKey(this.login)) continue;
      // One that cannot be read says nothing about this one.
      const other = await secrets.get(login).catch(() => undefined);
      if (secret && other?.equals(secret)) same.push(inert(accounts.find(login)?.login ?? login));
    }
    const otherLogin =
      same.length > 0
        ? vscode.l10n.t(
            'The same key is stored for {0}: it was pasted for the wrong login once.',
            same.join(', '),
          )
        : vscode.l10n.t('No other login on this computer has this key.');
    this.post({ type: 'say', text: otherLogin });
    this.#found({ otherLogin });
  }

  async #writeBackupEmail(text: string): Promise<void> {
    const problem = backupEmailProblem(text, this.login);
    if (problem) {
      this.post({ type: 'taken', field: 'backupEmail', problem: backupEmailProblemText(problem) });
      return;
    }
    await command('editAccount', { login: this.login, backupEmail: text.trim() });
    this.post({ type: 'taken', field: 'backupEmail' });
    this.post({ type: 'say', text: vscode.l10n.t('The backup email is in the list.') });
  }

  async #keepAnswers(rows: RecoveryAnswers): Promise<void> {
    const filled = rows.flatMap((row, index) =>
      row.question.trim() === '' && row.answer === '' ? [] : [{ row, index }],
    );
    const answers = filled.map(({ row }) => row);
    const found = answersProblem(answers);
    const problem =
      found && 'index' in found ? { ...found, index: filled[found.index]?.index ?? found.index } : found;
    if (problem) {
      this.post({
        type: 'taken',
        field: 'answers',
        problem: answersProblemText(problem),
        ...('index' in problem && {
          index: problem.index,
          part: problem.kind === 'answer' ? 'answer' : 'question',
        }),
      });
      return;
    }
    if (this.services.secrets.hasAnswers(this.login) && !(await this.#confirmNewAnswers())) return;
    await this.services.secrets.setAnswers(this.login, answers);
    this.post({ type: 'taken', field: 'answers' });
    this.post({ type: 'say', text: vscode.l10n.t('The answers are stored.') });
    this.refresh();
  }

  async #confirmNewAnswers(): Promise<boolean> {
    const replace = vscode.l10n.t('Replace');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} already has answers on this computer. Replace them?', inert(this.account.name)),
      { modal: true, detail: vscode.l10n.t('Xero knows the login by the answers that were entered there.') },
      replace,
    );
    return chosen === replace;
  }

  async #copyAnswer(): Promise<void> {
    const answers = (await this.services.secrets.getAnswers(this.login)) ?? [];
    const items = answers.map(({ question, answer }) => ({ label: inert(question), answer }));
    const title = vscode.l10n.t('Copy the answer to which question?');
    const chosen = await vscode.window.showQuickPick(items, { title });
    if (!chosen) return;
    await this.services.copier.copyBriefly(chosen.answer);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Answer copied'), 5000);
    this.post({ type: 'say', text: vscode.l10n.t('Answer copied') });
  }

  async #enterOwner(): Promise<void> {
    const owner = await vscode.window.showInputBox({
      title: vscode.l10n.t('Who owns {0}?', inert(this.account.name)),
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
