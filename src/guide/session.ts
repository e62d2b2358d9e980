import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../core/recovery';
import { type CodeWindow, grouped, type Hmac, type TotpSecret, windowAt } from '../core/totp';
import { happened } from '../platform/context';
import { inert } from '../platform/inert';
import type { SecretState } from '../secrets/store';
import {
  begin,
  complete,
  enter,
  type Facts,
  follow,
  goBack,
  isFinished,
  type Progress,
  READINESS,
  startOver,
} from './progress';
import type { ProgressStore } from './progressStore';
import type { Action, CodeView, Field, FromGuide, GuideView, ToGuide } from './protocol';
import { answersProblemText, backupEmailProblemText } from './recoveryText';
import type { Findings } from './tools';
import { guideView } from './view';
import { isWay } from './ways';

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
    return ['8', '9', '10'].includes(this.progress.at);
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
      },
    };
  }

  /** Opens a stop of the way the person is on, or of the set-up where that way has none such. */
  async open(stop: string): Promise<void> {
    const entered = enter(this.progress, stop);
    await this.#save(entered.at === stop ? entered : enter(follow('setUp', this.facts, entered), stop));
  }

  /** Does what a message of the page asks for. */
  async receive(message: FromGuide): Promise<void> {
    switch (message.type) {
      case 'open':
        return this.#save(enter(this.progress, message.stop));
      case 'way':
        return isWay(message.way) ? this.#save(follow(message.way, this.facts, this.progress)) : undefined;
      case 'tick':
        return this.#tick(message.item, message.ticked);
      case 'act':
        return this.#act(message.action);
      case 'submit':
        return this.#submit(message.field, message.text);
      case 'answers':
        return this.#keepAnswers(message.answers);
    }
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
        await command('copyCode', { login });
        // The person may have gone elsewhere while a fresh code was waited for.
        return this.progress.at === '8' ? this.#save(complete(this.progress)) : undefined;
      case 'copyNextCode':
        return this.services.copier.copyNext(login);
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
        return this.#save(follow('deviceLost', this.facts, progress));
      case 'openList':
        return command('openAccountsFile', { login });
    }
  }

  async #next(): Promise<void> {
    const { login, progress } = this;
    const isLast = progress.at === '14' || progress.at === 'passOn';
    if (isLast) {
      await command('editAccount', { login, mfaSetUpOn: today() });
      happened('guideFinished');
    }
    if (progress.at === 'forget') await command('editAccount', { login, mfaSetUpOn: null });
    await this.#save(complete(progress));
    if (isLast && isFinished(this.progress, this.facts)) {
      // The same step stays open, with other words.
      const name = inert(this.account.name);
      const text = vscode.l10n.t('{0} is ready: its codes can be copied, and the list says so.', name);
      this.post({ type: 'say', text });
    }
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
    const warnings = await enrolment.store(text, this.account);
    this.post({ type: 'taken', field: 'key' });
    this.#findings = warnings.length > 0 ? { key: warnings.join(' ') } : {};
    this.post({ type: 'say', text: vscode.l10n.t('The key is stored.') });
    const { progress } = this;
    const stored: Progress = { ...enter(progress, '7') };
    // What there is to know of the key has to be read before going on.
    await this.#save(warnings.length > 0 ? { ...stored, done: complete(stored).done } : complete(stored));
    return true;
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
    const secret = await secrets.get(this.login);
    const isSame = secret !== undefined && (await enrolment.isKeyOf(text, secret));
    this.post({ type: 'taken', field: 'compareKey' });
    this.#found({
      comparison: isSame
        ? vscode.l10n.t('It is the key that is stored: this is not the cause.')
        : vscode.l10n.t(
            'It is not the key that is stored: replace it in step 7 by the one that Xero shows now.',
          ),
    });
  }

  async #checkClock(): Promise<void> {
    const { text, isRight } = await this.services.checkClock();
    this.post({ type: 'say', text });
    this.#found({ clock: text });
    await this.#tick('clock', isRight);
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

  async #keepAnswers(answers: RecoveryAnswers): Promise<void> {
    const problem = answersProblem(answers);
    if (problem) {
      this.post({ type: 'taken', field: 'answers', problem: answersProblemText(problem) });
      return;
    }
    await this.services.secrets.setAnswers(this.login, answers);
    this.post({ type: 'taken', field: 'answers' });
    this.post({ type: 'say', text: vscode.l10n.t('The answers are stored.') });
    this.refresh();
  }

  async #copyAnswer(): Promise<void> {
    const answers = (await this.services.secrets.getAnswers(this.login)) ?? [];
    const items = answers.map(({ question, answer }) => ({ label: inert(question), answer }));
    const title = vscode.l10n.t('Copy the answer to which question?');
    const chosen = await vscode.window.showQuickPick(items, { title });
    if (chosen) await this.services.copier.copyBriefly(chosen.answer);
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
