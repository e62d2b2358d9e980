import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { XeroTestMfaApi } from '../../src/access/api';
import { CodeAccess, type CodeAccessServices } from '../../src/access/codeAccess';
import { CodeTool } from '../../src/access/codeTool';
import { Grants } from '../../src/access/grants';
import { typeCode } from '../../src/access/typeCode';
import { EXTENSION_ID } from '../../src/contributions/ids';
import type { Account } from '../../src/core/account';
import type { UserError } from '../../src/core/errors';
import { TotpSecret } from '../../src/core/totp';
import { TestQuickPick } from './quickPick';
import {
  codeAt,
  elsewhere,
  eventually,
  KEY,
  listOf,
  OTHER_KEY,
  read,
  refuses,
  replaceInApi,
  run,
  set,
  setSecret,
  startFresh,
  TestState,
  teamList,
  workspaceFolder,
  write,
  writeList,
} from './support';

const AU = 'qa-au@acme.test';
const NZ = 'qa-nz@acme.test';
const ONCE = 'Allow Once';
const ALWAYS = 'Always Allow in This Workspace';

/** A question as the person sees it. */
interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The person: answers each question with the next of these answers, and refuses when there is none left. */
const answers: (string | Promise<string>)[] = [];
let asked: Asked[] = [];

function answerQuestions(): void {
  const revokeAll = () => managing(picker => picker.pressTitleButton('Revoke All'));
  before(revokeAll);
  let stopAnswering: () => void;
  beforeEach(async () => {
    asked = [];
    answers.length = 0;
    stopAnswering = await replaceInApi('window', {
      showWarningMessage: async (
        message: string,
        { detail = '', modal }: vscode.MessageOptions,
        ...buttons: string[]
      ) => {
        assert.equal(modal, true);
        asked.push({ message, detail, buttons });
        await new Promise(setImmediate);
        return answers.shift();
      },
    });
  });
  afterEach(async () => {
    stopAnswering();
    await revokeAll();
  });
}

/** Opens Manage Access, and gives what it showed. */
async function managing(act: (picker: TestQuickPick) => void): Promise<string[][]> {
  let shown: string[][] = [];
  const putBack = await replaceInApi('window', {
    showInformationMessage: async () => undefined,
    createQuickPick: () => {
      const picker = new TestQuickPick();
      picker.show = () => {
        shown = picker.items.map(({ label, description = '', detail = '' }) => [label, description, detail]);
        act(picker);
      };
      return picker;
    },
  });
  try {
    await run('manageAccess');
  } finally {
    putBack();
  }
  return shown;
}

/** Whoever asks, without a sign of it, gets what the person allows. */
function isCode(text: unknown, secret = KEY): void {
  const now = Date.now();
  assert.ok(
    [now - 30_000, now].some(time => codeAt(time, secret) === text),
    `${text} is no code of now`,
  );
}

/** What a caller gets where the person refuses. */
const refusal = /^You did not allow access to the code for AU payroll \(qa-au@acme\.test\)\. Run it again/;
const refused = { name: 'UserError', message: refusal };

/** Rows are objects of classes: what is plain is arguments. */
class Row {
  constructor(readonly login: string) {}
}

/** What was typed into the terminal that is open. */
let typed: string[] = [];

/** A terminal that shows nothing and remembers what is typed into it; it is active then. */
async function openTerminal(name = 'first'): Promise<vscode.Terminal> {
  const input: string[] = [];
  typed = input;
  const pty: vscode.Pseudoterminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    open: () => {},
    close: () => {},
    handleInput: text => void input.push(text),
  };
  const terminal = vscode.window.createTerminal({ name, pty });
  terminal.show();
  await eventually(() => assert.equal(vscode.window.activeTerminal, terminal));
  return terminal;
}

async function closeTerminals(): Promise<void> {
  for (const terminal of vscode.window.terminals) terminal.dispose();
  await eventually(() => assert.equal(vscode.window.activeTerminal, undefined));
}

const TOOL = 'xeroMfa_getCode';

async function invokeTool(input: object): Promise<vscode.LanguageModelToolResult> {
  return vscode.lm.invokeTool(TOOL, { input, toolInvocationToken: undefined });
}

describe('Access to codes:', () => {
  startFresh();
  answerQuestions();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
  });

  const api = (): XeroTestMfaApi =>
    vscode.extensions.getExtension<XeroTestMfaApi>(EXTENSION_ID)?.exports ?? assert.fail();
  /** An extension that is always there and has no part in this. */
  const caller = vscode.extensions.all.find(({ id }) => id !== EXTENSION_ID) ?? assert.fail();

  describe('getCode', () => {
    it('asks who and whose, and gives the code once', async () => {
      answers.push(ONCE, ONCE);
      isCode(await run('getCode', { login: AU.toUpperCase() }));
      isCode(await run('getCode', { login: AU }));
      const [question, again] = asked;
      assert.equal(
        question?.message,
        'Give the code for AU payroll (qa-au@acme.test) to a task, launch configuration or extension?',
      );
      assert.match(question?.detail ?? '', /“xeroMfa\.getCode”\. VS Code does not tell which one\./);
      assert.deepEqual(question?.buttons, [ONCE, ALWAYS]);
      assert.deepEqual(again, question);
      assert.equal(asked.length, 2);
    });

    it('gives nothing that is refused, however the arguments say yes', async () => {
      await refuses('getCode', { login: AU }, refusal);
      await refuses('getCode', { login: AU, confirm: true, consent: 'always', caller: 'user' }, refusal);
      assert.equal(asked.length, 2);
      assert.deepEqual(await managing(() => assert.fail()), []);
    });

    it('remembers what is always allowed, for this login and caller alone, until it is revoked', async () => {
      await setSecret(NZ, OTHER_KEY);
      answers.push(ALWAYS);
      isCode(await run('getCode', { login: AU }));
      isCode(await run('getCode', { login: AU }));
      assert.equal(asked.length, 1);
      await refuses('getCode', { login: NZ }, /the code for qa-nz@acme\.test\./);
      await assert.rejects(api().getCode(AU), refused);
      await assert.rejects(api().getCode(AU, { extension: caller.id }), refused);
      assert.equal(asked.length, 4);

      const year = String(new Date().getFullYear());
      const [row = assert.fail(), ...others] = await managing(picker => picker.pressButton('AU payroll'));
      assert.deepEqual(others, []);
      assert.deepEqual(row.slice(0, 2), ['AU payroll', AU]);
      assert.match(row[2] ?? '', /^Tasks, launch configurations and extensions, by command, since .*\d/);
      assert.ok(row[2]?.includes(year));
      await refuses('getCode', { login: AU }, refusal);
    });

    it('asks only about what there is', async () => {
      await refuses('getCode', { login: 'who@acme.test' }, /^who@acme\.test is in none of the lists/);
      await refuses('getCode', { login: NZ }, /^qa-nz@acme\.test has no setup key on this computer/);
      await refuses('getCode', {}, /^“login” is required/);
      assert.deepEqual(asked, []);
    });

    it('asks about a login, however the list names it', async () => {
      const name = '$(sync) [x](command:y)\u202E\nqa-nz@acme.test';
      await writeList(teamList, listOf({ login: AU, name }));
      await refuses('getCode', { login: AU }, /\(qa-au@acme\.test\)/);
      assert.match(
        asked[0]?.message ?? '',
        /^Give the code for \$\u200B\(sync\) \[x\]\u200B\(command:y\) qa-nz@acme\.test \(qa-au@acme\.test\) to /,
      );
    });
  });

  describe('a folder that is not trusted', () => {
    let trust: () => void;
    beforeEach(async () => {
      trust = await replaceInApi('workspace', { isTrusted: false });
    });
    afterEach(() => trust());

    it('gets no code on any way, and cannot ask', async () => {
      await openTerminal();
      await set('agentTool', true);
      answers.push(ALWAYS, ALWAYS, ALWAYS);
      const message = /^In an untrusted folder, codes can only be copied\./;
      await refuses('getCode', { login: AU }, message);
      await refuses('typeCode', { login: AU }, message);
      assert.equal(await run('typeCode'), undefined);
      await assert.rejects(api().getCode(AU, { extension: caller.id }), { name: 'UserError', message });
      await eventually(() =>
        assert.rejects(invokeTool({ login: AU }), /In an untrusted folder, codes can only be copied\./),
      );
      assert.deepEqual([asked, typed], [[], []]);
      await run('copyCode', { login: AU });
      isCode(await vscode.env.clipboard.readText());
    });
  });

  describe('a task or launch configuration', () => {
    const file = join(elsewhere, 'code.txt');
    const configuration = join(workspaceFolder, '.vscode');
    const program = join(elsewhere, 'writeCode.js');
    const inputs = [
      { id: 'xeroCode', type: 'command', command: 'xeroMfa.getCode', args: { login: AU, confirm: true } },
    ];
    const script = `require('node:fs').writeFileSync(${JSON.stringify(file)}, process.env.XERO_CODE);`;

    beforeEach(async () => {
      await write(program, script);
      await write(
        join(configuration, 'tasks.json'),
        JSON.stringify({
          version: '2.0.0',
          tasks: [
            {
              label: 'sign in',
              type: 'process',
              command: process.execPath,
              args: [program],
              options: { env: { XERO_CODE: `\${input:xeroCode}` } },
              problemMatcher: [],
            },
          ],
          inputs,
        }),
      );
      await write(
        join(configuration, 'launch.json'),
        JSON.stringify({
          version: '0.2.0',
          configurations: [
            {
              name: 'sign in',
              type: 'node',
              request: 'launch',
              program,
              runtimeExecutable: process.execPath,
              env: { XERO_CODE: `\${input:xeroCode}` },
              internalConsoleOptions: 'neverOpen',
            },
          ],
          inputs,
        }),
      );
    });
    afterEach(() => rm(configuration, { recursive: true, force: true }));

    async function task(): Promise<vscode.Task> {
      return eventually(async () => {
        const tasks = await vscode.tasks.fetchTasks();
        return tasks.find(({ name }) => name === 'sign in') ?? assert.fail();
      });
    }

    /** @returns the exit code of the task's process */
    async function runTask(): Promise<number | undefined> {
      const ended = new Promise<number | undefined>(resolve => {
        const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
          listening.dispose();
          resolve(exitCode);
        });
      });
      await vscode.tasks.executeTask(await task());
      return ended;
    }

    async function expectWritten(): Promise<void> {
      isCode(await eventually(async () => (await read(file)) || assert.fail()));
      await rm(file);
    }

    it('gets the code by an input, once or always', async () => {
      answers.push(ONCE, ALWAYS);
      for (const expected of [1, 2, 2]) {
        assert.equal(await runTask(), 0);
        await expectWritten();
        assert.equal(asked.length, expected);
      }
    });

    it('does not run where it is refused, though its arguments say yes', async () => {
      await vscode.tasks.executeTask(await task()).then(undefined, () => {});
      await eventually(() => assert.equal(asked.length, 1));
      answers.push(ONCE);
      assert.equal(await runTask(), 0);
      await expectWritten();
    });

    it('is launched with the code, and not where that is refused', async () => {
      const folder = vscode.workspace.workspaceFolders?.[0];
      assert.equal(await vscode.debug.startDebugging(folder, 'sign in').then(undefined, () => false), false);
      assert.equal(asked.length, 1);
      assert.ok(!existsSync(file));
      answers.push(ALWAYS);
      assert.equal(await vscode.debug.startDebugging(folder, 'sign in'), true);
      await expectWritten();
      assert.equal(await vscode.debug.startDebugging(folder, 'sign in'), true);
      await expectWritten();
      assert.equal(asked.length, 2);
    });
  });

  describe('another extension', () => {
    it('sees the accounts, by name', async () => {
      assert.equal(api().version, 1);
      assert.deepEqual(await api().accounts(), [
        { login: AU, name: 'AU payroll' },
        { login: NZ, name: NZ },
      ]);
    });

    it('sees their names as the list has them', async () => {
      const name = `Pay $(x) [y](z)  ${'long '.repeat(100)}end`;
      await writeList(teamList, listOf({ login: AU, name }));
      assert.deepEqual(await api().accounts(), [{ login: AU, name }]);
    });

    it('is named by what VS Code knows of it, and remembered for itself alone', async () => {
      const [, other = assert.fail()] = vscode.extensions.all.filter(({ id }) => id !== EXTENSION_ID);
      answers.push(ALWAYS);
      isCode(await api().getCode(AU, { extension: caller.id.toUpperCase() }));
      isCode(await api().getCode(AU, { extension: caller.id }));
      assert.equal(asked.length, 1);
      const { displayName } = caller.packageJSON as { displayName: string };
      assert.equal(
        asked[0]?.message,
        `Give the code for AU payroll (qa-au@acme.test) to an extension that says it is “${displayName}” (${caller.id.toLowerCase()})?`,
      );
      await assert.rejects(api().getCode(AU, { extension: other.id }), refused);
      await refuses('getCode', { login: AU }, refusal);
      const [row] = await managing(picker => picker.choose('AU payroll'));
      assert.match(row?.[2] ?? '', new RegExp(`^${displayName} \\(${caller.id}\\), since `, 'i'));
      await assert.rejects(api().getCode(AU, { extension: caller.id }), refused);
    });

    it('that does not say its name is asked about each time', async () => {
      answers.push(ONCE);
      isCode(await api().getCode(AU));
      await assert.rejects(api().getCode(AU), refused);
      assert.deepEqual(asked[0]?.buttons, [ONCE]);
      assert.match(asked[0]?.message ?? '', /to an extension that does not say its name\?$/);
    });

    it('gets errors for the person alone', async () => {
      const anything = api().getCode as (...args: unknown[]) => Promise<string>;
      for (const [args, message] of [
        [[undefined], /^“login” must be string\.$/],
        [[{ login: AU }], /^“login” must be string\.$/],
        [[AU, { extension: 5 }], /^“extension” must be string\.$/],
        [[AU, { extension: 'nobody.nothing' }], /^The extension “nobody\.nothing” is not installed\.$/],
        [['who@acme.test'], /^who@acme\.test is in none of the lists/],
        [[NZ], /^qa-nz@acme\.test has no setup key/],
      ] as const) {
        await assert.rejects(anything(...args), { name: 'UserError', message });
      }
      assert.deepEqual(asked, []);
    });

    it('cannot put a function of its own in the place of ours', () => {
      assert.ok(Object.isFrozen(api()));
    });
  });

  describe('an agent', () => {
    beforeEach(() => set('agentTool', true));

    it('gets the code as text, while the setting is on', async () => {
      const { content } = await eventually(() => invokeTool({ login: AU }));
      assert.equal(content.length, 1);
      isCode((content[0] as vscode.LanguageModelTextPart).value);
      await set('agentTool', undefined);
      await eventually(() => assert.rejects(invokeTool({ login: AU })));
    });

    it('is told what is wrong, and nothing else', async () => {
      await eventually(() => invokeTool({ login: AU }));
      await assert.rejects(
        invokeTool({ login: 'who@acme.test' }),
        /who@acme\.test is in none of the lists\. Add it/,
      );
      await assert.rejects(invokeTool({ login: NZ }), /qa-nz@acme\.test has no setup key/);
    });
  });

  describe('typeCode', () => {
    it('types the code for the person without a question, and no newline', async () => {
      await openTerminal();
      await run('typeCode', new Row(AU));
      await eventually(() => assert.equal(typed.join('').length, 6));
      isCode(typed.join(''));
      assert.deepEqual(asked, []);
    });

    it('types it for a caller with arguments once that is allowed', async () => {
      await openTerminal();
      await refuses('typeCode', { login: AU }, refusal);
      assert.equal(
        asked[0]?.message,
        'Type the code for AU payroll (qa-au@acme.test) into the terminal “first”?',
      );
      answers.push(ALWAYS);
      await run('typeCode', { login: AU });
      await eventually(() => isCode(typed.join('')));
      await run('typeCode', { login: AU });
      await eventually(() => assert.equal(typed.join('').length, 12));
      assert.equal(asked.length, 2);
      await refuses('getCode', { login: AU }, refusal);
    });

    it('says so where there is no terminal', async () => {
      await closeTerminals();
      await refuses('typeCode', { login: AU }, /^There is no terminal to type the code into\. Open one/);
      assert.deepEqual(asked, []);
    });
  });

  afterEach(closeTerminals);
});

describe('Giving codes away', () => {
  answerQuestions();
  afterEach(closeTerminals);

  const account: Account = { login: AU, name: 'AU payroll', organisations: [], tags: [] };

  /** The feature with a code that comes when the test says so, and what it took down. */
  function open(found: Account = account) {
    const recorded: unknown[][] = [];
    const waiting: ((code: string) => void)[] = [];
    const services: CodeAccessServices = {
      boundary: { toUserError: (_where, error) => error as UserError },
      secrets: { get: async () => new TotpSecret(new Uint8Array(20)) },
      workspaceState: new TestState(),
      accounts: {
        get: async () => found,
        choose: async () => found,
        nameOf: () => found.name,
        rows: async () => [],
      },
      copier: {
        copy: async (_login, { deliver }) =>
          new Promise<void>(resolve => {
            waiting.push(code => {
              deliver(code);
              resolve();
            });
          }),
      },
      record: (...happened) => void recorded.push(happened),
    };
    return { access: new CodeAccess(services), recorded, waiting };
  }

  it('types into the terminal that was active when it was asked, not the one that is now', async () => {
    const { access, recorded, waiting } = open();
    answers.push(ONCE);
    await openTerminal();
    const inFirst = typed;
    const typing = typeCode(AU, access);
    await eventually(() => assert.equal(waiting.length, 1));
    await openTerminal('second');
    waiting[0]?.('123456');
    await typing;
    await eventually(() => assert.equal(inFirst.join(''), '123456'));
    assert.deepEqual(typed, []);
    assert.deepEqual(recorded, [['typed', AU, 'terminal']]);
  });

  it('types nowhere if that terminal was closed', async () => {
    const { access, recorded, waiting } = open();
    answers.push(ONCE);
    const terminal = await openTerminal();
    const typing = typeCode(AU, access);
    await eventually(() => assert.equal(waiting.length, 1));
    terminal.dispose();
    await openTerminal('second');
    waiting[0]?.('123456');
    await assert.rejects(
      typing,
      /^UserError: The code was not typed, because the terminal “first” was closed\./,
    );
    assert.deepEqual([typed, recorded], [[], []]);
  });

  it('asks once where two ask at once', async () => {
    const { access, recorded, waiting } = open();
    answers.push(ONCE);
    const both = [access.give(AU, 'task'), access.give(AU, 'task')];
    await eventually(() => assert.equal(waiting.length, 2));
    for (const deliver of waiting) deliver('123456');
    assert.deepEqual(await Promise.all(both), ['123456', '123456']);
    assert.equal(asked.length, 1);
    const refusing = [access.give(AU, 'task'), access.give(AU, 'task'), access.give(AU, 'extension')];
    const results = await Promise.allSettled(refusing);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    assert.equal(asked.length, 3);
    assert.deepEqual(
      recorded.map(([action]) => action),
      ['given', 'given', 'refused', 'refused'],
    );
  });

  it('asks for each terminal, also where two have one name', async () => {
    const { access, recorded, waiting } = open();
    let answer: (button: string) => void = () => assert.fail();
    answers.push(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    await openTerminal();
    const inFirst = typed;
    const typing = [typeCode(AU, access), typeCode(AU, access)];
    await eventually(() => assert.equal(asked.length, 1));
    await openTerminal();
    await assert.rejects(typeCode(AU, access), refused);
    assert.equal(asked.length, 2);
    answer(ONCE);
    await eventually(() => assert.equal(waiting.length, 2));
    for (const deliver of waiting) deliver('123456');
    await Promise.all(typing);
    await eventually(() => assert.equal(inFirst.join(''), '123456123456'));
    assert.deepEqual(typed, []);
    assert.deepEqual(
      recorded.map(([action]) => action),
      ['refused', 'typed', 'typed'],
    );
  });

  it('asks for each who does not say a name, for it may be anybody', async () => {
    const { access, waiting } = open();
    answers.push(ONCE);
    const both = [access.give(AU, 'extension'), access.give(AU, 'extension')];
    await eventually(() => assert.equal(waiting.length, 1));
    waiting[0]?.('123456');
    const results = await Promise.allSettled(both);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal(asked.length, 2);
  });

  it('takes down what happened, and no code', async () => {
    const { access, recorded, waiting } = open();
    const id = 'acme.robot';
    answers.push(ALWAYS);
    const giving = access.give(AU, `extension:${id}`);
    await eventually(() => assert.equal(waiting.length, 1));
    waiting[0]?.('123456');
    assert.equal(await giving, '123456');
    await assert.rejects(access.give(AU, 'task'), refused);
    assert.deepEqual(recorded, [
      ['consented', AU, 'api', id],
      ['given', AU, 'api', id],
      ['refused', AU, 'task', undefined],
    ]);
  });

  it('has VS Code ask before an agent gets a code, and names the login as text', async () => {
    const name = '[x](command:y) $(sync)';
    const { access, recorded, waiting } = open({ ...account, name });
    const tool = new CodeTool(access);
    const { confirmationMessages } = await tool.prepareInvocation({ input: { login: AU } });
    assert.equal(confirmationMessages?.title, 'Give an MFA Code to the Agent?');
    const message = confirmationMessages?.message;
    assert.ok(message instanceof vscode.MarkdownString);
    const { value, isTrusted, supportThemeIcons } = message;
    assert.ok(!isTrusted && !supportThemeIcons);
    assert.match(value, /^The agent asks for the code for \\\[x\\\].*\\\$.* \(qa\\-au\\@acme\\\.test\)\. /);
    for (const input of [{}, { login: 5 }, { login: [AU] }]) {
      await assert.rejects(tool.prepareInvocation({ input }), {
        name: 'UserError',
        message: /^“login” must/,
      });
    }
    const invoking = tool.invoke({ input: { login: AU }, toolInvocationToken: undefined });
    await eventually(() => assert.equal(waiting.length, 1));
    waiting[0]?.('123456');
    assert.deepEqual((await invoking).content, [new vscode.LanguageModelTextPart('123456')]);
    assert.deepEqual(recorded, [['given', AU, 'tool']]);
    assert.deepEqual(asked, []);
  });

  it('is remembered in the state of the workspace, without a code, but not of a window without a folder', async () => {
    const state = new TestState();
    await Promise.all([
      new Grants(state).add('task', AU.toUpperCase()),
      new Grants(state, false).add('typing', AU),
    ]);
    const [grant, ...others] = new Grants(state).all;
    assert.deepEqual([Object.keys(grant ?? {}).sort(), others], [['caller', 'login', 'since'], []]);
    assert.deepEqual([grant?.caller, grant?.login], ['task', AU]);
    assert.deepEqual(new Grants(state, false).all, []);
    const lasting = new Grants(state);
    assert.ok(lasting.has('task', AU) && !lasting.has('typing', AU) && !lasting.has('task', NZ));
    await lasting.remove(lasting.all);
    assert.deepEqual(new Grants(state).all, []);
  });
});
