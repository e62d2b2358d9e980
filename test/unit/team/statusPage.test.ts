import assert from 'node:assert/strict';
import { VIEWS } from '../../../src/contributions/ids';
import { formatRecipients, parseRecipients } from '../../../src/core/team/recipients';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { wordsIn } from '../../shared/words';
import { actionsOf, click, page, under } from '../actionPage';
import {
  answering,
  listOf,
  personalList,
  read,
  run,
  setSecret,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { asking, computerOf, createStore, letIn, openStore, teamStatus } from './colleagues';
import { FakeGit } from './fakeGit';

const US = 'qa-us@acme.test';
const COMPLETE = { owner: 'Priya', backupEmail: 'backup@acme.test', mfaSetUpOn: '2026-11-01' };

describe('The page of a team’s status', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(
      teamList,
      listOf({ login: AU, name: 'AU payroll', ...COMPLETE }, { login: NZ, ...COMPLETE }),
    );
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
  });

  it('says first that nothing needs attention, then who can read what', async () => {
    await createStore();
    const shown = await run('team.status');
    assert.deepEqual(shown, await teamStatus());
    const [title, attention] = page();
    assert.deepEqual(
      [title, attention],
      ['Team status for team/.xero-mfa/accounts.json', 'Nothing needs attention.'],
    );
    const [priya, words, ...others] = under('Who Can Read What');
    assert.equal(priya, 'Priya (you) · reads all setup keys in the store: 2');
    assert.match(words ?? '', /^1 [a-z]+ {2}2 [a-z]+ {2}/);
    assert.deepEqual(others, []);
    assert.deepEqual(under('Setup Keys'), [
      'AU payroll · read by Priya · on this computer · MFA set up on Nov 1, 2026',
      `${NZ} · read by Priya · on this computer · MFA set up on Nov 1, 2026`,
    ]);
    await click(/^1 [a-z]+ {2}2/, 'Copy Words');
    assert.equal(wordsIn(await vsCode.clipboard.readText()), wordsIn(words ?? ''));
  });

  it('is one tab, and follows the store, the list and the keys that are here', async () => {
    await createStore();
    await run('team.status');
    const first = vsCode.window.shown?.uri.toString();
    await run('team.status');
    assert.equal(vsCode.window.shown?.uri.toString(), first);
    await asking('Sam');
    await eventually(() => assert.match(under('Requests').join(), /^Sam asked on Nov 25, 2026$/));
    await writeList(
      teamList,
      listOf({ login: AU, name: 'AU payroll', ...COMPLETE }, { login: NZ, ...COMPLETE }, { login: US }),
    );
    await eventually(() => {
      assert.deepEqual(under('No Setup Key'), [US]);
      assert.deepEqual(under('Account Details Missing'), [
        `${US} · no backup email · no owner · no MFA setup date`,
      ]);
    });
    assert.deepEqual(await actionsOf(US), ['Add Setup Key…', 'Open Guide']);
    assert.deepEqual(await actionsOf(`${US} · no backup email · no owner · no MFA setup date`), [
      'Edit Account…',
    ]);
    assert.ok(page().includes('Needs attention: 3'));
    await run('removeSecret', { login: AU, confirm: true });
    await eventually(() => assert.deepEqual(under('No Setup Key'), ['AU payroll', US]));
  });

  it('has what a sync asks about: a key that the team never had', async () => {
    await createStore();
    await writeList(personalList, listOf({ login: US }));
    await setSecret(US, KEY);
    await writeList(
      teamList,
      listOf({ login: AU, ...COMPLETE }, { login: NZ, ...COMPLETE }, { login: US, ...COMPLETE }),
    );
    await run('team.status');
    await eventually(() => assert.deepEqual(under('Out of Sync'), [`${US} · only on this computer`]));
    assert.deepEqual(await actionsOf('Out of Sync'), ['Sync Team Store']);
    const asked = answering(['Share']);
    await click(/^Out of Sync$/, 'Sync Team Store');
    assert.equal(asked.length, 1);
    await eventually(() => assert.deepEqual(under('Out of Sync'), []));
  });

  it('has a sync ask to share again only what was removed, whatever row is selected', async () => {
    await createStore();
    await writeList(personalList, listOf({ login: US }));
    await setSecret(US, KEY);
    await writeList(teamList, listOf({ login: AU }, { login: NZ }, { login: US }));
    const selected = await vsCode.window.row(VIEWS.team, US, 'Out of Sync');
    const asked = answering([]);
    await run('team.sync', selected);
    assert.deepEqual(
      asked.map(({ message }) => message),
      [`Share the setup keys for ${US} with the team?`],
    );
  });

  it('looks into the history of few keys of many that were removed, and only to show them', async () => {
    const git = new FakeGit(vsCode);
    vsCode.git = git.api;
    const logins = Array.from({ length: 30 }, (_, index) => `qa-${index}@acme.test`);
    await writeList(teamList, listOf(...logins.map(login => ({ login }))));
    await run('team.create', { name: 'Priya', confirm: true });
    for (const login of logins) await setSecret(login, KEY);
    const files = logins.map(login => `.xero-mfa/store/${login}.age`);
    await eventually(() => assert.ok(files.every(file => vsCode.files.has(vsCode.at(file)))));
    git.stage(...files);
    git.commit('Add the keys');
    for (const file of files) {
      await vsCode.files.fs.delete(vsCode.at(file));
      git.history.set(file, { hash: '0123456789abcdef', authorName: 'Sam' });
    }
    git.stage(...files);
    git.commit('Remove them');
    for (let times = 0; times < 3; times++) await run('team.sync', {});
    assert.equal(git.looked, 0);
    const rows = await vsCode.window.rows(VIEWS.team, 'Out of Sync');
    assert.equal(rows.length, 30);
    assert.match(String(rows[0]?.tooltip), /Removed in commit 01234567 by Sam/);
    assert.ok(git.looked <= 20, `${git.looked}`);
  });

  describe('has a key that a colleague removed', () => {
    const file = `.xero-mfa/store/${NZ}.age`;
    let git: FakeGit;
    beforeEach(async () => {
      git = new FakeGit(vsCode);
      vsCode.git = git.api;
      await createStore();
      git.stage(file);
      git.commit('Add the key');
      git.history.set(file, {
        hash: '0123456789abcdef',
        authorName: 'Sam',
        authorEmail: 'sam@acme.test',
      });
      await vsCode.files.fs.delete(vsCode.at(file));
      await run('team.status');
      await eventually(() => assert.deepEqual(under('No Longer in the Store'), [NZ]));
    });

    it('with who removed it, once that is committed', async () => {
      git.stage(file);
      git.commit('Remove it');
      await run('team.status');
      await eventually(() =>
        assert.deepEqual(under('No Longer in the Store'), [
          `${NZ} · removed in commit 01234567 by Sam <sam@acme.test>`,
        ]),
      );
      assert.deepEqual(under('Out of Sync'), []);
      const [row] = await vsCode.window.rows(VIEWS.team, 'Out of Sync');
      assert.deepEqual([row?.label, row?.description], [NZ, 'no longer in the store']);
      assert.match(String(row?.tooltip), /^qa-nz@acme\.test\nRemoved in commit 01234567 by Sam/);
    });

    it('and shares it again only if the person says so', async () => {
      await run('team.sync', {});
      assert.ok(!vsCode.files.has(vsCode.at(file)));
      const asked = answering([undefined, 'Share Again']);
      await click(/^qa-nz/, 'Share Again…');
      assert.equal(asked[0]?.message, `Share the setup key for ${NZ} again?`);
      assert.ok(!vsCode.files.has(vsCode.at(file)));
      await run('team.sync', await vsCode.window.row(VIEWS.team, NZ, 'Out of Sync'));
      assert.ok(vsCode.files.has(vsCode.at(file)));
      await eventually(() => assert.deepEqual(under('No Longer in the Store'), []));
    });

    it('and removes it here', async () => {
      answering(['Remove Setup Key']);
      await click(/^qa-nz/, 'Remove Setup Key…');
      await eventually(() => assert.deepEqual(under('No Setup Key'), [NZ]));
      assert.deepEqual(under('No Longer in the Store'), []);
    });
  });

  it('leads from a person to letting them in, and from a login to setting it up again', async () => {
    await createStore();
    const { computer: sam } = await asking('Sam');
    await run('team.status');
    assert.deepEqual(await actionsOf(/^Sam asked/), ['Approve Member…', 'Decline Request…']);
    const asked = answering([undefined, typing(await sam.words())]);
    // A person who leaves the question sees no error.
    await click(/^Sam asked/, 'Approve Member…');
    assert.equal((await teamStatus()).members.length, 1);
    await click(/^Sam asked/, 'Approve Member…');
    assert.equal(asked.length, 2);
    await eventually(() => assert.deepEqual(under('Requests'), []));
    assert.match(
      under('Who Can Read What').join('\n'),
      /^Sam · reads all setup keys in the store: 2 · approved by Priya$/m,
    );
    const { recipient } = await letIn('CI', [AU]);
    await eventually(async () =>
      assert.deepEqual(await actionsOf('CI · machine · reads AU payroll · approved by Priya'), [
        'Change Logins…',
      ]),
    );
    assert.ok(under('Setup Keys').some(line => /^AU payroll · read by (?=.*Priya)(?=.*Sam).*CI/.test(line)));
    await run('team.remove', { recipient, confirm: true });
    await eventually(() =>
      assert.match(under('Set Up Again').join(), /^AU payroll · since .*, because CI left$/),
    );
    // It is done once the page of the guide has loaded, which nobody does here.
    void click(/^AU payroll · since/, 'Set Up Again');
    await eventually(() =>
      assert.deepEqual(
        vsCode.window.panels.map(({ title }) => title),
        ['Xero MFA: AU payroll'],
      ),
    );
  });

  it('names whom nobody approved first, with no link or icon of theirs', async () => {
    await createStore();
    const thief = await computerOf('Thief');
    const store = openStore();
    const { names } = parseRecipients(read(store.at('.age-recipients')));
    const name = '$(check) https://evil.test [ok](command:x)';
    write(
      store.at('.age-recipients'),
      formatRecipients(new Map([...names, [await thief.store.recipient(), name]])),
    );
    await asking('Sam');
    await run('team.status');
    await eventually(() => assert.equal(under('Not Approved').length, 1));
    const text = page().join('\n');
    assert.ok(text.indexOf('Not Approved') < text.indexOf('Requests'));
    assert.ok(text.indexOf('Requests') < text.indexOf('Who Can Read What'));
    assert.doesNotMatch(text, /https:\/\/|\$\(|\]\(/);
    assert.match(text, /evil\.test.* gets no keys\./);
    assert.deepEqual(await actionsOf(/gets no keys/), ['Approve Member…', 'Decline Request…']);
  });

  it('has the words of who waits, then what to do next', async () => {
    const sam = await computerOf('Sam');
    await sam.create([AU, NZ]);
    const { recipient, fingerprint } = (await run('team.join', { name: 'Priya', confirm: true })) as {
      recipient: string;
      fingerprint: string;
    };
    await run('team.status', await vsCode.window.row(VIEWS.team, 'Waiting for approval'));
    const [lead, words] = under('Waiting for approval');
    assert.equal(lead, 'Call a member and read these words to them:');
    assert.equal(wordsIn(words ?? ''), fingerprint);
    assert.deepEqual(await actionsOf(words ?? ''), ['Copy Words']);
    await sam.approve(recipient, [AU, NZ]);
    await eventually(async () =>
      assert.deepEqual(await actionsOf('Confirm Sam’s words'), ['Confirm Approval']),
    );
    answering([typing(await sam.words())]);
    await click(/^Confirm Sam’s words/, 'Confirm Approval');
    await eventually(() => assert.equal(under('Who Can Read What').length, 4));
  });
});
