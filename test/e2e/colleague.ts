import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Locator } from '@playwright/test';
import { LIST, list } from '../shared/lists';
import { Actions } from './actions';
import { type Host, writeFiles } from './host';
import type { Workbench } from './workbench';

const run = promisify(execFile);

/** Makes the repository that all of a team push to. */
export async function originOf(host: Host): Promise<string> {
  const origin = join(await host.workspace('origin'), 'team.git');
  await run('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  return origin;
}

/** Somebody of a team: their window on a clone of its repository, with secrets of their own. */
export class Colleague {
  private constructor(
    readonly window: Workbench,
    readonly folder: string,
  ) {}

  /** What this person does, as far as it is counted. */
  readonly actions = new Actions();

  /**
   * @param accounts those of the list that they push before they open the window
   * @param besides the name of another repository that they have in the folder
   */
  static async of(
    host: Host,
    origin: string,
    name: string,
    accounts?: Parameters<typeof list>,
    besides?: string,
  ): Promise<Colleague> {
    const folder = join(await host.workspace(name), 'team');
    await run('git', ['clone', '-q', origin, folder]);
    const git = gitIn(folder);
    await git('checkout', '-q', '-B', 'main');
    await git('config', 'user.name', name);
    await git('config', 'user.email', `${name.toLowerCase()}@acme.test`);
    if (accounts) {
      await writeFiles(folder, { [LIST]: list(...accounts) });
      await git('add', '-A');
      await git('commit', '-qm', 'Add the list');
      await git('push', '-q', '-u', 'origin', 'main');
    }
    if (besides !== undefined) {
      await git('init', '-q', besides);
      await appendFile(join(folder, '.git/info/exclude'), `${besides}\n`);
    }
    return new Colleague(await host.open(folder), folder);
  }

  get git(): (...args: string[]) => Promise<string> {
    return gitIn(this.folder);
  }

  async pull(): Promise<void> {
    await this.git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
  }

  async isPushed(): Promise<void> {
    await expect
      .poll(async () => this.git('status', '--porcelain', '-b'))
      .toMatch(/^## main\.\.\.origin\/main\n$/);
  }

  /** Presses the button under a message, and waits until the repository has it. */
  async commitAndPush(message: string): Promise<void> {
    const shown = this.window.notification(message);
    await this.actions.act('click Commit and Push', () =>
      shown.getByRole('button', { name: 'Commit and Push' }).click(),
    );
    await this.isPushed();
    await this.window.clearNotifications();
  }

  /** The row of the Team view that commits and pushes. */
  get pushRow(): Locator {
    return this.window.sidebar.getByRole('treeitem', { name: /^Commit and Push/ });
  }

  async pressRow(): Promise<void> {
    await this.window.page.bringToFront();
    await this.window.run('Xero MFA: Focus on Team View');
    await this.pushRow.click();
  }

  /** Replaces the key of an account, and commits that. */
  async replaceKey(
    { name, login }: { readonly name: string; readonly login: string },
    key: string,
  ): Promise<void> {
    const { window, git } = this;
    await window.clearNotifications();
    await window.run('Xero MFA: Add Setup Key');
    await window.choose(name);
    await window.dialog.getByRole('button', { name: 'Replace' }).click();
    await window.answer('Paste the setup key', key);
    await window.choose('Save this key');
    // No more than the changes of known files: a new one is written beside the old before it takes its place.
    await expect.poll(async () => git('diff', '--name-only')).toContain(`${login}.age`);
    await git('commit', '-qam', 'Replace a key');
  }

  /** Syncs, and chooses the code that is on this computer now, or the other one. */
  async chooseKey(which: 'here' | 'other'): Promise<void> {
    const { window, git } = this;
    await window.clearNotifications();
    await window.run('Xero MFA: Sync Team Store');
    await expect(window.dialog).toContainText('Which one does Xero accept?');
    const text = await window.dialog.innerText();
    const here = /on this computer now is (\d{3} \d{3})/.exec(text)?.[1] ?? '';
    const other = /The other code is (\d{3} \d{3})/.exec(text)?.[1] ?? '';
    expect(here).not.toBe(other);
    await window.dialog.getByRole('button', { name: `Use ${which === 'here' ? here : other}` }).click();
    await expect.poll(async () => git('ls-files', '-u')).toBe('');
  }
}

function gitIn(folder: string): (...args: string[]) => Promise<string> {
  return async (...args) => (await run('git', args, { cwd: folder })).stdout;
}
