import { Inbox } from './inbox.mjs';
import { People } from './people.mjs';
import { snapshot } from './person.mjs';
import { unlock } from './rules/attempts.mjs';
import { expireSetUp } from './rules/setUp.mjs';
import { Sessions } from './sessions.mjs';

/** The furthest the clock may be off, in seconds. */
export const skewLimit = 366 * 86_400;

/** What the site knows, and the controls over it. */
export class Site {
  inbox = new Inbox();
  sessions = new Sessions();
  /** Whether someone without MFA must set it up when they sign in. */
  enforce = false;
  #now;
  #skewSeconds = 0;

  /**
   * @param {object} options
   * @param {string | undefined} options.file
   * @param {readonly import('./person.mjs').PersonWithMfa[]} options.people
   * @param {() => number} options.now
   */
  constructor({ file, people, now }) {
    this.people = new People(file, people);
    this.#now = now;
  }

  /** The site's own time, in milliseconds since the Unix epoch. */
  now() {
    return this.#now() + this.#skewSeconds * 1000;
  }

  /** How far the site's clock is ahead of this computer's; negative when it is behind. */
  get skewSeconds() {
    return this.#skewSeconds;
  }

  set skewSeconds(seconds) {
    if (!Number.isInteger(seconds) || Math.abs(seconds) > skewLimit)
      throw new RangeError(`${seconds} is not a whole number of seconds up to ${skewLimit}.`);
    this.#skewSeconds = seconds;
  }

  expireSetUps() {
    for (const person of this.people.all()) expireSetUp(person);
  }

  /** @param {string} login */
  unlock(login) {
    const person = this.people.find(login);
    if (person) unlock(person);
    this.people.save();
  }

  forget() {
    this.people.reset();
    this.sessions.clear();
    this.inbox.clear();
    this.people.save();
  }

  /** @param {string} login */
  person(login) {
    const person = this.people.find(login);
    return person && snapshot(person, this.now());
  }
}
