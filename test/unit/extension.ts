import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as vscode from 'vscode';
import { FakeVSCode } from '../shared/fakeVscode';
import { LIST, list } from '../shared/lists';
import { type CodeOptions, codeAt } from '../shared/oracle';

/** The extension as it is packaged for the browser: one file, and all of it the shipped code. */
const bundle = readFileSync('dist/web/extension.js', 'utf8');

/** The extension in a VS Code that is a fake, with lists, secrets and settings of its own, on a disk in memory. */
export class Extension {
  readonly vscode = new FakeVSCode({
    extension: resolve('.'),
    // Most tests are not about how fresh a code is, and must not wait for a fresh one.
    settings: { 'xeroMfa.minimumRemaining': 0 },
  });
  readonly files = this.vscode.files;
  /** The team's list, in the folder that is open. */
  readonly teamList = this.vscode.at(LIST);

  private constructor() {
    const module = { exports: {} as { activate(context: vscode.ExtensionContext): unknown } };
    const { api } = this.vscode;
    const require = (name: string): unknown => {
      if (name === 'vscode') return api;
      throw new Error(`There is no ${name} in a browser.`);
    };
    // What the extension asks a browser for and Node.js may lack.
    const navigator = { userAgent: 'X11; Linux x86_64' };
    new Function('module', 'exports', 'require', 'navigator', bundle)(
      module,
      module.exports,
      require,
      navigator,
    );
    module.exports.activate(this.vscode.context);
  }

  /** @param accounts what the team's list holds; without any there is no list */
  static async start(...accounts: readonly object[]): Promise<Extension> {
    const extension = new Extension();
    if (accounts.length > 0) await extension.writeList(extension.teamList, ...accounts);
    return extension;
  }

  /** Runs a command of the extension. */
  readonly run = (command: string, argument?: unknown): Promise<unknown> =>
    this.vscode.run(`xeroMfa.${command}`, argument);

  /** Expects a command to refuse its arguments with a message for the person. */
  async refuses(command: string, argument: unknown, message: RegExp): Promise<void> {
    await assert.rejects(this.run(command, argument), (error: Error) => {
      assert.equal(error.name, 'UserError', String(error.stack));
      assert.match(error.message, message);
      return true;
    });
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.vscode.setSetting(`xeroMfa.${name}`, value);
  }

  async setSecret(login: string, secret: string): Promise<void> {
    await this.run('setSecret', { login, secret, confirm: true });
  }

  /** Writes a list as another program does, and waits until the extension has read it. */
  async writeList(uri: vscode.Uri, ...accounts: readonly object[]): Promise<void> {
    this.files.write(uri, list(...accounts));
    await this.settled();
  }

  /** Makes the extension's lists catch up with the disk: it reads them again before it says that a login is unknown. */
  async settled(): Promise<void> {
    await assert.rejects(this.run('copyLogin', { login: 'nobody@nowhere.test' }));
  }

  /** Runs `copy` and expects it to leave the code of a moment within the run on the clipboard. */
  async expectCode(copy: () => Promise<unknown>, secret: string, options: CodeOptions = {}): Promise<string> {
    const before = Date.now();
    await copy();
    const after = Date.now();
    const copied = await this.vscode.clipboard.readText();
    assert.ok(
      [before, after].some(time => codeAt(time, secret, options) === copied),
      `${copied} is neither the code before nor after`,
    );
    return copied;
  }

  /** Closes the window, and expects that nothing went wrong in the background. */
  end(): void {
    this.vscode.dispose();
    assert.deepEqual(this.vscode.window.logged, []);
  }
}
