import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as vscode from 'vscode';
import type { XeroTestMfaApi } from '../../src/access/api';
import { type FakeOptions, FakeVSCode } from '../shared/fakeVscode';
import type { Question } from '../shared/fakeVscode/window';
import { LIST } from '../shared/lists';
import { type CodeOptions, codeAt } from '../shared/oracle';
import { wordsAskedIn } from '../shared/words';

/**
 * The extension as it is packaged for the browser: one file, and all of it the shipped code. Only a passphrase takes a
 * 256th of the work: its key takes a second otherwise, and `test/unit/age/passphrase.test.ts` has the shipped number.
 */
const bundle = readFileSync('dist/web/extension.js', 'utf8').replace(/\bworkToWrite:18\b/, 'workToWrite:10');
assert.match(bundle, /\bworkToWrite:10\b/);

// What a browser offers and Node.js may lack is passed in. All of the extension's state is in a call of this function.
const load = new Function('module', 'exports', 'require', 'navigator', bundle);

/** The window that the extension runs in: a VS Code that is a fake, with a disk, settings and secrets of its own. */
export let vsCode: FakeVSCode;
/** What the extension offers others. */
export let api: XeroTestMfaApi;

/**
 * Starts the extension again for every test of a suite, and expects that nothing goes wrong in its background.
 *
 * @param prepare what is to be in the window before that
 */
export function startFresh(
  options: Pick<FakeOptions, 'extensions'> = {},
  prepare: () => { readonly folder?: vscode.Uri; attach?(vsCode: FakeVSCode): void } = () => ({}),
): void {
  beforeEach(() => {
    const { folder, attach } = prepare();
    vsCode = new FakeVSCode({
      ...options,
      ...(folder && { folder }),
      extension: resolve('.'),
      // Most tests are not about how fresh a code is, and must not wait for a fresh one.
      settings: { 'xeroMfa.minimumRemaining': 0 },
    });
    attach?.(vsCode);
    api = activate(vsCode);
  });
  afterEach(() => {
    vsCode.dispose();
    assert.deepEqual(vsCode.window.logged, []);
  });
}

function activate({ api, context }: FakeVSCode): XeroTestMfaApi {
  const module = { exports: {} as { activate(context: vscode.ExtensionContext): XeroTestMfaApi } };
  const require = (name: string): unknown => {
    if (name === 'vscode') return api;
    throw new Error(`There is no ${name} in a browser.`);
  };
  const navigator = { userAgent: 'X11; Linux x86_64' };
  load(module, module.exports, require, navigator);
  return module.exports.activate(context);
}

const { at, context, folder } = new FakeVSCode();
/** The team's list, in the folder that is open. */
export const teamList = at(LIST);
/** The person's own list, in the extension's global storage. */
export const personalList = context.globalStorageUri.with({
  path: `${context.globalStorageUri.path}/accounts.json`,
});

/** A file outside of the folder. */
export const elsewhere = (path: string): vscode.Uri => folder.with({ path: `/elsewhere/${path}` });

/** Runs a command of the extension. */
export const run = (command: string, argument?: unknown): Promise<unknown> =>
  vsCode.run(`xeroMfa.${command}`, argument);

/** Expects a command to refuse its arguments with a message for the person. */
export async function refuses(command: string, argument: unknown, message: RegExp): Promise<void> {
  await assert.rejects(run(command, argument), (error: Error) => {
    assert.equal(error.name, 'UserError', String(error.stack));
    assert.match(error.message, message);
    return true;
  });
}

export const set = (name: string, value: unknown): Promise<void> =>
  vsCode.setSetting(`xeroMfa.${name}`, value);

export async function setSecret(login: string, secret: string): Promise<void> {
  await run('setSecret', { login, secret, confirm: true });
}

/** Makes the extension's lists catch up with the disk: it reads them again before it says that a login is unknown. */
export async function settled(): Promise<void> {
  await assert.rejects(run('copyLogin', { login: 'nobody@nowhere.test' }));
}

/** The text of a list that holds these entries, as the extension writes it. */
export function listOf(...accounts: readonly object[]): string {
  return `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`;
}

/** Writes a file as another program does. */
export function write(uri: vscode.Uri, content: string | Uint8Array): void {
  vsCode.files.write(uri, content);
}

export function read(uri: vscode.Uri): string {
  return vsCode.files.text(uri);
}

/** Another program creates a file right after the extension has found none. */
export function createAfterLook(uri: vscode.Uri, content: string): void {
  const { fs } = vsCode.files;
  const { stat } = fs;
  fs.stat = async each => {
    try {
      return await stat(each);
    } catch (error) {
      if (each.toString() === uri.toString()) write(uri, content);
      throw error;
    }
  };
}

/** Writes a list and waits until the extension has read it. */
export async function writeList(uri: vscode.Uri, content: string | Uint8Array): Promise<void> {
  write(uri, content);
  await settled();
}

/** Runs `copy` and expects it to leave the code of a moment within the run on the clipboard. */
export async function expectCode(
  copy: () => Promise<unknown>,
  secret: string,
  options: CodeOptions = {},
): Promise<string> {
  const before = Date.now();
  await copy();
  const after = Date.now();
  const copied = await vsCode.clipboard.readText();
  assert.ok(
    [before, after].some(time => codeAt(time, secret, options) === copied),
    `${copied} is neither the code before nor after`,
  );
  return copied;
}

/** The labels of the rows in the sidebar: those under the row with a label, or those at the top. */
export async function rowLabels(under?: string): Promise<string[]> {
  const rows = await vsCode.window.rows('xeroMfa.accounts', under);
  return rows.map(({ label }) => (typeof label === 'object' ? label.label : (label ?? '')));
}

/** What VS Code passes to a command that is chosen in the menu of a row of the sidebar. */
export const row = (label: string, under?: string): Promise<unknown> =>
  vsCode.window.row('xeroMfa.accounts', label, under);

let listening: vscode.Disposable | undefined;

/**
 * From now on, the person answers questions with these answers in turn, and cancels the rest. A function makes the answer of
 * the question.
 *
 * @returns the questions, as they come
 */
export function answering(answers: unknown[]): Question[] {
  const asked: Question[] = [];
  listening?.dispose();
  listening = vsCode.window.onDidAsk(question => {
    asked.push(question);
    const answer = answers.shift();
    question.answer(typeof answer === 'function' ? answer(question) : answer);
  });
  return asked;
}

/** What a program gets from a command that the person has cancelled. */
export const cancelled = { name: 'Canceled' };

/** Types the words that a question asks for. @param fingerprint all eight of that person's */
export const typing =
  (fingerprint: string) =>
  ({ message }: Question): string =>
    wordsAskedIn(message, fingerprint);
