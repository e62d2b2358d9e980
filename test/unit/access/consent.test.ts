import assert from 'node:assert/strict';
import { eventually } from '../../shared/eventually';
import type { Question } from '../../shared/fakeVscode/window';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { api, listOf, run, setSecret, settled, startFresh, teamList, vsCode, writeList } from '../extension';

const ONCE = 'Allow Once';
const ALWAYS = 'Always Allow in This Workspace';

describe('Requests of codes at once', () => {
  startFresh({ extensions: { 'acme.tool': 'Acme Tool' } });

  let typed: string[];
  let asked: Question[];
  beforeEach(async () => {
    asked = [];
    vsCode.window.onDidAsk(question => asked.push(question));
    typed = vsCode.window.openTerminal('first');
    await writeList(teamList, listOf({ login: AU }, { login: NZ }));
    await setKeys('A');
  });

  async function setKeys(letter: string): Promise<void> {
    for (const login of [AU, NZ])
      await setSecret(login, `otpauth://totp/x?secret=${letter.repeat(32)}&period=5`);
  }

  const waysOf = (login: string): readonly (readonly [way: string, request: () => Promise<unknown>])[] => [
    ['getCode', () => run('getCode', { login })],
    ['typeCode into one terminal', () => run('typeCode', { login })],
    ['the API by one name', () => api.getCode(login, { extension: 'acme.tool' })],
    ['the API without a name', () => api.getCode(login)],
    ['the API with the end of its time', () => api.getCodeInfo(login)],
  ];

  /** Makes the requests, and answers their questions in turn. Gives which of them got a code. */
  async function whoGets(
    requests: readonly (() => Promise<unknown>)[],
    answers: readonly (string | undefined)[],
  ): Promise<boolean[]> {
    const given = requests.map(() => false);
    const all = requests.map(async (request, index) => {
      await request();
      given[index] = true;
    });
    const ended = Promise.allSettled(all);
    for (const [index, answer] of answers.entries()) {
      await eventually(() => assert.equal(asked.length, index + 1));
      // Until the person answers, nobody else is asked, and nobody gets anything.
      const before = [...given];
      await settled();
      assert.deepEqual([asked.length, given], [index + 1, before]);
      // Another key, so that nobody waits for a code that wasn't given before.
      await setKeys(index % 2 === 0 ? 'B' : 'A');
      asked[index]?.answer(answer);
      await Promise.allSettled([all[index]]);
    }
    await ended;
    assert.equal(asked.length, answers.length);
    return given;
  }

  for (const [index, [way, request]] of waysOf(AU).entries()) {
    it(`each have a question of their own: ${way}`, async () => {
      assert.deepEqual(await whoGets([request, request], [ONCE, undefined]), [true, false]);
      asked.length = 0;
      assert.deepEqual(await whoGets([request, request], [undefined, ONCE]), [false, true]);
      assert.equal(typed.length, way.startsWith('typeCode') ? 2 : 0);
      const [, other] = waysOf(NZ)[index] ?? assert.fail();
      asked.length = 0;
      assert.deepEqual(await whoGets([request, other, request], [ONCE, undefined, ONCE]), [
        true,
        false,
        true,
      ]);
    });
  }

  for (const [index, [way, request]] of waysOf(AU).slice(0, 3).entries()) {
    it(`are all answered by “always”, for the login alone: ${way}`, async () => {
      const [, other] = waysOf(NZ)[index] ?? assert.fail();
      const requests = [request, request, other];
      const settledRequests = Promise.allSettled(requests.map(each => each()));
      await eventually(() => assert.equal(asked.length, 1));
      asked[0]?.answer(ALWAYS);
      await eventually(() => assert.equal(asked.length, 2));
      assert.match(asked[1]?.message ?? '', new RegExp(`the code for ${NZ} `));
      asked[1]?.answer(undefined);
      const results = await settledRequests;
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'fulfilled', 'rejected'],
      );
      assert.equal(asked.length, 2);
    });
  }
});
