import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { TestQuickPick } from '../shared/testQuickPick';
import { ALWAYS, answerQuestions, answers, asked, isCode, ONCE } from './accessParts';
import {
  elsewhere,
  eventually,
  KEY,
  listOf,
  OTHER_KEY,
  read,
  replaceInApi,
  setSecret,
  startFresh,
  teamList,
  workspaceFolder,
  write,
  writeList,
} from './support';

/** Codes that a task or a launch configuration gets by an input of its own. */
describe('Access to codes by a task or launch configuration:', () => {
  startFresh();
  answerQuestions();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
  });

  const file = join(elsewhere, 'code.txt');
  const configuration = join(workspaceFolder, '.vscode');
  const program = join(elsewhere, 'writeCode.js');
  const inputs = [
    { id: 'xeroCode', type: 'command', command: 'xeroMfa.getCode', args: { login: AU, confirm: true } },
    { id: 'pickedCode', type: 'command', command: 'xeroMfa.getCode' },
  ];
  /** Tasks and configurations, by the input that they have. */
  const NAMES = { xeroCode: 'sign in', pickedCode: 'pick and sign in' };
  const named = Object.entries(NAMES);
  const script = `require('node:fs').writeFileSync(${JSON.stringify(file)}, process.env.XERO_CODE);`;

  beforeEach(async () => {
    await write(program, script);
    await write(
      join(configuration, 'tasks.json'),
      JSON.stringify({
        version: '2.0.0',
        tasks: named.map(([input, label]) => ({
          label,
          type: 'process',
          command: process.execPath,
          args: [program],
          options: { env: { XERO_CODE: `\${input:${input}}` } },
          problemMatcher: [],
        })),
        inputs,
      }),
    );
    await write(
      join(configuration, 'launch.json'),
      JSON.stringify({
        version: '0.2.0',
        configurations: named.map(([input, name]) => ({
          name,
          type: 'node',
          request: 'launch',
          program,
          runtimeExecutable: process.execPath,
          env: { XERO_CODE: `\${input:${input}}` },
          internalConsoleOptions: 'neverOpen',
        })),
        inputs,
      }),
    );
  });
  afterEach(() => rm(configuration, { recursive: true, force: true }));

  async function task(wanted = NAMES.xeroCode): Promise<vscode.Task> {
    return eventually(async () => {
      const tasks = await vscode.tasks.fetchTasks();
      return tasks.find(({ name }) => name === wanted) ?? assert.fail();
    });
  }

  /** @returns the exit code of the task's process */
  async function runTask(name = NAMES.xeroCode): Promise<number | undefined> {
    const ended = new Promise<number | undefined>(resolve => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(await task(name));
    return ended;
  }

  async function expectWritten(key = KEY): Promise<void> {
    isCode(await eventually(async () => (await read(file)) || assert.fail()), key);
    await rm(file);
  }

  it('gets the code by an input, once or always', async () => {
    answers.push(ONCE, ALWAYS);
    for (const [key, expected] of [
      [KEY, 1],
      [OTHER_KEY, 2],
      [KEY, 2],
    ] as const) {
      // Of the same key, it would wait for the next code.
      await setSecret(AU, key);
      assert.equal(await runTask(), 0);
      await expectWritten(key);
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

  describe('whose input names no account', () => {
    /** What the person does in the picker. */
    let pick: (picker: TestQuickPick) => void;
    let [opened, started] = [0, 0];
    const ends: (() => void)[] = [];
    beforeEach(async () => {
      [opened, started] = [0, 0];
      ends.push(
        await replaceInApi('window', {
          createQuickPick: () => {
            const picker = new TestQuickPick();
            picker.show = () => {
              opened++;
              pick(picker);
            };
            return picker;
          },
        }),
      );
      const count = (): void => void started++;
      const listening = [
        vscode.tasks.onDidStartTaskProcess(count),
        vscode.debug.onDidStartDebugSession(({ parentSession }) => parentSession ?? count()),
      ];
      ends.push(...listening.map(each => () => each.dispose()));
    });
    afterEach(() => {
      for (const end of ends.splice(0)) end();
    });

    const choose = (picker: TestQuickPick): void => picker.choose('AU payroll');
    const declining: readonly [how: string, pick: (picker: TestQuickPick) => void, questions: number][] = [
      ['the picker is left', picker => picker.hide(), 0],
      ['the question is refused', choose, 1],
    ];
    for (const [how, decline, questions] of declining) {
      it(`does not run where ${how}`, async () => {
        pick = decline;
        await vscode.tasks.executeTask(await task(NAMES.pickedCode)).then(undefined, () => {});
        // A question that is still to come would take the answer meant for the next.
        await eventually(() => assert.deepEqual([opened, asked.length], [1, questions]));
        pick = choose;
        answers.push(ONCE);
        assert.equal(await runTask(NAMES.pickedCode), 0);
        await expectWritten();
        assert.deepEqual([opened, started], [2, 1]);
      });

      it(`is not launched where ${how}`, async () => {
        const folder = vscode.workspace.workspaceFolders?.[0];
        const launch = () => vscode.debug.startDebugging(folder, NAMES.pickedCode);
        pick = decline;
        assert.equal(await launch().then(undefined, () => false), false);
        assert.deepEqual([opened, started], [1, 0]);
        assert.ok(!existsSync(file));
        pick = choose;
        answers.push(ONCE);
        assert.equal(await launch(), true);
        await expectWritten();
        assert.deepEqual([opened, started], [2, 1]);
      });
    }
  });

  it('is launched with the code, and not where that is refused', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.equal(await vscode.debug.startDebugging(folder, 'sign in').then(undefined, () => false), false);
    assert.equal(asked.length, 1);
    assert.ok(!existsSync(file));
    answers.push(ALWAYS);
    assert.equal(await vscode.debug.startDebugging(folder, 'sign in'), true);
    await expectWritten();
    await setSecret(AU, OTHER_KEY);
    assert.equal(await vscode.debug.startDebugging(folder, 'sign in'), true);
    await expectWritten(OTHER_KEY);
    assert.equal(asked.length, 2);
  });
});
