import assert from 'node:assert/strict';
import { encrypt, newIdentity, recipientOf } from '../../../src/age/age';
import type { Restored } from '../../../src/contributions/commandResults';
import { parseSecret } from '../../../src/core/secret';
import { toUri } from '../../../src/core/secretUri';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import {
  elsewhere,
  expectCode,
  listOf,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

const UNLISTED = 'qa-us@acme.test';
const PASSPHRASE = 'lantern orbit velvet mustard';
const path = elsewhere('backup.age');
const uri = path.toString();
const ANSWERS = '{"version":1,"answers":[{"question":"First pet?","answer":"Tiddles"}]}';

const copyCode = (login: string) => () => run('copyCode', { login });
const uriOf = (login: string, key: string): string => toUri(parseSecret(key).secret, login);

async function restore(confirm: boolean): Promise<Restored> {
  return (await run('restoreBackup', { uri, passphrase: PASSPHRASE, confirm })) as Restored;
}

async function writeBackup(text: string): Promise<void> {
  write(path, await passphraseFile(text, PASSPHRASE));
}

describe('The backup', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ })));

  it('brings back what was removed, and says what is the same', async () => {
    await setSecret(NZ, OTHER_KEY);
    await writeBackup(`${uriOf(AU, KEY)}\n${uriOf(NZ, OTHER_KEY)}\n`);
    assert.deepEqual(await restore(true), { added: [AU], same: [NZ], different: [] });
    await expectCode(copyCode(AU), KEY);
    assert.deepEqual(await restore(true), { added: [], same: [AU, NZ], different: [] });
  });

  it('only compares without “confirm”', async () => {
    await writeBackup(`${uriOf(AU, KEY)}\n`);
    assert.deepEqual(await restore(false), { added: [AU], same: [], different: [] });
    await refuses('copyCode', { login: AU }, /has no setup key/);
  });

  it('replaces nothing, but stores what is new of the same login', async () => {
    await setSecret(AU, KEY);
    await writeBackup(`${uriOf(AU, OTHER_KEY)}\n# recovery ${AU} ${ANSWERS}\n`);
    assert.deepEqual(await restore(true), { added: [], same: [], different: [AU] });
    await expectCode(copyCode(AU), KEY);
    // The answers are here now.
    await writeBackup(`${uriOf(AU, KEY)}\n# recovery ${AU} ${ANSWERS}\n`);
    assert.deepEqual(await restore(false), { added: [], same: [AU], different: [] });
  });

  for (const confirm of [false, true]) {
    it(`tells no program which answers are here: confirm is ${confirm}`, async () => {
      const entry = `# recovery ${AU} ${ANSWERS}\n`;
      await writeBackup(entry);
      assert.deepEqual(await restore(true), { added: [AU], same: [], different: [] });
      for (const guess of [entry, entry.replace('Tiddles', 'Rover22')]) {
        await writeBackup(guess);
        assert.deepEqual(await restore(confirm), { added: [], same: [AU], different: [] });
        assert.equal(vsCode.secrets.values.get(`recovery:${AU}`), ANSWERS);
      }
    });
  }

  it('restores a former key as the current one if it has no other', async () => {
    await writeBackup(`# former ${AU} ${uriOf(AU, KEY)}\n`);
    assert.deepEqual(await restore(true), { added: [AU], same: [], different: [] });
    await expectCode(copyCode(AU), KEY);
    assert.deepEqual(await restore(true), { added: [], same: [AU], different: [] });
    await writeBackup(`# former ${AU} ${uriOf(AU, OTHER_KEY)}\n`);
    assert.deepEqual(await restore(true), { added: [], same: [], different: [AU] });
    assert.equal(vsCode.secrets.values.get(`totp:${AU}`), uriOf(AU, KEY));
  });

  it('brings back logins that are in no list, and reads around lines it cannot', async () => {
    await writeBackup(
      `# by hand\r\n\r\nnonsense\r\n${uriOf(UNLISTED, KEY)}\r\n# recovery ${NZ} ${ANSWERS}\r\n`,
    );
    assert.deepEqual(await restore(true), { added: [NZ, UNLISTED], same: [], different: [] });
    assert.deepEqual(await restore(false), { added: [], same: [NZ, UNLISTED], different: [] });
  });

  it('says what is wrong with a file', async () => {
    const args = { uri, passphrase: PASSPHRASE };
    await refuses('restoreBackup', args, /couldn’t be read/);
    write(path, '{"keys":[]}');
    await refuses('restoreBackup', args, /isn’t an age file/);
    write(path, await encrypt('x', [await recipientOf(await newIdentity())]));
    await refuses('restoreBackup', args, /encrypted for the members of a team/);
    write(path, Buffer.alloc(3 * 2 ** 20));
    await refuses('restoreBackup', args, /too large for a backup. The limit is 2 MB/);
    const bytes = await passphraseFile(`${uriOf(AU, KEY)}\n`, PASSPHRASE);
    write(path, bytes.subarray(0, -5));
    await refuses('restoreBackup', args, /damaged or incomplete/);
    write(path, bytes);
    await refuses('restoreBackup', { uri, passphrase: 'another one' }, /passphrase is wrong/);
    await writeBackup('nothing\n');
    await refuses('restoreBackup', args, /^Line 1 of the backup can’t be read/);
    await writeBackup('# nothing\n');
    await refuses('restoreBackup', args, /contains no setup keys/);
  });
});
