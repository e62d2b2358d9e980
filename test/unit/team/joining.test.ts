import assert from 'node:assert/strict';
import { VIEWS } from '../../../src/contributions/ids';
import type { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import { wordsIn } from '../../shared/words';
import {
  answering,
  elsewhere,
  expectCode,
  listOf,
  refuses,
  rowLabels,
  run,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { asking, computerOf, createStore, teamStatus } from './colleagues';
import { FakeGit } from './fakeGit';

describe('Joining a team where git is', () => {
  startFresh();

  let git: FakeGit;
  beforeEach(async () => {
    git = new FakeGit(vsCode);
    vsCode.git = git.api;
    await writeList(teamList, listOf({ login: LOGIN }));
  });

  const row = (label: string, under?: string): Promise<unknown> =>
    vsCode.window.row(VIEWS.team, label, under);

  describe('asks for a name', () => {
    for (const name of [undefined, '', ' \u200B']) {
      it(`where git has ${name === undefined ? 'none' : JSON.stringify(name)}`, async () => {
        if (name !== undefined) git.settings.set('user.name', name);
        const asked = answering(['Priya']);
        await run('team.create');
        assert.match(asked[0]?.message ?? '', /Your name, so teammates recognise you/);
        assert.deepEqual(
          (await teamStatus()).members.map(member => member.name),
          ['Priya'],
        );
      });
    }

    it('no one whose commits have one', async () => {
      git.settings.set('user.name', '  Priya\u202E $(trash)\nRao ');
      const asked = answering([]);
      await run('team.create');
      assert.deepEqual(asked, []);
      const [member] = (await teamStatus()).members;
      assert.match(member?.name ?? '', /^Priya \$\(trash\) ?Rao$/);
      const said = vsCode.window.messages.find(text => text.startsWith('The team store is ready.')) ?? '';
      assert.match(said, /Your name in it is Priya/);
      assert.doesNotMatch(said, /\u202E|\n/);
    });
  });

  it('gets the passwords of its accounts only once the person, who set them before, was told so', async () => {
    git.settings.set('user.name', 'Priya');
    await vsCode.secrets.store(`password:${LOGIN}`, 'Canary3172');
    const declined = answering([]);
    await run('team.create');
    assert.match(declined[0]?.detail ?? '', /The passwords for qa-au@acme\.test go there, too\.$/);
    await assert.rejects(teamStatus(), /No team store found/);
    answering(['Create Team Store']);
    await run('team.create');
    assert.equal((await teamStatus()).members.length, 1);
  });

  it('has the name that the person set for all repositories, unless this one has another', async () => {
    git.personSettings.set('user.name', 'Priya');
    const asked = answering([]);
    await run('team.create');
    assert.deepEqual(asked, []);
    assert.deepEqual(
      (await teamStatus()).members.map(({ name }) => name),
      ['Priya'],
    );
  });

  it('has a new member told the words of who approved them, which a button copies', async () => {
    const { fingerprint } = (await createStore()) as { fingerprint: string };
    const { computer } = await asking('Sam');
    const shown: string[] = [];
    Object.assign(vsCode.window.api, {
      showInformationMessage: async (message: string, ...labels: string[]) => {
        shown.push(message);
        return labels.find(label => label === 'Copy Words');
      },
    });
    answering([typing(await computer.words())]);
    await run('team.approve');
    assert.match(shown.at(-1) ?? '', /^Sam is a member now\. .*, then read your eight words to Sam\.$/);
    await eventually(async () => assert.equal(wordsIn(await vsCode.clipboard.readText()), fingerprint));
  });

  it('leaves the request where it is when it is not pushed now', async () => {
    await (await computerOf('Sam')).create([LOGIN]);
    git.settings.set('user.name', 'Priya');
    const asked = answering(['Not Now']);
    await run('team.join');
    assert.deepEqual(asked[0]?.choices, ['Commit and Push', 'Not Now']);
    assert.deepEqual([asked.length, git.commits.length], [1, 0]);
    await row('Waiting for approval');
  });

  it('makes no identity for a name that no store takes', async () => {
    await (await computerOf('Sam')).create([LOGIN]);
    await refuses('team.join', { name: ' \u200B', confirm: true }, /Enter a name/);
    assert.ok(!vsCode.secrets.values.has('team:identity'));
  });

  it('goes straight to the words of the only one who asks, and asks which of two', async () => {
    await createStore();
    const { computer, recipient } = await asking('Sam');
    const asked = answering([typing(await computer.words())]);
    await run('team.approve');
    assert.match(asked[0]?.message ?? '', /^Approve Member Sam wants to join the team\. Call Sam\./);
    assert.deepEqual([asked.length, (await teamStatus()).members.length], [1, 2]);
    assert.ok((await teamStatus()).members.some(member => member.recipient === recipient));
    await asking('Alex');
    await asking('Kim');
    const both = answering([]);
    await run('team.approve');
    assert.deepEqual([...(both[0]?.choices ?? [])].sort(), ['Alex', 'Kim']);
  });

  describe('by "Pull and Check"', () => {
    let sam: Computer;
    let recipient: string;
    beforeEach(async () => {
      sam = await computerOf('Sam');
      await sam.setKey(LOGIN, KEY);
      await sam.create([LOGIN]);
      ({ recipient } = (await run('team.join', { name: 'Priya', confirm: true })) as { recipient: string });
    });

    const approve = async (): Promise<void> =>
      void (await sam.approve(recipient, [LOGIN, 'qa-nz@acme.test']));

    const check = async (...answers: unknown[]) => {
      const asked = answering(answers);
      await run('team.confirm', await row('Pull and Check', 'Waiting for approval'));
      return asked;
    };

    it('pulls, asks for the words at once, and brings the keys', async () => {
      git.onPull = approve;
      const asked = await check(typing(await sam.words()));
      assert.deepEqual(
        asked.map(({ message }) => message.slice(0, 50)),
        ['Confirm Approval Sam approved your request. Call S'],
      );
      assert.deepEqual(git.pulled, ['main']);
      await eventually(async () => assert.deepEqual(await rowLabels(), [LOGIN]));
      await expectCode(() => run('copyCode', { login: LOGIN }), KEY);
    });

    it('says it where there is no approval yet, and where git can’t pull', async () => {
      await check();
      git.onPull = async () => {
        throw new Error('Failed to execute git');
      };
      await check();
      assert.deepEqual(vsCode.window.messages.slice(-2), [
        'No one has approved your request yet. Pull the latest changes, then try again.',
        'VS Code couldn’t pull. Pull the latest changes yourself, then try again.',
      ]);
    });

    it('says nothing where the person cancels the pull', async () => {
      const { length } = vsCode.window.messages;
      git.onPull = async () => {
        throw new vsCode.api.CancellationError();
      };
      await check();
      assert.deepEqual(vsCode.window.messages.slice(length), []);
    });

    it('believes no one with an identity that took the place of the one they approved', async () => {
      await sam.approve(recipient, [LOGIN]);
      const confirming = run('team.confirm', {});
      const question = await vsCode.window.question();
      const file = elsewhere('identity.age');
      const { identity } = await computerOf('Saved');
      write(file, await passphraseFile(`${identity}\n`, 'eight words of a passphrase'));
      const restoring = run('team.restoreIdentity', { uri: file, passphrase: 'eight words of a passphrase' });
      (await vsCode.window.question()).answer('Restore Identity');
      await restoring;
      question.answer(typing(await sam.words())(question));
      await assert.rejects(confirming, { name: 'UserError', message: /^No one has approved your request/ });
      await refuses('team.sync', {}, /aren’t a member/);
    });

    it('is over where a saved identity is restored at the same moment, or that is refused', async () => {
      const file = elsewhere('identity.age');
      const { identity } = await computerOf('Saved');
      write(file, await passphraseFile(`${identity}\n`, 'eight words of a passphrase'));
      await sam.approve(recipient, [LOGIN]);
      const own = vsCode.secrets.values.get('team:identity');
      const confirming = run('team.confirm', {});
      const words = await vsCode.window.question();
      const restoring = run('team.restoreIdentity', { uri: file, passphrase: 'eight words of a passphrase' });
      const question = await vsCode.window.question();
      question.answer('Restore Identity');
      words.answer(typing(await sam.words())(words));
      const [confirmed, restored] = await Promise.allSettled([confirming, restoring]);
      const isMember = confirmed?.status === 'fulfilled';
      assert.equal(restored?.status, isMember ? 'rejected' : 'fulfilled');
      assert.equal(vsCode.secrets.values.get('team:identity'), isMember ? own : identity);
      if (isMember) await run('team.sync', {});
      else await refuses('team.sync', {}, /aren’t a member/);
    });

    it('counts no password as a setup key', async () => {
      const other = 'qa-nz@acme.test';
      await writeList(teamList, listOf({ login: LOGIN }, { login: other }));
      await sam.enterPassword(other, 'secret-1');
      await sam.store.sync({ logins: [other], scope: 'all', shared: new Set([other]) });
      git.onPull = approve;
      await check(typing(await sam.words()));
      assert.ok(vsCode.secrets.values.has(`password:${other}`));
      const text = 'You are a member of the team. Setup keys received: 1.';
      await eventually(() => assert.ok(vsCode.window.messages.includes(text)));
    });

    it('believes no one whose words were not typed', async () => {
      git.onPull = approve;
      assert.equal((await check(undefined)).length, 1);
      await refuses('team.sync', {}, /aren’t a member/);
    });

    it('pulls nothing for a program, and nothing where the approval is there', async () => {
      await refuses('team.confirm', {}, /No one has approved/);
      await sam.approve(recipient, [LOGIN]);
      answering([typing(await sam.words())]);
      await run('team.confirm', {});
      assert.deepEqual(git.pulled, []);
    });
  });
});
