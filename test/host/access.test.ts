import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { XeroTestMfaApi } from '../../src/access/api';
import { EXTENSION_ID } from '../../src/contributions/ids';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import {
  ALWAYS,
  answerQuestions,
  answers,
  asked,
  closeTerminals,
  managing,
  ONCE,
  openTerminal,
  refusal,
  refused,
  typed,
} from './accessParts';
import {
  codeAt,
  elsewhere,
  eventually,
  KEY,
  listOf,
  read,
  refuses,
  replaceInApi,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  workspaceFolder,
  write,
  writeList,
} from './support';

/** The code carries no sign of who asked. */
function isCode(text: unknown, secret = KEY): void {
  const now = Date.now();
  assert.ok(
    [now - 30_000, now].some(time => codeAt(time, secret) === text),
    `${text} is no code of now`,
  );
}

/** Rows are objects of classes: what is plain is arguments. */
class Row {
  constructor(readonly login: string) {}
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
  });

  afterEach(closeTerminals);
});
