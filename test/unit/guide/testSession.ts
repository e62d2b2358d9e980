import assert from 'node:assert/strict';
import type { ScenarioId } from '../../../src/guide/model';
import type { Action } from '../../../src/guide/page/buttons';
import type { Field, GuideRequest, GuideView, Outcome, ToGuide } from '../../../src/guide/protocol';
import type { GuideServices } from '../../../src/guide/services';
import { GuideSession } from '../../../src/guide/session';
import type { SecretStore } from '../../../src/secrets/store';
import { type CurrentStep, currentStep } from '../../shared/guidePages';

/** A request without its number. */
type Ask = GuideRequest extends infer R ? (R extends GuideRequest ? Omit<R, 'request'> : never) : never;

/** What a session needs of the computer it is on. */
interface Computer {
  readonly services: GuideServices;
  readonly secrets: SecretStore;
  /** Everything the page was sent, in all sessions. */
  readonly posted: ToGuide[];
}

/** A guide whose page is this test. */
export class TestSession extends GuideSession {
  readonly posted: ToGuide[];
  #requests = 0;

  constructor(login: string, computer: Computer) {
    const posted: ToGuide[] = [];
    super(login, computer.services, message => {
      posted.push(message);
      computer.posted.push(message);
    });
    this.posted = posted;
    computer.secrets.onDidWrite(written => this.noteWritten(written));
    computer.services.copier.onDidCopy(copied => this.noteCopied(copied));
  }

  choose(scenario: ScenarioId): Promise<Outcome> {
    return this.ask({ type: 'chooseScenario', scenario });
  }

  /** Sends a request as the page does, and waits until the page has the new view. */
  async ask(request: Ask): Promise<Outcome> {
    try {
      return await this.receive({ ...request, request: this.#requests++ });
    } finally {
      await undefined;
    }
  }

  press(action: Action): Promise<Outcome> {
    return this.ask({ type: 'press', action, step: this.state.progress.at });
  }

  submit(field: Field, text: string): Promise<Outcome> {
    return this.ask({ type: 'submit', field, text });
  }

  /** The messages of one type, in the order they were sent. */
  sent<T extends ToGuide['type']>(type: T): Extract<ToGuide, { type: T }>[] {
    return this.posted.filter(message => message.type === type) as Extract<ToGuide, { type: T }>[];
  }

  get announced(): string[] {
    return this.sent('announce').map(({ text }) => text);
  }

  /** The last view that was sent. */
  get shownView(): GuideView {
    const view = this.sent('view').at(-1)?.view;
    assert.ok(view, 'No view was sent.');
    return view;
  }

  /** The current step on the page. */
  get shownStep(): CurrentStep {
    return currentStep(this.shownView);
  }

  /** The actions of its buttons, in order. */
  get actions(): string[] {
    return this.shownStep.body.buttons.map(({ action }) => action);
  }
}
