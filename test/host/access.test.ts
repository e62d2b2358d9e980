import * as assert from 'node:assert/strict';
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
  isCode,
  managing,
  ONCE,
  openTerminal,
  refusal,
  refused,
  typed,
} from './accessParts';
import {
  eventually,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  replaceInApi,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

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
      await setSecret(AU, OTHER_KEY);
      isCode(await run('getCode', { login: AU }), OTHER_KEY);
      const [question, again] = asked;
      assert.equal(
        question?.message,
        'Give the code for AU payroll (qa-au@acme.test) to a task, launch configuration or extension?',
      );
      assert.match(question?.detail ?? '', /“xeroMfa\.getCode”\. VS Code doesn’t say which\./);
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

  describe('another extension', () => {
    it('is named by what VS Code knows of it, and remembered for itself alone', async () => {
      const [, other = assert.fail()] = vscode.extensions.all.filter(({ id }) => id !== EXTENSION_ID);
      answers.push(ALWAYS);
      isCode(await api().getCode(AU, { extension: caller.id.toUpperCase() }));
      await setSecret(AU, OTHER_KEY);
      isCode(await api().getCode(AU, { extension: caller.id }), OTHER_KEY);
      assert.equal(asked.length, 1);
      const { displayName } = caller.packageJSON as { displayName: string };
      assert.equal(
        asked[0]?.message,
        `Give the code for AU payroll (qa-au@acme.test) to an extension that identifies itself as “${displayName}” (${caller.id.toLowerCase()})?`,
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
        /who@acme\.test isn’t in any list\. Add it/,
      );
      await assert.rejects(invokeTool({ login: NZ }), /qa-nz@acme\.test has no setup key/);
    });
  });

  describe('typeCode', () => {
    it('types the code for a caller with arguments once that is allowed, and no newline', async () => {
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
