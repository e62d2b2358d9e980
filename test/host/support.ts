import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Element } from '../../src/accounts/element';
import { AccountLists } from '../../src/accounts/lists';
import { AccountTree, type TreeSource } from '../../src/accounts/tree';
import { eventually } from '../shared/eventually';
import { type CodeOptions, codeAt } from '../shared/oracle';

export { eventually } from '../shared/eventually';
export { codeAt, KEY, OTHER_KEY } from '../shared/oracle';

/** All that this run of VS Code writes, settings and logs with it, is in here. */
export const runFolder = dirname(process.env['XERO_MFA_TEST_REPORT'] ?? '');
const userDataFolder = join(runFolder, 'u');
export const workspaceFolder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
/** The team's list, in the folder that is open. */
export const teamList = join(workspaceFolder, '.xero-mfa', 'accounts.json');
/** The person's own list, in the extension's global storage. */
export const personalList = join(
  // The server keeps its own data beside what it does not.
  [join(userDataFolder, 'data'), userDataFolder].find(folder => existsSync(join(folder, 'User'))) ?? '',
  'User/globalStorage/xero-test-mfa.xero-test-mfa/accounts.json',
);
/** Folders of tests: what lies outside the workspace. */
export const elsewhere = join(runFolder, 'elsewhere');

/**
 * Starts and ends every test of a suite with no list, secret, setting or editor of another one.
 *
 * @param settings what all tests of the suite start with, without writing it again for each
 */
export function startFresh(settings = (): Readonly<Record<string, unknown>> => ({})): void {
  beforeEach(() => clean(settings()));
  after(() => clean({}));
}

const loginsWithSecret = new Set<string>();

/** Settings between tests: most are not about how fresh a code is, and must not wait for a fresh one. */
const betweenTests: Readonly<Record<string, unknown>> = {
  clearClipboardAfter: undefined,
  minimumRemaining: 0,
  accountsFiles: undefined,
  groupBy: undefined,
  xeroUrl: undefined,
  'clockCheck.url': undefined,
  agentTool: undefined,
  activityDays: undefined,
};

async function clean(ofSuite: Readonly<Record<string, unknown>>): Promise<void> {
  await closeEditors();
  for (const login of loginsWithSecret) {
    await run('removeSecret', { login, confirm: true }).then(undefined, () => {});
  }
  loginsWithSecret.clear();
  await run('stopClockCorrection');
  const settings = vscode.workspace.getConfiguration('xeroMfa');
  for (const [name, value] of Object.entries({ ...betweenTests, ...ofSuite })) {
    if (settings.inspect(name)?.globalValue !== value) await set(name, value);
  }
  for (const path of [dirname(teamList), personalList, elsewhere]) {
    await rm(path, { recursive: true, force: true });
  }
  await mkdir(elsewhere, { recursive: true });
  await settled();
}

async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/**
 * Puts members in the place of VS Code's own, in the API that this bundle sees and in the one that the extension sees:
 * in VS Code 1.110 they are two, as an ES module gets its own.
 *
 * @returns puts VS Code's own back
 */
export async function replaceInApi<Part extends 'window' | 'workspace'>(
  part: Part,
  members: { readonly [Name in keyof (typeof vscode)[Part]]?: unknown },
): Promise<() => void> {
  const both = [vscode, await import('vscode')];
  const apis = new Set(both.map(api => api[part]));
  const replaced = [...apis].map(api => ({
    api,
    own: Object.fromEntries(
      Object.keys(members).map(name => [name, Object.getOwnPropertyDescriptor(api, name) ?? {}]),
    ),
  }));
  for (const { api, own } of replaced) {
    for (const [name, value] of Object.entries(members))
      Object.defineProperty(api, name, {
        configurable: true,
        enumerable: own[name]?.enumerable ?? true,
        value,
      });
  }
  return () => {
    for (const { api, own } of replaced) Object.defineProperties(api, own);
  };
}

/** Runs a task. The person answers its questions with these answers in turn, and cancels the rest. */
export async function answering<T>(answers: string[], task: () => Promise<T>): Promise<T> {
  const putBack = await replaceInApi('window', {
    showWarningMessage: async (_message: string, options?: vscode.MessageOptions) =>
      options?.modal ? answers.shift() : undefined,
  });
  return task().finally(putBack);
}

/** Runs a command of the extension. */
export async function run(command: string, argument?: unknown): Promise<unknown> {
  return vscode.commands.executeCommand(`xeroMfa.${command}`, argument);
}

/** Expects a command to refuse its arguments with a message for the person. */
export async function refuses(command: string, argument: unknown, message: RegExp): Promise<void> {
  await assert.rejects(run(command, argument), (error: Error) => {
    assert.equal(error.name, 'UserError', String(error.stack));
    assert.match(error.message, message);
    return true;
  });
}

/** Makes the extension's lists catch up with the disk: it reads them again before it says that a login is unknown. */
export async function settled(): Promise<void> {
  await assert.rejects(run('copyLogin', { login: 'nobody@nowhere.test' }));
}

export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('xeroMfa').update(name, value, vscode.ConfigurationTarget.Global);
}

export async function setSecret(login: string, secret: string): Promise<void> {
  loginsWithSecret.add(login);
  await run('setSecret', { login, secret, confirm: true });
}

/** Writes a file as another program does, behind VS Code's back. */
export async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

export async function read(path: string): Promise<string> {
  return readFile(path, 'utf8');
}

/** The text of a list that holds these entries. */
export function listOf(...accounts: readonly object[]): string {
  return `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`;
}

/** Writes a list and waits until the extension has read it. */
export async function writeList(path: string, text: string | Uint8Array): Promise<void> {
  await write(path, text);
  await settled();
}

/** Opens a file in an editor that shows what is on disk now, and not what it remembers. */
export async function openEditor(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
  await eventually(async () =>
    assert.equal(editor.document.getText(), (await read(path)).replace(/^\uFEFF/, '')),
  );
  return editor;
}

/** What the extension says in the Problems view about a file. */
export function problemsIn(path: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(vscode.Uri.file(path)).filter(({ source }) => source === 'Xero MFA');
}

/** The sidebar's tree over the lists on this disk. */
export class TestTree extends AccountTree implements vscode.Disposable {
  private constructor(
    readonly accountLists: AccountLists,
    source: TreeSource,
    private readonly faults: readonly unknown[],
  ) {
    super(accountLists, source);
  }

  static async open(source: Partial<TreeSource> = {}): Promise<TestTree> {
    const faults: unknown[] = [];
    const lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error => faults.push(error));
    await lists.ready();
    const defaults: TreeSource = {
      grouping: () => 'none',
      secretState: () => 'none',
      hasPassword: () => false,
      shownCode: () => undefined,
      teamStateOf: () => undefined,
      lostAdvice: async () => 'Advice.',
      clockRows: () => [],
      now: () => Date.parse('2026-12-01T12:00:00Z'),
      remindBefore: () => 5,
    };
    const tree = new TestTree(lists, { ...defaults, ...source }, faults);
    await tree.loadRowItems();
    return tree;
  }

  override getChildren(element?: Parameters<AccountTree['getChildren']>[0]): Element[] {
    const children = super.getChildren(element);
    assert.ok(Array.isArray(children));
    return children;
  }

  override getTreeItem(element: Parameters<AccountTree['getTreeItem']>[0]): vscode.TreeItem {
    const item = super.getTreeItem(element);
    assert.ok(!(item instanceof Promise));
    return item;
  }

  override dispose(): void {
    this.accountLists.dispose();
    super.dispose();
    assert.deepEqual(this.faults, []);
  }

  /** The rows under a row as the sidebar shows them, or those at the top. */
  items(parent?: Parameters<AccountTree['getChildren']>[0]): vscode.TreeItem[] {
    return this.getChildren(parent).map(element => this.getTreeItem(element));
  }

  labels(parent?: Parameters<AccountTree['getChildren']>[0]): string[] {
    return this.items(parent).map(labelOf);
  }

  /** All rows, each with its tooltip. */
  async allItems(parent?: Parameters<AccountTree['getChildren']>[0]): Promise<vscode.TreeItem[]> {
    const items: vscode.TreeItem[] = [];
    for (const element of this.getChildren(parent)) {
      items.push(await this.resolveTreeItem(this.getTreeItem(element), element));
      items.push(...(await this.allItems(element)));
    }
    return items;
  }
}

export function labelOf({ label }: vscode.TreeItem): string {
  if (typeof label === 'object') return String(label.label);
  return label ?? '';
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
  const copied = await vscode.env.clipboard.readText();
  assert.ok(
    [before, after].some(time => codeAt(time, secret, options) === copied),
    `${copied} is neither the code before nor after`,
  );
  return copied;
}
