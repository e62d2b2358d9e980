import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { XeroTestMfaApi } from '../../src/access/api';
import { decrypt } from '../../src/age/age';
import { EXTENSION_ID } from '../../src/contributions/ids';
import { TotpSecret } from '../../src/core/totp';
import type { FromImport, ImportView, ToImport } from '../../src/importing/protocol';
import { Computer } from '../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { formsOf } from '../shared/secretForms';
import { wordsAskedIn } from '../shared/words';
import { openTerminal, typed } from './accessParts';
import { file } from './importParts';
import {
  elsewhere,
  eventually,
  KEY,
  listOf,
  problemsIn,
  replaceInApi,
  run,
  runFolder,
  set,
  setSecret,
  startFresh,
  TestTree,
  teamList,
  workspaceFolder,
  write,
  writeList,
} from './support';

/** Random, so that no test or report has it. */
const PLANTED = `Planted9${randomBytes(9).toString('hex')}`;
const newKey = (): string => new TotpSecret(randomBytes(20)).base32;
const PASSPHRASE = 'lantern orbit velvet mustard';
const store = join(dirname(teamList), 'store');
const environment = join(elsewhere, 'environment.json');
const uriOf = (path: string): string => vscode.Uri.file(path).toString();

/** What others get to see: what the extension sends to pages, says, asks and returns. */
const seen: { readonly where: string; readonly what: unknown }[] = [];
const see = (where: string, what: unknown): void => void seen.push({ where, what });

/** The import's tab. The test sees what the tab gets, and sends messages in its place. */
let importTab: vscode.WebviewPanel | undefined;
let fromPage: vscode.EventEmitter<unknown>;
let view: ImportView | undefined;

/** Makes a real tab that is listened to. */
function listenedTo(panel: vscode.WebviewPanel): vscode.WebviewPanel {
  const received = new vscode.EventEmitter<unknown>();
  const postMessage = (message: ToImport): Thenable<boolean> => {
    see(`message to ${panel.viewType}`, message);
    if (panel === importTab && message.type === 'view') view = message.view;
    return panel.webview.postMessage(message);
  };
  const onDidReceiveMessage = (listener: (message: unknown) => unknown): vscode.Disposable =>
    vscode.Disposable.from(panel.webview.onDidReceiveMessage(listener), received.event(listener));
  const replacing = <T extends object>(target: T, members: object): T =>
    new Proxy(target, {
      get: (real, name) => {
        if (Object.hasOwn(members, name)) return members[name as never];
        const value: unknown = Reflect.get(real, name);
        return typeof value === 'function' ? value.bind(real) : value;
      },
      set: (real, name, value) => Reflect.set(real, name, value),
    });
  if (/import/i.test(panel.viewType)) [importTab, fromPage, view] = [panel, received, undefined];
  return replacing(panel, { webview: replacing(panel.webview, { postMessage, onDidReceiveMessage }) });
}

const send = (message: FromImport): void => fromPage.fire(message);
const viewWith = <T>(part: (view: ImportView) => T | undefined): Promise<T> =>
  eventually(() => (view && part(view)) ?? assert.fail(inspect(view, { depth: 5 })));

/** Imports a key and its password by the page, as a person does. */
async function importPassword(uri: string): Promise<void> {
  const done = run('importQr', { uri });
  const { id, isOn } = await viewWith(({ passwords }) => passwords?.files[0]);
  assert.ok(!isOn);
  send({ type: 'readPasswords', file: id, isOn: true });
  const row = await viewWith(({ passwords }) => passwords?.found?.rows[0]);
  assert.equal(row.tick?.ticked, false);
  send({ type: 'tickPassword', row: row.id, ticked: true });
  await viewWith(({ save }) => save?.label.includes('1 Password') || undefined);
  send({ type: 'save' });
  await viewWith(({ notes }) => notes.some(note => note.includes('1 password saved.')) || undefined);
  importTab?.dispose();
  see('result of importQr', await done);
}

/** Whether a password is stored: the page says so of the same one. */
async function isStored(uri: string): Promise<void> {
  const done = run('importQr', { uri });
  send({
    type: 'readPasswords',
    file: (await viewWith(({ passwords }) => passwords?.files[0])).id,
    isOn: true,
  });
  const row = await viewWith(({ passwords }) => passwords?.found?.rows[0]);
  assert.equal(row.note?.text, 'This password is saved.');
  importTab?.dispose();
  await done;
}

/** A task that writes down all of its environment, with a code in it. */
async function runTask(): Promise<void> {
  const program = join(elsewhere, 'environment.js');
  await write(
    program,
    `require('node:fs').writeFileSync(${JSON.stringify(environment)}, JSON.stringify(process.env));`,
  );
  await write(
    join(workspaceFolder, '.vscode/tasks.json'),
    JSON.stringify({
      version: '2.0.0',
      tasks: [
        {
          label: 'environment',
          type: 'process',
          command: process.execPath,
          args: [program],
          options: { env: { XERO_CODE: `\${input:code}` } },
          problemMatcher: [],
        },
      ],
      inputs: [{ id: 'code', type: 'command', command: 'xeroMfa.getCode', args: { login: AU } }],
    }),
  );
  const task = await eventually(async () => {
    const tasks = await vscode.tasks.fetchTasks();
    return tasks.find(({ name }) => name === 'environment') ?? assert.fail();
  });
  const ended = new Promise<void>(resolve => {
    const listening = vscode.tasks.onDidEndTaskProcess(() => {
      listening.dispose();
      resolve();
    });
  });
  await vscode.tasks.executeTask(task);
  await ended;
  see('environment of a task', JSON.parse(await readFile(environment, 'utf8')));
}

/** A machine that may read the login, let in by the words it shows. */
async function letMachineIn(): Promise<Computer> {
  await run('team.create', { name: 'Priya', confirm: true });
  const machine = await Computer.of('CI', store);
  await machine.store.join('CI');
  const words = await machine.words();
  const putBack = await replaceInApi('window', {
    showInputBox: async ({ prompt = '' }: vscode.InputBoxOptions) => wordsAskedIn(prompt, words),
  });
  try {
    await run('team.addMachine', { recipient: await machine.store.recipient(), logins: [AU] });
  } finally {
    putBack();
  }
  return machine;
}

/** All that an identity can decrypt in the store. */
async function decryptedBy({ identity }: Computer): Promise<string[]> {
  const texts: string[] = [];
  for (const name of await readdir(store, { recursive: true })) {
    const bytes = name.endsWith('.age') ? await readFile(join(store, name)) : undefined;
    const text = bytes && (await decrypt(bytes, identity).catch(() => undefined));
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

/** All files of the profile and the workspace, logs, state and settings with them. */
async function seeFiles(): Promise<number> {
  let count = 0;
  for (const name of await readdir(runFolder, { recursive: true })) {
    const path = join(runFolder, name);
    // Sockets and what is just being removed cannot be read.
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) continue;
    see(`file ${name}`, await readFile(path, 'latin1').catch(() => ''));
    count++;
  }
  return count;
}

/** What is done with a login on a day, by what it is called. Each may fail: what it says then is checked, too. */
const DAY: Readonly<Record<string, () => unknown>> = {
  'copy the password': () => run('copyPassword', { login: AU }),
  'copy the code': () => run('copyCode', { login: AU }),
  'copy it again': () => run('copyLastUsed'),
  'copy the login': () => run('copyLogin', { login: AU }),
  'show codes': () => run('showCodes'),
  'hide codes': () => run('hideCodes'),
  'give a code': () => run('getCode', { login: AU }),
  'type a code': async () => {
    const terminal = await openTerminal();
    await run('typeCode', { login: AU });
    terminal.dispose();
    return typed;
  },
  'give a code by the API': () =>
    vscode.extensions
      .getExtension<XeroTestMfaApi>(EXTENSION_ID)
      ?.exports.getCodeInfo(AU, { extension: 'vscode.git' }),
  'what the API has': () => Object.entries(vscode.extensions.getExtension(EXTENSION_ID)?.exports ?? {}),
  'give a code to an agent': () =>
    vscode.lm.invokeTool('xeroMfa_getCode', { input: { login: AU }, toolInvocationToken: undefined }),
  'run a task': runTask,
  'open the guide': () => run('openGuide', { login: AU, step: 8 }),
  'see what the list lacks': () => run('listHealth', {}),
  'show the log': () => run('showActivity', {}),
  'export the log': () => run('exportActivity', { uri: uriOf(join(elsewhere, 'activity.csv')) }),
  'export a backup': () =>
    run('exportBackup', { uri: uriOf(join(elsewhere, 'backup.age')), passphrase: PASSPHRASE }),
  'edit the list': () => run('editAccount', { login: AU, notes: 'used' }),
  'sync the team': () => run('team.sync', {}),
  'the team’s status': () => run('team.status', {}),
  'set a wrong key': () => run('setSecret', { login: AU, secret: 'no key', confirm: true }),
  'ask for a login that is not there': () => run('copyCode', { login: 'who@acme.test' }),
  'open the list': () => run('openAccountsFile', { login: AU }),
};

describe('A password', () => {
  startFresh();
  let putBack: () => void;

  beforeEach(async () => {
    seen.length = 0;
    const question =
      (kind: string) =>
      async (message: string, options?: vscode.MessageOptions | string, ...buttons: string[]) => {
        see(`a ${kind}`, [message, options, buttons]);
        return typeof options === 'object' && options.modal ? buttons[0] : undefined;
      };
    const { createWebviewPanel } = vscode.window;
    putBack = await replaceInApi('window', {
      showWarningMessage: question('warning'),
      showInformationMessage: question('message'),
      showErrorMessage: question('error'),
      createWebviewPanel: (...given: Parameters<typeof createWebviewPanel>) =>
        listenedTo(createWebviewPanel(...given)),
    });
  });
  afterEach(async () => {
    putBack();
    await rm(join(workspaceFolder, '.vscode'), { recursive: true, force: true });
    await run('removeSecret', { login: AU, confirm: true }).then(undefined, () => {});
  });

  it('is nowhere but in the secret storage after a day of work, and out of a machine’s reach', async () => {
    await set('agentTool', true);
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    const item = { type: 1, name: 'Xero', login: { username: AU, password: PLANTED, totp: KEY } };
    const vault = await file('vault.json', JSON.stringify({ items: [item] }));
    await importPassword(vault);
    const machine = await letMachineIn();
    await machine.sync([AU]);
    const failures: string[] = [];
    const keys: string[] = [];
    for (const [what, act] of Object.entries(DAY)) {
      // A code of the same key is given only once: another wait for each.
      await setSecret(AU, keys[keys.push(newKey()) - 1] ?? '');
      const result = await Promise.resolve()
        .then(act)
        .catch((error: unknown) => error);
      if (result instanceof Error) failures.push(what);
      see(what, inspect(result, { depth: 10, maxStringLength: null }));
    }
    // Otherwise this looks at nothing.
    assert.deepEqual(failures, ['set a wrong key', 'ask for a login that is not there']);
    await isStored(vault);
    await vscode.commands.executeCommand('xeroMfa.accounts.focus');
    const tree = await TestTree.open();
    see('the tree', await tree.allItems());
    tree.dispose();
    see('diagnostics', vscode.languages.getDiagnostics());
    const reach = await decryptedBy(machine);
    assert.ok(reach.some(text => keys.some(key => text.includes(key))));
    see('what a machine can decrypt', reach);
    await rm(join(elsewhere, 'vault.json'));
    assert.ok((await seeFiles()) > 10);

    const forms = formsOf(PLANTED);
    const found = seen.filter(({ what }) => {
      const text = typeof what === 'string' ? what : inspect(what, { depth: 20, maxStringLength: null });
      return forms.some(form => text.includes(form));
    });
    assert.deepEqual(
      found.map(({ where }) => where),
      [],
      'The password is there.',
    );
    for (const where of ['message to', 'a message', 'environment of a task', 'the tree', 'file '])
      assert.ok(
        seen.some(each => each.where.startsWith(where)),
        `Nothing was seen: ${where}`,
      );
  });

  it('in a list is a problem that does not quote it', async () => {
    const entry = { login: AU, name: 'AU', password: PLANTED, notes: `otpauth://totp/x?secret=${PLANTED}` };
    await writeList(teamList, listOf(entry));
    const problems = await eventually(() => {
      const found = problemsIn(teamList);
      assert.equal(found.length, 2);
      return found;
    });
    assert.deepEqual(problems.map(({ code }) => code).sort(), ['holdsKey', 'holdsPassword']);
    assert.ok(!inspect(problems, { depth: 10 }).includes(PLANTED));
  });
});
