import assert from 'node:assert/strict';
import type { Identified } from '../../../src/contributions/commandResults';
import { VIEWS } from '../../../src/contributions/ids';
import type { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import {
  answering,
  cancelled,
  elsewhere,
  expectCode,
  listOf,
  read,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { computerOf, teamStatus } from './colleagues';

const LOGINS = [AU, NZ];
const QUESTION = 'Lost Computer?';
const NOT_SOLE = /Ask a member to approve you/;

/** The computer that is open takes the place of the lost one of Priya, who made the store. */
describe('Who lost the computer of the only member', () => {
  startFresh();

  let lost: Computer;
  let own: string;
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU }, { login: NZ }));
    lost = await computerOf('Priya');
    await lost.setKey(AU, KEY);
    await lost.create(LOGINS);
    ({ recipient: own } = (await run('team.join', { name: 'Priya R', confirm: true })) as Identified);
  });

  const waitingRows = async (): Promise<string[]> => {
    const [top] = await vsCode.window.rows(VIEWS.team);
    assert.equal(top?.label, 'Waiting for approval');
    const below = await vsCode.window.rows(VIEWS.team, 'Waiting for approval');
    return below.map(({ label }) => String(label));
  };

  const storeFiles = (folder: string): [string, string][] => {
    const place = `${vsCode.at(`.xero-mfa/${folder}`)}/`;
    return vsCode.files
      .all()
      .filter(({ name }) => name.startsWith(place))
      .map(({ name, text }): [string, string] => [name.slice(place.length), text])
      .sort();
  };

  async function click(): Promise<unknown> {
    return run('team.startOver', await vsCode.window.row(VIEWS.team, QUESTION, 'Waiting for approval'));
  }

  it('is told what is lost, by the name of the only member, and can leave it', async () => {
    assert.ok((await waitingRows()).includes(QUESTION));
    await run('team.status', await vsCode.window.row(VIEWS.team, 'Waiting for approval'));
    const page = vsCode.window.shown?.getText() ?? '';
    assert.match(page, /Priya is the only member\. If that is you, on a computer you no longer have/);
    const before = storeFiles('store');
    const asked = answering([undefined]);
    await click();
    const [question] = asked;
    assert.equal(question?.message, 'Is Priya you, on a computer you no longer have?');
    assert.match(question?.detail ?? '', /no one can decrypt the setup keys and answers/);
    assert.match(question?.detail ?? '', /The list stays as it is/);
    assert.deepEqual(question?.choices, ['Restore Identity…', 'Start Over']);
    assert.deepEqual(storeFiles('store'), before);
  });

  it('starts over: the list and all of the old store stay, and keys go to nobody of it', async () => {
    const [before, list] = [storeFiles('store'), read(teamList)];
    write(vsCode.at('.xero-mfa/store-old/mine.txt'), 'mine');
    answering(['Start Over', 'Priya']);
    await click();
    assert.equal(read(teamList), list);
    assert.deepEqual(storeFiles('store-old-2'), before);
    assert.deepEqual(storeFiles('store-old'), [['mine.txt', 'mine']]);
    const { members, requests, secrets } = await teamStatus();
    assert.deepEqual([members.map(({ recipient }) => recipient), requests], [[own], []]);
    assert.deepEqual(
      secrets.map(({ inStore }) => inStore),
      [false, false],
    );
    assert.ok(
      vsCode.window.messages.includes(
        'The new team store is ready. The old one is in store-old-2. Commit and push the new one.',
      ),
    );
    await setSecret(AU, NEW_KEY);
    await eventually(async () => assert.ok((await teamStatus()).secrets[0]?.inStore));
    // The lost computer has another store, and must not be able to read this one.
    assert.equal((await lost.sync(LOGINS)).membership, 'otherStore');
    await expectCode(() => run('copyCode', { login: AU }), NEW_KEY);
  });

  it('says that keys on this computer go into the new store, if there are any', async () => {
    const stored = /setup keys on this computer for its accounts go into the repository/;
    const asked = answering([]);
    await click();
    assert.doesNotMatch(asked[0]?.detail ?? '', stored);
    await setSecret(NZ, OTHER_KEY);
    await click();
    await assert.rejects(run('team.startOver', {}), cancelled);
    for (const { detail } of asked.slice(1)) assert.match(detail ?? '', stored);
    assert.equal(asked.length, 3);
  });

  it('says where the old store is when the new one can’t be written, which can then be made', async () => {
    const before = storeFiles('store');
    const { fs } = vsCode.files;
    const { writeFile } = fs;
    fs.writeFile = async (uri, content) => {
      if (uri.path.includes('/store/')) throw new Error('No space left on device');
      return writeFile(uri, content);
    };
    answering(['Start Over', 'Priya']);
    await click();
    assert.deepEqual(storeFiles('store-old'), before);
    assert.ok(
      vsCode.window.messages.includes('The new team store isn’t complete. The old one is in store-old.'),
    );
    fs.writeFile = writeFile;
    assert.match(vsCode.window.logged.splice(0).join(), /^team\.startOver: Error: No space left on device/);
    await run('team.create', { name: 'Priya', confirm: true });
    assert.deepEqual(
      (await teamStatus()).members.map(({ recipient }) => recipient),
      [own],
    );
  });

  it('restores the saved identity in place of the one that waits', async () => {
    const file = elsewhere('identity.age');
    const text = `# ${await lost.store.recipient()}\n${lost.identity}\n`;
    write(file, await passphraseFile(text, 'eight words of a passphrase'));
    answering(['Restore Identity…', [file], 'eight words of a passphrase']);
    await click();
    await eventually(() => assert.equal(vsCode.secrets.values.get('team:identity'), lost.identity));
  });

  it('can’t restore in place of an identity that is a member', async () => {
    answering(['Start Over', 'Priya']);
    await click();
    const file = elsewhere('identity.age');
    write(file, await passphraseFile(`${lost.identity}\n`, 'eight words of a passphrase'));
    answering(['Restore Identity']);
    await refuses(
      'team.restoreIdentity',
      { uri: file, passphrase: 'eight words of a passphrase' },
      /already has a team identity/,
    );
  });

  it('starts over for a program only if a person says so', async () => {
    const before = storeFiles('store');
    const asked = answering([]);
    await assert.rejects(run('team.startOver', { confirm: true }), cancelled);
    assert.match(asked[0]?.message ?? '', /Is Priya you/);
    assert.match(asked[0]?.detail ?? '', /VS Code doesn’t say which/);
    assert.deepEqual(storeFiles('store'), before);
  });

  it('starts over once, however often it is asked for', async () => {
    const before = storeFiles('store');
    const { fs } = vsCode.files;
    const { readDirectory } = fs;
    // A slow disk: the other one catches up, if nothing holds it back.
    fs.readDirectory = async uri => {
      const entries = await readDirectory(uri);
      if (uri.path.endsWith('/.xero-mfa'))
        for (let turns = 0; turns < 100; turns++) await new Promise(resolve => setImmediate(resolve));
      return entries;
    };
    const starting = [run('team.startOver', {}), run('team.startOver', {})];
    const questions = await Promise.all(starting.map(() => vsCode.window.question()));
    answering(['Priya', 'Priya']);
    for (const question of questions) question.answer('Start Over');
    const ended = await Promise.allSettled(starting);
    assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual([storeFiles('store-old'), storeFiles('store-old-2')], [before, []]);
    assert.deepEqual(
      (await teamStatus()).members.map(({ recipient }) => recipient),
      [own],
    );
  });

  it('offers nothing of it where another member may approve', async () => {
    const sam = await computerOf('Sam');
    await sam.store.join('Sam');
    assert.ok((await waitingRows()).includes(QUESTION));
    await lost.approve(sam, LOGINS);
    await eventually(async () => assert.ok(!(await waitingRows()).includes(QUESTION)));
    await refuses('team.startOver', {}, NOT_SOLE);
    // Sam is let go again: only one is left to ask.
    await lost.remove(sam, LOGINS);
    await eventually(async () => assert.ok((await waitingRows()).includes(QUESTION)));
  });

  it('counts no machine, as none can approve', async () => {
    const machine = await computerOf('CI');
    await machine.store.join('CI');
    await lost.approve(machine, LOGINS, [AU]);
    assert.ok((await waitingRows()).includes(QUESTION));
  });

  it('offers nothing of it where a tool of others can read the store, or git left a conflict', async () => {
    const recipients = vsCode.at('.xero-mfa/store/.age-recipients');
    const text = read(recipients);
    for (const more of ['# Kim\nssh-ed25519 AAAA\n', '<<<<<<< HEAD\n']) {
      write(recipients, `${text}${more}`);
      await refuses('team.startOver', {}, NOT_SOLE);
    }
  });

  it('stops where somebody is let in while the person reads the question', async () => {
    const sam = await computerOf('Sam');
    await sam.store.join('Sam');
    const before = storeFiles('store').length;
    const starting = click();
    const question = await vsCode.window.question();
    await lost.approve(sam, LOGINS);
    answering(['Priya']);
    question.answer('Start Over');
    await starting;
    assert.ok(vsCode.window.messages.some(text => NOT_SOLE.test(text)));
    assert.deepEqual([storeFiles('store').length, storeFiles('store-old')], [before, []]);
  });

  it('can’t start over once approved: the approval may be of the lost one', async () => {
    await setSecret(NZ, OTHER_KEY);
    await lost.approve(own, LOGINS);
    await refuses('team.startOver', {}, NOT_SOLE);
    answering([typing(await lost.words())]);
    await run('team.confirm', {});
    await refuses('team.startOver', {}, NOT_SOLE);
  });
});
