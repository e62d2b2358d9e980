import { commands } from 'vscode';
import { commandId } from '../contributions/ids';
import { loginKey } from '../core/account';
import { changesKey, type SecretWrite } from '../secrets/secretWrite';
import { BackupActions } from './actions/backup';
import { ClockActions } from './actions/clock';
import { CodeActions } from './actions/code';
import { KeyActions } from './actions/key';
import { askOwner } from './actions/prompts';
import { StepActions } from './actions/steps';
import { isScenarioId, scenarioOf } from './content/scenarios';
import { GuideState } from './guideState';
import type { Step } from './model';
import { type Action, isAction } from './page/buttons';
import { enter, isBesideDue, skipPrerequisites, tick } from './progress';
import type { Field, GuideRequest, Outcome, ToGuide } from './protocol';
import type { CopiedCode, GuideServices } from './services';

const ACCEPTED: Outcome = { result: 'accepted' };
const DISCARDED: Outcome = { result: 'discarded' };

/** The guide for one login: carries out what the person does on its page. */
export class GuideSession {
  readonly #state: GuideState;
  readonly #steps: StepActions;
  readonly #key: KeyActions;
  readonly #backup: BackupActions;
  /** What each button does. */
  readonly #actions: { readonly [A in Action]: () => Thenable<A extends 'pasteKey' ? Outcome : unknown> };
  /** The buttons that are still at work, by their step. */
  readonly #pressed = new Set<string>();

  constructor(
    private readonly login: string,
    private readonly services: GuideServices,
    post: (message: ToGuide) => void,
  ) {
    const state = new GuideState(login, services, post);
    const steps = new StepActions(state, services);
    const key = new KeyActions(state, services, steps);
    const code = new CodeActions(state, services, steps);
    const clock = new ClockActions(state, services);
    const backup = new BackupActions(state, services);
    this.#actions = {
      next: () => steps.complete(),
      back: () => steps.goBack(),
      startOver: () => steps.startOver(),
      openXero: () => steps.openXero(),
      copyLogin: () => backup.copyLogin(),
      openList: () => services.accounts.openList(login),
      enterOwner: () => this.#enterOwner(),
      skipPrerequisites: () => state.save(skipPrerequisites(state.progress)),
      pasteKey: () => key.paste(),
      goToKey: () => steps.goToKey(),
      removeSecret: () => key.remove(),
      putKeyBack: () => key.putBack(),
      useOtherKey: () => key.useOther(),
      nobodyHasIt: () => steps.choose('deviceLost'),
      getKey: () => steps.getKey(),
      copyCode: () => code.copy(),
      copyNextCode: () => code.copyNext(),
      codeAccepted: () => code.accepted(),
      codeRejected: () => code.rejected(),
      checkClock: () => clock.check(),
      correctCodes: () => clock.correctCodes(),
      findOtherLogin: () => key.findOtherLogin(),
      waitForUnlock: () => code.waitForUnlock(),
      useQuestions: () => steps.setBackup('questions'),
      useEmail: () => steps.setBackup('email'),
      copyEmail: () => backup.copyEmail(),
      copyAnswer: () => backup.copyAnswer(),
      writeList: () => steps.recordSetUp(),
      setUpAgain: () => steps.choose('afterLeaver'),
      openNext: async () => {
        const next = state.nextDue;
        if (next) await services.open(next.login);
      },
      commitStore: () => steps.publish(),
      commitList: () => steps.publish(),
      joinTeam: () => commands.executeCommand(commandId('team.join')),
      createTeam: () => commands.executeCommand(commandId('team.create')),
      exportBackup: () => commands.executeCommand(commandId('exportBackup')),
    };
    this.#state = state;
    this.#steps = steps;
    this.#key = key;
    this.#backup = backup;
  }

  /** What is known and shown of the login. */
  get state(): Pick<
    GuideState,
    | 'account'
    | 'progress'
    | 'view'
    | 'showsCode'
    | 'copied'
    | 'hasFreshCode'
    | 'changesWithTime'
    | 'given'
    | 'refresh'
    | 'noteTime'
  > {
    return this.#state;
  }

  /** Where the person left off; a key that somebody who left could read is first of all to be replaced. */
  async resume(): Promise<void> {
    const { progress, known } = this.#state;
    if (isBesideDue(progress, known)) await this.#steps.choose('afterLeaver');
  }

  /** Opens a step of the current scenario, or of the set-up if the current scenario doesn't have it. */
  async open(step: Step): Promise<void> {
    const { progress } = this.#state;
    const isHere = scenarioOf(progress.scenario).steps.includes(step);
    await this.#state.save(enter(isHere ? progress : this.#state.progressOn('setUp'), step.id));
  }

  /**
   * Does what the page asks for.
   *
   * @throws `vscode.CancellationError` if the person changed their mind
   */
  async receive(request: GuideRequest): Promise<Outcome> {
    switch (request.type) {
      case 'openStep':
        await this.#steps.open(request.step);
        return ACCEPTED;
      case 'chooseScenario':
        if (!isScenarioId(request.scenario)) return DISCARDED;
        await this.#steps.choose(request.scenario);
        return ACCEPTED;
      case 'tick':
        await this.#state.save(tick(this.#state.progress, request.item, request.ticked));
        return ACCEPTED;
      case 'press':
        return this.#press(request.action, request.step);
      case 'submit':
        return this.#submit(request.field, request.text);
      case 'submitAnswers':
        return this.#backup.saveAnswers(request.answers);
    }
  }

  /** Call this after this window wrote or deleted the key of any login. What the guide writes, it forgets itself. */
  noteWritten(write: SecretWrite): void {
    if (write.route === 'guide' || write.login !== loginKey(this.login)) return;
    if (changesKey(write)) this.#state.noteReplaced();
  }

  /** Call this after a code of any login was copied in this window. */
  noteCopied({ login, secret, window }: CopiedCode): void {
    if (login !== loginKey(this.login)) {
      this.#state.noteOverwritten();
      return;
    }
    this.#state.given.noteCopied(secret);
    this.#state.noteCopied(window);
  }

  /** Discards a second click, whether the first is still at work or has already opened another step. */
  async #press(action: string, step: string): Promise<Outcome> {
    const pressed = `${step} ${action}`;
    if (step !== this.#state.progress.at || this.#pressed.has(pressed) || !isAction(action)) return DISCARDED;
    this.#pressed.add(pressed);
    try {
      if (action === 'pasteKey') return await this.#actions.pasteKey();
      await this.#actions[action]();
      return ACCEPTED;
    } finally {
      this.#pressed.delete(pressed);
    }
  }

  #submit(field: Field, text: string): Promise<Outcome> {
    switch (field) {
      case 'key':
        return this.#key.store(text);
      case 'compareKey':
        return this.#key.compare(text);
      case 'backupEmail':
        return this.#backup.saveEmail(text);
    }
  }

  async #enterOwner(): Promise<void> {
    const owner = await askOwner(this.#state.account);
    if (owner !== undefined) await this.services.accounts.edit(this.login, { owner });
  }
}
