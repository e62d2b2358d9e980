import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { decryptWithPassphrase } from '../../src/age/age';
import { compareBackup } from '../../src/backup/compareBackup';
import { askToExport } from '../../src/backup/exportBackup';
import { askToRestore } from '../../src/backup/restoreBackup';
import type { BackupServices } from '../../src/backup/services';
import type { BackedUp, Restored } from '../../src/contributions/commandResults';
import { EXTENSION_ID } from '../../src/contributions/ids';
import type { Activity } from '../../src/core/activity';
import { serialiseBackup } from '../../src/core/backup';
import { parseSecret } from '../../src/core/secret';
import { toUri } from '../../src/core/secretUri';
import { hmac } from '../../src/platform/runtime';
import { SecretStore } from '../../src/secrets/store';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { assertCodeOfNow } from '../shared/oracle';
import { passphraseFile } from '../shared/passphraseFile';
import { TestQuickPick } from '../shared/testQuickPick';
import { TestState, TestStorage } from '../shared/testStorage';
import { TestTicker } from '../shared/testTicker';
import {
  answering,
  elsewhere,
  eventually,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  replaceInApi,
  run,
  runFolder,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const UNLISTED = 'qa-us@acme.test';
const PASSPHRASE = 'lantern orbit velvet mustard';
const path = join(elsewhere, 'backup.age');
const uri = vscode.Uri.file(path).toString();
const ANSWERS = '{"version":1,"answers":[{"question":"First pet?","answer":"Tiddles"}]}';

const uriOf = (login: string, key: string): string => toUri(parseSecret(key).secret, login);

async function exportBackup(): Promise<BackedUp> {
  const exporting = () => run('exportBackup', { uri, passphrase: PASSPHRASE });
  return (await answering(['Export Backup'], exporting)) as BackedUp;
}

async function restore(confirm: boolean): Promise<Restored> {
  return (await run('restoreBackup', { uri, passphrase: PASSPHRASE, confirm })) as Restored;
}

async function writeBackup(text: string): Promise<void> {
  await writeFile(path, await passphraseFile(text, PASSPHRASE));
}

/** Forgets a key that a test has restored, too. */
async function forget(...logins: readonly string[]): Promise<void> {
  for (const login of logins) await run('removeSecret', { login, confirm: true }).then(undefined, () => {});
}

/** What becomes of real files. What is restored is in `test/unit/backup/backup.test.ts`. */
describe('The backup', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
  });

  afterEach(() => forget(AU, NZ, UNLISTED));

  // The slow work of a passphrase's key is done once: other tests read files that ask for less of it.
  it('is an age file with all keys and answers, which its command says, and leaves no key elsewhere', async () => {
    await setSecret(NZ, OTHER_KEY);
    await setSecret(AU, KEY);
    await writeBackup(`${uriOf(UNLISTED, KEY)}\n# recovery ${AU} ${ANSWERS}\n`);
    await restore(true);
    const said: string[] = [];
    const putBack = await replaceInApi('window', {
      showInformationMessage: async (message: string) => void said.push(message),
    });
    await rm(path);
    const exported = await exportBackup().finally(putBack);
    assert.deepEqual(exported, { logins: [AU, NZ, UNLISTED], missing: [] });
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? '',
      /^A command exported a backup to .*backup\.age\. Setup keys: 3\. Answers to security questions: 1\.$/,
    );
    assert.ok(!said[0]?.includes(PASSPHRASE));
    const bytes = await readFile(path);
    assert.match(bytes.toString('latin1'), /^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    assert.equal(
      await decryptWithPassphrase(bytes, PASSPHRASE),
      `${uriOf(AU, KEY)}\n${uriOf(NZ, OTHER_KEY)}\n${uriOf(UNLISTED, KEY)}\n# recovery ${AU} ${ANSWERS}\n`,
    );
    assert.deepEqual(await readdir(elsewhere), ['backup.age']);
    await writeBackup(`${uriOf(AU, KEY)}\n`);
    await restore(true);
    await refuses('restoreBackup', { uri, passphrase: `${PASSPHRASE}s` }, /passphrase is wrong/);
    for (const file of await readdir(runFolder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name.endsWith('.js')) continue;
      const text = await readFile(join(file.parentPath, file.name), 'latin1');
      for (const secret of [PASSPHRASE, KEY, OTHER_KEY])
        assert.ok(!text.includes(secret), join(file.parentPath, file.name));
    }
  });

  it('refuses a weak passphrase, and to back up nothing', async () => {
    await refuses('exportBackup', { uri, passphrase: PASSPHRASE }, /There is nothing to back up/);
    await setSecret(AU, KEY);
    await refuses('exportBackup', { uri, passphrase: 'short' }, /“passphrase” must be/);
    await refuses('exportBackup', { uri, passphrase: 'password1234' }, /Too weak/);
    await refuses('exportBackup', { passphrase: PASSPHRASE }, /“uri” is required/);
    assert.ok(!existsSync(path));
  });

  it('keeps the backup that is there where the new one cannot be written', async () => {
    await setSecret(AU, KEY);
    const nowhere = vscode.Uri.file(join(path, 'backup.age')).toString();
    await writeFile(path, 'mine');
    await answering(['Export Backup'], () =>
      refuses('exportBackup', { uri: nowhere, passphrase: PASSPHRASE }, /backup\.age couldn’t be written/),
    );
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });
});

const entries = [
  { login: AU, secret: parseSecret(OTHER_KEY).secret },
  { login: NZ, secret: parseSecret(KEY).secret },
  { login: UNLISTED, secret: parseSecret(KEY).secret },
];

/** A secret storage of this test's, with these keys. */
async function stored(
  ...keys: readonly (readonly [login: string, key: string])[]
): Promise<[TestStorage, SecretStore]> {
  const storage = new TestStorage();
  const secrets = new SecretStore(storage, new TestState(), error => assert.fail(String(error)));
  for (const [login, key] of keys) await secrets.set(login, parseSecret(key).secret);
  storage.reads.length = 0;
  return [storage, secrets];
}

describe('What a backup has', () => {
  it('is compared by reading only what is in both, and ends at the first key VS Code lost', async () => {
    const [storage, secrets] = await stored([AU, KEY], [NZ, KEY], ['other@acme.test', KEY]);
    storage.onGet = key => storage.values.delete(key);
    const compared = await compareBackup(entries, secrets);
    assert.deepEqual(storage.reads, [`totp:${AU}`]);
    assert.deepEqual(
      compared.map(({ login, key }) => [login, key]),
      [
        [AU, 'new'],
        [NZ, 'different'],
        [UNLISTED, 'new'],
      ],
    );
    secrets.dispose();
  });
});

describe('A person', () => {
  const { window } = vscode;
  const {
    createQuickPick,
    showInputBox,
    showInformationMessage,
    showOpenDialog,
    showQuickPick,
    showSaveDialog,
    showWarningMessage,
  } = window;
  const extension = vscode.extensions.getExtension(EXTENSION_ID) ?? assert.fail('It is not installed.');
  /** What was said, and asked with a title of its own. */
  let said: string[];
  /** The buttons that are pressed, one after another. */
  let presses: string[];
  /** What is typed, one after another; what is refused is typed again. */
  let typed: string[];
  let copied: string[];
  let recorded: Activity[];
  let picker: TestQuickPick;
  let ticker: TestTicker;

  const answer = async (message: string, options: { detail?: string }): Promise<string | undefined> => {
    said.push([message, options.detail ?? ''].join('\n'));
    return presses.shift();
  };

  beforeEach(async () => {
    await mkdir(elsewhere, { recursive: true });
    await rm(path, { force: true });
    [said, presses, typed, copied, recorded] = [[], [], [], [], []];
    [picker, ticker] = [new TestQuickPick(), new TestTicker()];
    window.createQuickPick = (() => picker) as unknown as typeof createQuickPick;
    window.showInformationMessage = answer as unknown as typeof showInformationMessage;
    window.showWarningMessage = answer as unknown as typeof showWarningMessage;
    window.showOpenDialog = async () => [vscode.Uri.file(path)];
    window.showSaveDialog = async () => vscode.Uri.file(path);
    window.showQuickPick = (async (items: readonly vscode.QuickPickItem[]) => {
      const label = presses.shift();
      return items.find(item => item.label === label);
    }) as unknown as typeof showQuickPick;
    window.showInputBox = (async ({ prompt, password, validateInput }: vscode.InputBoxOptions) => {
      assert.ok(password, prompt);
      said.push(prompt ?? '');
      for (;;) {
        const text = typed.shift();
        const found = text === undefined ? undefined : await validateInput?.(text);
        if (!found) return text;
        const { message, severity } =
          typeof found === 'string' ? { message: found, severity: undefined } : found;
        said.push(message);
        if (severity === vscode.InputBoxValidationSeverity.Info) return text;
      }
    }) as typeof showInputBox;
  });

  afterEach(() => {
    Object.assign(window, {
      createQuickPick,
      showInputBox,
      showInformationMessage,
      showOpenDialog,
      showQuickPick,
      showSaveDialog,
      showWarningMessage,
    });
    assert.equal(ticker.listeners.size, 0);
  });

  function services(secrets: SecretStore): BackupServices {
    return {
      secrets,
      hmac,
      now: Date.now,
      lostAdvice: async () => 'Advice.',
      record: activity => recorded.push(activity),
      ticker,
      extensionUri: extension.extensionUri,
      boundary: { offer: async message => void said.push(message) },
      accounts: {
        ready: async () => {},
        find: login => (login === UNLISTED ? undefined : { login, name: login, organisations: [], tags: [] }),
        nameOf: login => (login === AU ? 'AU $(trash) payroll' : login),
      },
      copier: { copyWithAutoClear: async text => void copied.push(text) },
    };
  }

  it('takes a generated passphrase, which is shown until a file is chosen', async () => {
    const [, secrets] = await stored([AU, KEY]);
    presses = ['Use a generated passphrase', 'Copy', 'Choose File…'];
    assert.deepEqual(await askToExport(services(secrets)), { logins: [AU], missing: [] });
    const [passphrase = ''] = copied;
    assert.match(passphrase, /^(?:[a-z]{3,8} ){7}[a-z]{3,8}$/);
    assert.ok(said.slice(0, 2).every(text => text.includes(passphrase)));
    assert.match(
      said[0] ?? '',
      /It won’t be shown again\.\n\nIf you copy it, the clipboard is cleared after 30 s/,
    );
    assert.ok(!said.at(-1)?.includes(passphrase));
    assert.equal(await decryptWithPassphrase(await readFile(path), passphrase), `${uriOf(AU, KEY)}\n`);
    assert.deepEqual(recorded, [{ action: 'exported', login: AU, route: 'backup' }]);
    secrets.dispose();
  });

  it('is told how strong a passphrase is while typing it, and types it twice', async () => {
    const [, secrets] = await stored([AU, KEY]);
    presses = ['Type a passphrase'];
    typed = ['short', 'password1234', PASSPHRASE, 'another one', PASSPHRASE];
    await askToExport(services(secrets));
    assert.deepEqual(
      said.slice(1, 4).map(text => text.replace(/\. .*/, '')),
      ['Too short', 'Too weak', 'Strong.'],
    );
    assert.equal(said[5], 'The two passphrases differ.');
    assert.equal(await decryptWithPassphrase(await readFile(path), PASSPHRASE), `${uriOf(AU, KEY)}\n`);
    secrets.dispose();
  });

  for (const again of [[], [''], ['another one', '']]) {
    it(`writes no backup before the same passphrase is typed twice: ${JSON.stringify(again)}`, async () => {
      const [, secrets] = await stored([AU, KEY]);
      presses = ['Type a passphrase'];
      typed = [PASSPHRASE, ...again];
      assert.equal(await askToExport(services(secrets)), undefined);
      assert.ok(!existsSync(path));
      assert.deepEqual(recorded, []);
      secrets.dispose();
    });
  }

  it('is told first what cannot be backed up, and no further key is read after one was lost', async () => {
    const [storage, secrets] = await stored([AU, KEY], [NZ, KEY], [UNLISTED, KEY]);
    storage.onGet = key => key.endsWith(NZ) && storage.values.delete(key);
    await assert.rejects(() => askToExport(services(secrets)), vscode.CancellationError);
    assert.deepEqual(storage.reads, [`totp:${AU}`, `totp:${NZ}`]);
    assert.match(said[0] ?? '', /can’t be backed up: qa-nz@acme\.test and qa-us@acme\.test/);
    assert.match(said[0] ?? '', /The other keys weren’t read/);
    assert.ok(!existsSync(path));
    secrets.dispose();
  });

  it('tries the passphrase again, ticks what is new, and sees both codes where keys differ', async () => {
    const [, secrets] = await stored([AU, KEY]);
    await writeFile(path, await passphraseFile(serialiseBackup(entries), PASSPHRASE));
    typed = ['not this one', PASSPHRASE];
    const restoring = askToRestore(services(secrets));
    await eventually(() => assert.equal(picker.items.length, 3));
    assert.deepEqual(said, [
      'The passphrase of this file',
      'The passphrase is wrong. Check it and try again.',
    ]);
    const [differing, ...others] = picker.items;
    assert.equal(differing?.label, 'AU $\u200B(trash) payroll');
    assert.equal(differing?.description, `different on this computer · ${AU}`);
    const [, here, inBackup] =
      /^Code here (\d{3} \d{3}), in the backup (\d{3} \d{3})$/.exec(differing?.detail ?? '') ?? [];
    await assertCodeOfNow(async () => here ?? '', KEY);
    await assertCodeOfNow(async () => inBackup ?? '', OTHER_KEY);
    assert.deepEqual(picker.selectedItems, others);
    // A second later there may be new codes; what is ticked stays so.
    ticker.pass();
    assert.deepEqual(
      picker.selectedItems.map(({ label }) => label),
      [NZ, UNLISTED],
    );
    picker.choose(UNLISTED);
    assert.deepEqual(await restoring, { added: [UNLISTED], same: [], different: [AU] });
    assert.match(said.at(-1) ?? '', /^Logins restored: 1 of 3\. Not in a list: qa-us@acme\.test\./);
    assert.deepEqual([...secrets.logins], [AU, UNLISTED]);
    secrets.dispose();
  });

  it('replaces a key only when that is ticked and confirmed, and it can be put back', async () => {
    const [, secrets] = await stored([AU, KEY]);
    await writeFile(path, await passphraseFile(serialiseBackup(entries), PASSPHRASE));
    for (const press of ['', 'Replace']) {
      typed = [PASSPHRASE];
      presses = [press];
      picker = new TestQuickPick();
      const restoring = askToRestore(services(secrets));
      await eventually(() => assert.equal(picker.items.length, 3));
      picker.choose('AU $\u200B(trash) payroll');
      if (press) await restoring;
      else await assert.rejects(() => restoring, vscode.CancellationError);
      assert.equal((await secrets.get(AU))?.base32, press ? OTHER_KEY : KEY);
    }
    await secrets.putBack(AU);
    assert.equal((await secrets.get(AU))?.base32, KEY);
    secrets.dispose();
  });
});
