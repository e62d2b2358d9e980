import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { extendChain } from '../../../src/core/activity';
import { utcDay } from '../../../src/core/day';
import { eventually } from '../../shared/eventually';
import type { Question } from '../../shared/fakeVscode/window';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { actionsOf, click, page, under } from '../actionPage';
import {
  answering,
  listOf,
  personalList,
  read,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

const COMPLETE = { owner: 'Priya', backupEmail: 'backup@acme.test', mfaSetUpOn: '2026-11-01' };
const UNUSED = 'Not Used on This Computer for 90 Days';
const DAY = 86_400_000;

const idOf = (daysAgo: number): string => `${utcDay(Date.now() - daysAgo * DAY)}-${'0'.repeat(16)}`;

function logFile(daysAgo: number): vscode.Uri {
  const { globalStorageUri } = vsCode.context;
  return globalStorageUri.with({ path: `${globalStorageUri.path}/activity/${idOf(daysAgo)}.log` });
}

/** Writes a file of the log of activity as a window did that long ago. */
async function logOf(daysAgo: number, ...logins: readonly string[]): Promise<void> {
  const at = Date.now() - daysAgo * DAY;
  const id = idOf(daysAgo);
  const lines = logins.map(login => ({ at, action: 'copied', route: 'command', login }) as const);
  const { text, head } = await extendChain(id, undefined, lines);
  write(logFile(daysAgo), text);
  const { globalState } = vsCode.context;
  const kept = globalState.get('activity', { heads: {}, since: '' });
  const heads = { ...kept.heads, [id]: [head.count, head.hash.slice(0, 32)] };
  await globalState.update('activity', { ...kept, heads });
}

/** Sets keys without a trace in the log, as if that was long ago. */
async function setLongAgo(...keys: readonly (readonly [login: string, key: string])[]): Promise<void> {
  await set('activityDays', 0);
  for (const [login, key] of keys) await setSecret(login, key);
  // The log has dropped what waited for it.
  await run('listHealth', { list: teamList.toString() });
  await set('activityDays', 180);
}

describe('The health of a list', () => {
  startFresh();

  it('is a page that leads from what an account lacks to adding it, and follows the list and the keys', async () => {
    await writeList(
      teamList,
      listOf({ login: AU, name: 'AU payroll', owner: 'Priya' }, { login: NZ, ...COMPLETE }),
    );
    await setSecret(NZ, OTHER_KEY);
    await run('listHealth');
    assert.deepEqual(page().slice(0, 2), [
      'List health for team/.xero-mfa/accounts.json',
      'Needs attention: 2',
    ]);
    assert.deepEqual(under('No Setup Key'), ['AU payroll']);
    assert.deepEqual(await actionsOf('AU payroll'), ['Add Setup Key…', 'Open Guide']);
    const lacking = 'AU payroll · no backup email · no MFA setup date';
    assert.deepEqual(under('Account Details Missing'), [lacking]);
    const asked = answering([undefined]);
    await click(/no backup email/, 'Edit Account…');
    assert.equal(asked.length, 1);
    const dated = answering(['MFA set up on', '2026-11-30', undefined]);
    await click(/no backup email/, 'Edit Account…');
    await eventually(() =>
      assert.deepEqual(under('Account Details Missing'), ['AU payroll · no backup email']),
    );
    assert.match(String(dated[1]?.input?.problemOf('2026-11-31')), /^Enter a date that exists/);
    assert.equal(dated[1]?.input?.problemOf(''), undefined);
    const emptied = answering(['MFA set up on', '', undefined]);
    await click(/no backup email/, 'Edit Account…');
    await eventually(() => assert.deepEqual(under('Account Details Missing'), [lacking]));
    assert.equal(emptied[1]?.input?.value, '2026-11-30');
    await setSecret(AU, KEY);
    await eventually(() => assert.deepEqual(under('No Setup Key'), []));
    await writeList(teamList, listOf({ login: AU, ...COMPLETE }, { login: NZ, ...COMPLETE }));
    await eventually(() => assert.equal(page()[1], 'Nothing needs attention.'));
  });

  it('leads from an organisation that is overdue to recording its reset', async () => {
    const past = '2026-01-31';
    await writeList(
      teamList,
      listOf({
        login: AU,
        ...COMPLETE,
        organisations: [
          { name: 'Demo Company (AU)', kind: 'demo', resetOn: past, tenantId: 'b7c1' },
          { name: 'Trial', kind: 'trial', expiresOn: past },
          { name: 'Other', kind: 'demo', resetOn: '2999-01-31' },
        ],
      }),
    );
    await setSecret(AU, KEY);
    await run('listHealth');
    assert.deepEqual(under('Overdue Resets and Trials'), [
      `Demo Company (AU) · ${AU} · reset overdue`,
      `Trial · ${AU} · trial ended`,
    ]);
    assert.deepEqual(await actionsOf(/trial ended/), ['Edit Account…']);
    answering(['2999-02-28']);
    await click(/reset overdue/, 'Record Reset…');
    await eventually(() =>
      assert.deepEqual(under('Overdue Resets and Trials'), [`Trial · ${AU} · trial ended`]),
    );
    const [demo] = JSON.parse(read(teamList)).accounts[0].organisations;
    assert.deepEqual(demo, { name: 'Demo Company (AU)', kind: 'demo', resetOn: '2999-02-28' });
  });

  it('says which keys nobody used here for long, once the log goes back so far', async () => {
    await writeList(teamList, listOf({ login: AU, ...COMPLETE }, { login: NZ, ...COMPLETE }));
    const expectUnused = async (...logins: readonly string[]): Promise<void> => {
      const { accounts } = (await run('listHealth', { list: teamList.toString() })) as {
        accounts: readonly { readonly login: string; readonly unused: boolean }[];
      };
      assert.deepEqual(
        accounts.filter(({ unused }) => unused).map(({ login }) => login),
        logins,
      );
    };
    await setLongAgo([AU, KEY], [NZ, OTHER_KEY]);
    await expectUnused();
    await logOf(80, AU);
    await expectUnused();
    await logOf(100, AU, NZ);
    await expectUnused(NZ);
    await run('listHealth');
    assert.deepEqual(under(UNUSED), [NZ]);
    assert.deepEqual(await actionsOf(NZ), ['Copy Code', 'Remove Account…']);
    await click(/qa-nz/, 'Copy Code');
    await expectUnused();
  });

  it('says nothing of use where the log was altered', async () => {
    await writeList(teamList, listOf({ login: AU, ...COMPLETE }, { login: NZ, ...COMPLETE }));
    await setLongAgo([NZ, KEY]);
    await logOf(100, AU, NZ);
    await run('listHealth');
    assert.deepEqual(under(UNUSED), [NZ]);
    const file = logFile(100);
    write(file, read(file).replace(NZ, 'qa-us@acme.test'));
    await run('listHealth');
    await eventually(() => assert.deepEqual(under(UNUSED), []));
  });

  it('names the first thousand of very many accounts, and says how many more there are', async () => {
    const many = Array.from({ length: 1234 }, (_, at) => ({ login: `${at}@acme.test` }));
    await writeList(teamList, listOf(...many));
    await run('listHealth');
    assert.equal(under('No Setup Key').length, 1001);
    assert.equal(under('No Setup Key').at(-1), 'and 234 more');
    assert.equal(page()[1], 'Needs attention: 2468');
  });

  it('tells accounts of the same name apart', async () => {
    const name = 'AU payroll';
    const organisations = [{ name: 'Demo', kind: 'demo', resetOn: '2026-01-31' }];
    await writeList(
      teamList,
      listOf(
        { login: AU, name: `${name}\u200B`, ...COMPLETE, organisations },
        { login: NZ, name, ...COMPLETE, owner: '' },
      ),
    );
    await setSecret(AU, KEY);
    await run('listHealth');
    assert.deepEqual(under('No Setup Key'), [`${name} · ${NZ}`]);
    assert.deepEqual(under('Overdue Resets and Trials'), [`Demo · ${name} · ${AU} · reset overdue`]);
    assert.deepEqual(under('Account Details Missing'), [`${name} · ${NZ} · no owner`]);
  });

  it('shows what a list says as text', async () => {
    const name = '$(check) https://evil.test [ok](command:x)\u202E';
    await writeList(teamList, listOf({ login: AU, name }));
    await run('listHealth');
    assert.doesNotMatch(page().join('\n'), /https:\/\/|\$\(|\]\(|\u202E/);
    assert.match(under('No Setup Key').join(), /evil\.test/);
  });

  it('is shown of the list that the person picks', async () => {
    await refuses(
      'listHealth',
      { list: teamList.toString() },
      /isn’t one of the lists|no accounts in your lists/,
    );
    await writeList(teamList, listOf({ login: AU, ...COMPLETE }));
    await writeList(personalList, listOf({ login: NZ }));
    const asked = answering([undefined, (question: Question) => question.choices[1]]);
    await run('listHealth');
    assert.equal(vsCode.window.shown, undefined);
    await run('listHealth');
    assert.equal(asked.length, 2);
    assert.deepEqual(under('Account Details Missing'), [
      `${NZ} · no backup email · no owner · no MFA setup date`,
    ]);
    await refuses('listHealth', { list: 'file:///nowhere.json' }, /isn’t one of the lists/);
  });
});
