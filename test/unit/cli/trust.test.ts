import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../src/age/age';
import { formatStore, storeIdOf } from '../../../src/core/team/storeId';
import { Computer } from '../../shared/computer';
import { codeAt, KEY, NEW_KEY } from '../../shared/oracle';
import { AU, CA, LOGINS, MachineTeam } from './machineTeam';
import { assertRefused, type Ended } from './packedCli';
import { runHere } from './runHere';

const NOW = Date.UTC(2026, 10, 25, 12);
const URI = `otpauth://totp/Xero:${AU}?secret=${NEW_KEY}&issuer=Xero`;

/** What a machine does with stores that somebody who can push has changed. */
describe('xero-mfa and a store that anybody can push to', () => {
  let team: MachineTeam;
  let machine: Computer;
  let words: string;
  let original: Buffer;

  beforeEach(async () => {
    team = await MachineTeam.of([AU, CA]);
    machine = await team.machine();
    words = await team.priya.words();
    original = await readFile(team.file(AU));
  });
  afterEach(() => team.remove());

  const asMachine = (...args: string[]): Promise<Ended> =>
    runHere(args, { cwd: team.repository, at: NOW, env: { XERO_MFA_IDENTITY: machine.identity } });
  const trusting = (login = AU): Promise<Ended> => asMachine('code', login, '--trust', words);
  const put = async (text: string): Promise<void> =>
    writeFile(team.file(AU), await encrypt(text, [await machine.store.recipient()]));

  async function assertGives(ended: Ended, key: string): Promise<void> {
    assert.deepEqual(ended, { code: 0, out: `${codeAt(NOW, key)}\n`, error: '' });
  }

  it('believes what the trusted member signed', async () => {
    await assertGives(await trusting(), KEY);
    await assertGives(
      await asMachine('code', AU, '--trust', words.toUpperCase().replaceAll(' ', '  1 ')),
      KEY,
    );
  });

  it('takes any key without trust, and with it none that nobody signed', async () => {
    await put(`${URI}\n`);
    await assertGives(await asMachine('code', AU), NEW_KEY);
    assertRefused(await trusting(), 6, /^xero-mfa: qa-au@acme\.test\.age: It is not signed\./);
    const checked = await asMachine('check');
    assert.equal(checked.code, 1);
    assert.match(checked.out, /^qa-au@acme\.test\.age: readable, but: It is not signed\./m);
    const list = await asMachine('list', '--trust', words);
    assert.equal(list.out, `${CA}\n`);
  });

  it('refuses a key that was put into what a member signed', async () => {
    const text = await decrypt(original, machine.identity);
    await put(text.replace(/secret=\w+/, `secret=${NEW_KEY}`));
    assertRefused(await trusting(), 6, /It was altered/);
    assert.match((await asMachine('check')).out, /readable, but: It was altered/);
  });

  it('refuses what somebody signed who let themselves in', async () => {
    const eve = await Computer.of('Eve', join(team.root, 'eve/store'));
    await cp(team.store, eve.folder, { recursive: true });
    await writeFile(join(eve.folder, 'store.json'), formatStore(storeIdOf(new Uint8Array(16).fill(7))));
    const own = await Computer.of('Eve', join(team.root, 'own/store'), eve.identity);
    await own.setKey(AU, NEW_KEY);
    await own.create([AU]);
    const id = (await team.priya.store.id()) ?? '';
    await writeFile(
      team.file(AU),
      await encrypt(await own.signedText(AU, NEW_KEY, [], 1), [await machine.store.recipient()]),
    );
    const { recipient } = await own.keys();
    await cp(join(own.folder, `members/${recipient}.json`), join(team.store, `members/${recipient}.json`));
    assertRefused(await trusting(), 6, /signed by somebody who is not in the team/);
    // A store with another id has nothing that the trusted member signed for it.
    await writeFile(join(team.store, 'store.json'), formatStore(storeIdOf(new Uint8Array(16))));
    assert.notEqual(await team.priya.store.id(), id);
    assertRefused(await trusting(), 6, /has approved nobody in this store/);
    assertRefused(await asMachine('code', AU, '--trust', 'a b c d e f g h'), 6, /Nobody in this store has/);
  });

  it('refuses the keys of a member who was removed', async () => {
    const sam = await team.colleague('Sam');
    await sam.store.join('Sam');
    await team.priya.approve(sam, LOGINS);
    await sam.confirm();
    await sam.sync(LOGINS);
    await sam.enterKey(AU, NEW_KEY);
    await sam.sync(LOGINS);
    await assertGives(await trusting(), NEW_KEY);
    const bySam = await readFile(team.file(AU));
    await team.priya.sync(LOGINS);
    await team.priya.remove(sam, LOGINS);
    await writeFile(team.file(AU), bySam);
    assertRefused(await trusting(), 6, /signed by Sam, who is not a full member/);
    assertRefused(await asMachine('code', AU, '--trust', await sam.words()), 6, /Trust the words/);
  });

  it('refuses a machine that was removed, also with a file from before', async () => {
    await team.priya.remove(machine, LOGINS);
    assertRefused(await asMachine('code', AU), 5, /encrypted for others/);
    const checked = await asMachine('check');
    assert.equal(checked.code, 1);
    assert.match(checked.out, /Nothing here is for this identity, age1/);
    await writeFile(team.file(AU), original);
    assertRefused(await trusting(), 6, /No member has approved this machine for it, or it was removed/);
  });

  it('cannot tell an old file from the newest, as the README says', async () => {
    await team.priya.enterKey(AU, NEW_KEY);
    await team.priya.sync(LOGINS);
    await assertGives(await trusting(), NEW_KEY);
    await writeFile(team.file(AU), original);
    await assertGives(await trusting(), KEY);
  });

  it('refuses the words of a machine, which signs nothing that counts', async () => {
    assertRefused(await asMachine('code', AU, '--trust', await machine.words()), 6, /has approved nobody/);
  });

  it('does not turn the check off where a secret of CI is empty', async () => {
    const env = { XERO_MFA_IDENTITY: machine.identity, XERO_MFA_TRUST: '' };
    assertRefused(
      await runHere(['code', AU], { cwd: team.repository, env }),
      2,
      /XERO_MFA_TRUST: It has 0 words/,
    );
    assertRefused(await asMachine('code', AU, '--trust', ''), 2, /--trust: It has 0 words/);
  });
});
