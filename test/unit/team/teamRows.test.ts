import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { encrypt } from '../../../src/age/age';
import type { Identified } from '../../../src/contributions/commandResults';
import { VIEWS } from '../../../src/contributions/ids';
import { formatMember } from '../../../src/core/team/memberFile';
import { formatRecipients, parseRecipients } from '../../../src/core/team/recipients';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { wordsIn } from '../../shared/words';
import {
  answering,
  listOf,
  read,
  refuses,
  rowLabels,
  run,
  setSecret,
  settled,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { asking, computerOf, createStore, letIn, openStore, teamStatus } from './colleagues';

const rows = (under?: string): Promise<vscode.TreeItem[]> => vsCode.window.rows(VIEWS.team, under);
const row = (label: string, under?: string): Promise<unknown> => vsCode.window.row(VIEWS.team, label, under);

/** The row with a label, once it is there. */
async function rowOf(label: string, under?: string): Promise<vscode.TreeItem> {
  return eventually(async () => {
    const found = (await rows(under)).find(each => each.label === label);
    return found ?? assert.fail(label);
  });
}

describe('The rows of a team', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
  });

  it('have the words of members, numbered, where nothing cuts them off', async () => {
    await setSecret(AU, KEY);
    await createStore();
    await letIn('Sam');
    const { members } = await teamStatus();
    for (const { name, fingerprint } of members) {
      const { description, tooltip, accessibilityInformation } = await rowOf(name, 'Members');
      assert.equal(description, name === 'Priya' ? 'you' : '');
      assert.match(String(tooltip), /^1 [a-z]+ {2}2 [a-z]+ {2}(?:\d [a-z]+ {2}){5}8 [a-z]+$/m);
      assert.equal(wordsIn(String(tooltip)), fingerprint);
      const read = accessibilityInformation?.label ?? '';
      assert.ok(read.startsWith(name === 'Priya' ? 'Priya, you, 1 ' : `${name}, 1 `), read);
      assert.equal(wordsIn(read), fingerprint);
    }
  });

  it('each have an id of their own, also where several sections say that something is wrong', async () => {
    await setSecret(AU, KEY);
    const { recipient } = (await createStore()) as Identified;
    const thief = await computerOf('Thief');
    const { names } = parseRecipients(read(openStore().at('.age-recipients')));
    const all = new Map([...names, [await thief.store.recipient(), 'Thief'] as const]);
    write(openStore().at('.age-recipients'), formatRecipients(all));
    const uri = `otpauth://totp/Xero:${AU}?secret=${OTHER_KEY}&issuer=Xero\n`;
    write(openStore().at(`${AU}.age`), await encrypt(uri, [recipient]));
    await rowOf('Not Approved');
    await rowOf('Out of Sync');
    const ids = (await rows()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, ids.join(', '));
  });

  it('copy the words of a member and one’s own, and of nobody else', async () => {
    await createStore();
    const { computer, recipient } = await letIn('Sam');
    const { recipient: other } = await asking('Alex');
    await run('team.copyWords', await row('Sam', 'Members'));
    assert.equal(wordsIn(await vsCode.clipboard.readText()), await computer.words());
    const own = (await teamStatus()).members.find(({ name }) => name === 'Priya');
    for (const argument of [await row('Priya', 'Members'), {}, undefined]) {
      await vsCode.clipboard.writeText('');
      await run('team.copyWords', argument);
      assert.equal(wordsIn(await vsCode.clipboard.readText()), own?.fingerprint);
    }
    await run('team.copyWords', { recipient });
    assert.match(await vsCode.clipboard.readText(), /^1 [a-z]+ {2}2 [a-z]+/);
    await refuses('team.copyWords', { recipient: other }, /words of members only/);
  });

  it('let who waits for approval see that and their words, and no warning', async () => {
    const sam = await computerOf('Sam');
    await sam.setKey(AU, KEY);
    await sam.create([AU, NZ]);
    const { recipient, fingerprint } = (await run('team.join', {
      name: 'Priya',
      confirm: true,
    })) as Identified;
    const { description, tooltip } = await rowOf('Waiting for approval');
    assert.equal(description, 'read your words to a member');
    assert.equal(wordsIn(String(tooltip)), fingerprint);
    assert.equal((await rows()).length, 1);
    const labels = (await rows('Waiting for approval')).map(({ label }) => String(label));
    assert.deepEqual(labels.splice(4), ['Pull and Check', 'Lost Computer?']);
    for (const label of labels) assert.match(label, /^\d [a-z]+ {2}\d [a-z]+$/);
    assert.equal(wordsIn(labels.join('  ')), fingerprint);
    await run('team.copyWords', await row('Waiting for approval'));
    assert.equal(wordsIn(await vsCode.clipboard.readText()), fingerprint);
    // The store has no key of the other one, so nothing comes of waiting.
    const waiting = ['AU payroll · waiting for approval · qa-au@acme.test', `${NZ} · no key`];
    await eventually(async () => assert.deepEqual(await rowLabels(), waiting));
    // Neither is for this person to mend.
    assert.equal(vsCode.window.badge(VIEWS.accounts), undefined);
    const [waitingLabel = '', otherLabel = ''] = waiting;
    const tooltips = [waitingLabel, otherLabel].map(label => vsCode.window.tooltip(VIEWS.accounts, label));
    const [awaited, other] = await Promise.all(tooltips);
    assert.match(awaited ?? '', /You’ll get its setup key from the team once a member approves you\./);
    assert.doesNotMatch(awaited ?? '', /No setup key on this computer|Add the key/);
    assert.match(other ?? '', /No setup key on this computer/);
    await sam.approve(recipient, [AU, NZ]);
    await rowOf('Confirm Sam’s words');
    assert.equal(vsCode.window.badge(VIEWS.accounts), undefined);
    assert.deepEqual(await rowLabels(), waiting);
    answering([typing(await sam.words())]);
    await run('team.confirm', {});
    await eventually(async () =>
      assert.deepEqual(await rowLabels(), ['AU payroll · qa-au@acme.test', `${NZ} · no key`]),
    );
  });

  it('decline a request, and no member', async () => {
    await createStore();
    const { recipient: member } = await letIn('Sam');
    await asking('Alex');
    const asked = answering(['Decline']);
    await rowOf('Alex', 'Requests');
    await run('team.decline', await row('Alex', 'Requests'));
    assert.deepEqual(
      asked.map(({ message }) => message),
      ['Decline Alex’s request?'],
    );
    const { requests, members } = await teamStatus();
    assert.deepEqual([requests, members.length], [[], 2]);
    await refuses('team.decline', { recipient: member, confirm: true }, /no request or member/);
    assert.equal((await teamStatus()).members.length, 2);
    await run('team.decline');
    assert.match(vsCode.window.messages.at(-1) ?? '', /^No one is waiting for approval\./);
  });

  it('send who has no identity to the team, where its store has the key', async () => {
    const sam = await computerOf('Sam');
    await sam.setKey(AU, KEY);
    await sam.create([AU, NZ]);
    const rowsThen = ['AU payroll · join the team · qa-au@acme.test', `${NZ} · no key`];
    await eventually(async () => assert.deepEqual(await rowLabels(), rowsThen));
    assert.equal(vsCode.window.badge(VIEWS.accounts), undefined);
    const [joinable, other] = await Promise.all(
      rowsThen.map(label => vsCode.window.tooltip(VIEWS.accounts, label)),
    );
    assert.match(joinable ?? '', /Your team has its setup key\. Join the team to get it\./);
    assert.doesNotMatch(joinable ?? '', /No setup key on this computer|Add the key/);
    assert.match(other ?? '', /No setup key on this computer/);
    // A key of one's own counts for more, and a store of another tool can't be joined.
    await setSecret(AU, OTHER_KEY);
    await eventually(async () =>
      assert.deepEqual(await rowLabels(), ['AU payroll · qa-au@acme.test', `${NZ} · no key`]),
    );
    await run('removeSecret', { login: AU, confirm: true });
    await eventually(async () => assert.deepEqual(await rowLabels(), rowsThen));
    await openStore().remove('store.json');
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /no key/));
  });

  it('let who was removed and asks again wait with their words, and have nothing until then', async () => {
    const sam = await computerOf('Sam');
    await sam.setKey(AU, KEY);
    await sam.create([AU, NZ]);
    const { recipient, fingerprint } = (await run('team.join', {
      name: 'Priya',
      confirm: true,
    })) as Identified;
    await sam.approve(recipient, [AU, NZ]);
    await rowOf('Confirm Sam’s words');
    answering([typing(await sam.words())]);
    await run('team.confirm', {});
    await sam.remove(recipient, [AU, NZ]);
    await rowOf('You are no longer a member');
    // Anyone who may push can write a request in somebody's name, with other keys.
    const path = openStore().at(`members/${recipient}.json`);
    const removal = read(path);
    const { signingKey } = await sam.keys();
    write(path, formatMember({ name: 'Priya', requested: '2026-11-20', signingKey }));
    await settled();
    await rowOf('You are no longer a member');
    write(path, removal);
    await run('team.join', { name: 'Priya', confirm: true });
    const { tooltip } = await rowOf('Waiting for approval');
    assert.equal(wordsIn(String(tooltip)), fingerprint);
    const labels = (await rows('Waiting for approval')).map(({ label }) => label);
    assert.deepEqual(labels.slice(4), ['Pull and Check']);
    await run('team.status');
    assert.match(vsCode.window.shown?.getText() ?? '', /Waiting for approval/);
    await sam.enterKey(AU, OTHER_KEY);
    await sam.sync([AU, NZ]);
    await refuses('team.sync', {}, /aren’t a member/);
    await sam.approve(recipient, [AU, NZ]);
    await rowOf('Members');
  });

  it('say what a machine can read, and change that once its words are typed', async () => {
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    const { computer, recipient } = await letIn('CI', [AU]);
    const { description, tooltip, contextValue } = await rowOf('CI', 'Members');
    assert.equal(contextValue, 'team.machine');
    assert.equal(description, 'machine · reads AU payroll');
    assert.match(String(tooltip), /^CI\nMachine\. Reads the setup keys for AU payroll\.\n1 [a-z]+ /);
    const change = async (...answers: unknown[]) => {
      const asked = answering(answers);
      await run('team.changeLogins', await row('CI', 'Members'));
      return asked;
    };
    const reads = async () => (await teamStatus()).members.find(({ name }) => name === 'CI')?.logins;
    const [question, ...others] = await change(undefined);
    assert.deepEqual(
      [question?.message, question?.choices, others],
      ['Change Logins', ['AU payroll', NZ], []],
    );
    await change(['AU payroll', NZ], 'some other words');
    await change([]);
    assert.deepEqual(await reads(), [AU]);
    const [, words] = await change([NZ], typing(await computer.words()));
    assert.match(
      words?.message ?? '',
      new RegExp(`^Change Logins CI is a machine in the team\\. It may read: ${NZ}\\. Type words `),
    );
    assert.deepEqual(await reads(), [NZ]);
    // What it could read before, it still knows.
    assert.deepEqual(
      (await teamStatus()).rotations.map(({ login, because }) => [login, because]),
      [[AU, 'CI']],
    );
    answering([typing(await computer.words())]);
    await run('team.changeLogins', { recipient, logins: [AU, NZ] });
    assert.deepEqual(await reads(), [AU, NZ]);
    await refuses('team.changeLogins', { recipient }, /“logins”/);
  });
});
