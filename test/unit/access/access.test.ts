import assert from 'node:assert/strict';
import type { Question } from '../../shared/fakeVscode/window';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import type { TestQuickPick } from '../../shared/testQuickPick';
import {
  answering,
  api,
  cancelled,
  listOf,
  refuses,
  row,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const ONCE = 'Allow Once';
const ALWAYS = 'Always Allow in This Workspace';

/** What a caller gets where the person refuses. */
const refusal = /^Access to the code for AU payroll \(qa-au@acme\.test\) was denied\. To be asked again/;
const refused = { name: 'UserError', message: refusal };

/** The code carries no sign of who asked. */
function isCode(text: unknown, secret = KEY): void {
  const now = Date.now();
  assert.ok(
    [now - 30_000, now].some(time => codeAt(time, secret) === text),
    `${text} is no code of now`,
  );
}

/** Opens Manage Access, and gives what it showed. */
async function managing(act: (picker: TestQuickPick) => void): Promise<string[][]> {
  let shown: string[][] = [];
  const listening = vsCode.window.onDidCreateQuickPick(picker => {
    picker.show = () => {
      shown = picker.items.map(({ label, description = '', detail = '' }) => [label, description, detail]);
      act(picker);
    };
  });
  await run('manageAccess');
  listening.dispose();
  return shown;
}

describe('Access to codes:', () => {
  startFresh({ extensions: { 'acme.tool': 'Acme Tool' } });

  /** Another extension. */
  const caller = { id: 'acme.tool' };
  /** The person: answers each question with the next of these answers, and refuses when there is none left. */
  let answers: string[];
  let asked: readonly Question[];
  beforeEach(async () => {
    answers = [];
    asked = answering(answers);
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
  });

  describe('getCode', () => {
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
      // Of the same key, it would wait for the next code.
      await setSecret(AU, OTHER_KEY);
      isCode(await run('getCode', { login: AU }), OTHER_KEY);
      assert.equal(asked.length, 1);
      await refuses('getCode', { login: NZ }, /the code for qa-nz@acme\.test was denied\./);
      await assert.rejects(api.getCode(AU), refused);
      await assert.rejects(api.getCode(AU, { extension: caller.id }), refused);
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
      await refuses('getCode', { login: 'who@acme.test' }, /^who@acme\.test isn’t in any list/);
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

  describe('getCode without arguments, as a task has it whose input has none,', () => {
    /** What the person does in the next picker. */
    function picking(act: (picker: TestQuickPick) => void): void {
      vsCode.window.onDidCreateQuickPick(picker => {
        picker.show = () => act(picker);
      });
    }

    it('gives the code of the account that is picked, once that is allowed', async () => {
      picking(picker => picker.choose('AU payroll'));
      answers.push(ONCE);
      isCode(await run('getCode'));
      assert.equal(asked.length, 1);
    });

    it('rejects where the picker is left, so that the task does not run', async () => {
      picking(picker => picker.hide());
      await assert.rejects(run('getCode'), cancelled);
      assert.deepEqual(asked, []);
    });

    it('rejects where the question is refused', async () => {
      picking(picker => picker.choose('AU payroll'));
      await assert.rejects(run('getCode'), refused);
      assert.equal(asked.length, 1);
    });

    it('rejects in a folder that is not trusted, without asking', async () => {
      vsCode.isTrusted = false;
      picking(() => assert.fail());
      const message = /^In an untrusted folder, codes can only be copied\./;
      await assert.rejects(run('getCode'), { name: 'UserError', message });
      assert.deepEqual(asked, []);
    });

    it('rejects where there is no account', async () => {
      await writeList(teamList, listOf());
      const message = /^There are no accounts in your lists yet\./;
      await assert.rejects(run('getCode'), { name: 'UserError', message });
    });
  });

  describe('another extension', () => {
    it('sees the accounts, by name', async () => {
      assert.equal(api.version, 1);
      assert.deepEqual(await api.accounts(), [
        { login: AU, name: 'AU payroll' },
        { login: NZ, name: NZ },
      ]);
    });

    it('sees their names as the list has them', async () => {
      const name = `Pay $(x) [y](z)  ${'long '.repeat(100)}end`;
      await writeList(teamList, listOf({ login: AU, name }));
      assert.deepEqual(await api.accounts(), [{ login: AU, name }]);
    });

    it('that does not say its name is asked about each time', async () => {
      answers.push(ONCE);
      isCode(await api.getCode(AU));
      await assert.rejects(api.getCode(AU), refused);
      assert.deepEqual(asked[0]?.choices, [ONCE]);
      assert.match(asked[0]?.message ?? '', /to an unidentified extension\?$/);
    });

    it('gets the end of a code’s time with the code, once the person allows it', async () => {
      answers.push(ONCE);
      const { code, expiresAt } = await api.getCodeInfo(AU, { extension: caller.id });
      assert.equal(expiresAt % 30_000, 0);
      assert.equal(code, codeAt(expiresAt - 1, KEY));
      await assert.rejects(api.getCodeInfo(AU, { extension: caller.id }), refused);
      assert.equal(asked.length, 2);
    });

    it('gets errors for the person alone', async () => {
      const anything = api.getCode as (...args: unknown[]) => Promise<unknown>;
      const anythingMore = api.getCodeInfo as typeof anything;
      for (const [args, message] of [
        [[undefined], /^“login” must be string\.$/],
        [[{ login: AU }], /^“login” must be string\.$/],
        [[AU, { extension: 5 }], /^“extension” must be string\.$/],
        [[AU, { extension: 'nobody.nothing' }], /^The extension “nobody\.nothing” isn’t installed\.$/],
        [['who@acme.test'], /^who@acme\.test isn’t in any list/],
        [[NZ], /^qa-nz@acme\.test has no setup key/],
      ] as const) {
        await assert.rejects(anything(...args), { name: 'UserError', message });
        await assert.rejects(anythingMore(...args), { name: 'UserError', message });
      }
      assert.deepEqual(asked, []);
    });

    it('cannot put a function of its own in the place of ours', () => {
      assert.ok(Object.isFrozen(api));
    });
  });

  describe('typeCode', () => {
    it('types the code on a row of the sidebar, which any program can have, only once that is allowed', async () => {
      const typed = vsCode.window.openTerminal('first');
      const target = await row(`AU payroll · ${AU}`);
      await run('typeCode', target);
      assert.deepEqual([typed, asked.length], [[], 1]);
      answers.push(ALWAYS);
      await run('typeCode', target);
      await run('typeCode', target);
      assert.deepEqual([typed.length, asked.length], [2, 2]);
      isCode(typed[0]);
    });

    it('types nothing without arguments before the person has picked the account, even the only one', async () => {
      await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }));
      const typed = vsCode.window.openTerminal('first');
      const picks: ((picker: TestQuickPick) => void)[] = [
        picker => picker.hide(),
        picker => picker.choose('AU payroll'),
      ];
      vsCode.window.onDidCreateQuickPick(picker => {
        picker.show = () => picks.shift()?.(picker);
      });
      await run('typeCode');
      assert.deepEqual(typed, []);
      await run('typeCode');
      assert.deepEqual([typed.length, picks.length], [1, 0]);
      isCode(typed[0]);
    });

    it('says so where there is no terminal', async () => {
      await refuses('typeCode', { login: AU }, /^There is no terminal to type the code into\. Open one/);
      assert.deepEqual(asked, []);
    });
  });
});
