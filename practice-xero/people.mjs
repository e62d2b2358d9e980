import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newPerson, personKey, personWithMfa } from './person.mjs';

/** @typedef {import('./person.mjs').Person} Person */

/** The people of the site; with a file, they are there again when it next starts. */
export class People {
  #file;
  #initial;
  /** What the file holds. */
  #saved = '';
  /** @type {Map<string, Person>} */
  #byKey = new Map();

  /**
   * @param {string | undefined} file
   * @param {readonly import('./person.mjs').PersonWithMfa[]} initial who is known from the start; what became of them
   *   since is in the file
   */
  constructor(file, initial) {
    this.#file = file;
    this.#initial = initial;
    if (file !== undefined) for (const person of read(file)) this.#byKey.set(personKey(person.login), person);
    this.#addInitial();
  }

  /** @returns {Iterable<Person>} */
  all() {
    return this.#byKey.values();
  }

  /** @param {string} login */
  find(login) {
    return this.#byKey.get(personKey(login));
  }

  /** @param {string} login */
  findOrAdd(login) {
    const person = this.find(login) ?? newPerson(login.trim());
    this.#byKey.set(personKey(login), person);
    return person;
  }

  /** Everyone is as they were at the start. */
  reset() {
    this.#byKey.clear();
    this.#addInitial();
  }

  #addInitial() {
    for (const person of this.#initial) {
      if (!this.find(person.login)) this.#byKey.set(personKey(person.login), personWithMfa(person));
    }
  }

  /** Writes what changed. At once, as Ctrl+C waits for nothing. */
  save() {
    if (this.#file === undefined) return;
    // What is under way ends with the site, as its sessions do.
    const people = [...this.#byKey.values()].map(({ setUp: _, sent: __, ...kept }) => kept);
    const text = `${JSON.stringify({ version: 1, people }, null, 2)}\n`;
    if (text === this.#saved) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    const making = `${this.#file}.${randomUUID()}`;
    writeFileSync(making, text, { mode: 0o600 });
    renameSync(making, this.#file);
    this.#saved = text;
  }
}

/** @param {string} file @returns {Person[]} none where the file is not there, or not of this site */
function read(file) {
  try {
    const { version, people } = JSON.parse(readFileSync(file, 'utf8')) ?? {};
    return version === 1 && Array.isArray(people) ? people : [];
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return [];
    throw error;
  }
}
