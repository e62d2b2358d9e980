import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CodeAccess } from '../../src/access/codeAccess';
import { CodeTool } from '../../src/access/codeTool';
import { Grants } from '../../src/access/grants';
import type { RecordAccess } from '../../src/access/record';
import type { CodeAccessServices } from '../../src/access/services';
import { typeCode } from '../../src/access/typeCode';
import type { Account } from '../../src/core/account';
import { windowAt } from '../../src/core/codeWindow';
import type { UserError } from '../../src/core/errors';
import { TotpSecret } from '../../src/core/totp';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { TestState } from '../shared/testStorage';
import {
  ALWAYS,
  answerQuestions,
  answers,
  asked,
  closeTerminals,
  ONCE,
  openTerminal,
  refused,
  typed,
} from './accessParts';
import { eventually } from './support';

describe('Giving codes away', () => {
  answerQuestions();
  afterEach(closeTerminals);

  const account: Account = { login: AU, name: 'AU payroll', organisations: [], tags: [] };

  /** The feature, with codes that come when the test says so, and what it recorded. */
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
        later: () => assert.fail(),
      },
      codes: {
        freshCode: async () => new Promise(resolve => waiting.push(code => resolve({ code }))),
        unusedCode: async () =>
          new Promise(resolve => waiting.push(code => resolve({ code, window: windowAt(0) }))),
      },
    };
    const record: RecordAccess = (...happened) => void recorded.push(happened);
    return { access: new CodeAccess(services, record), recorded, waiting };
  }

  it('types into the terminal that was active when it was asked, not the one active now', async () => {
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
      /^UserError: The code wasn’t typed because the terminal “first” was closed\./,
    );
    assert.deepEqual([typed, recorded], [[], []]);
  });

  it('asks for each terminal, even if two have one name', async () => {
    const { access, recorded, waiting } = open();
    let answer: (button: string) => void = () => assert.fail();
    answers.push(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    await openTerminal();
    const inFirst = typed;
    const typing = typeCode(AU, access);
    await eventually(() => assert.equal(asked.length, 1));
    await openTerminal();
    const refusing = assert.rejects(typeCode(AU, access), refused);
    answer(ONCE);
    await refusing;
    assert.equal(asked.length, 2);
    await eventually(() => assert.equal(waiting.length, 1));
    waiting[0]?.('123456');
    await typing;
    await eventually(() => assert.equal(inFirst.join(''), '123456'));
    assert.deepEqual(typed, []);
    assert.deepEqual(
      recorded.map(([action]) => action),
      ['refused', 'typed'],
    );
  });

  for (const caller of ['task', 'extension'] as const) {
    it(`asks for each of two requests at once: ${caller}`, async () => {
      const { access, recorded, waiting } = open();
      answers.push(ONCE);
      const both = [access.give(AU, caller), access.give(AU, caller)];
      await eventually(() => assert.equal(waiting.length, 1));
      waiting[0]?.('123456');
      const results = await Promise.allSettled(both);
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected'],
      );
      assert.equal(asked.length, 2);
      assert.deepEqual(recorded.map(([action]) => action).sort(), ['given', 'refused']);
    });
  }

  it('records what happened, and no code', async () => {
    const { access, recorded, waiting } = open();
    const id = 'acme.robot';
    answers.push(ALWAYS);
    const giving = access.give(AU, `extension:${id}`);
    await eventually(() => assert.equal(waiting.length, 1));
    waiting[0]?.('123456');
    assert.equal((await giving).code, '123456');
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
