import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decryptWithPassphrase } from '../../../src/age/age';
import { parseSecret } from '../../../src/core/secret';
import { toUri } from '../../../src/core/secretUri';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import {
  answering,
  cancelled,
  createAfterLook,
  elsewhere,
  listOf,
  read,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

const PASSPHRASE = 'lantern orbit velvet mustard';
const file = elsewhere('backup.age');
const ANSWERS = '{"version":1,"answers":[{"question":"First pet?","answer":"Tiddles"}]}';
const uriOf = (login: string, key: string): string => toUri(parseSecret(key).secret, login);

describe('Exporting a backup by a command', () => {
  startFresh();
  beforeEach(async () => {
    // What makes passphrases guessable is a file of the extension.
    const { path } = vsCode.context.extensionUri;
    const name = 'dist/backup/guessable.json';
    write(vsCode.context.extensionUri.with({ path: `${path}/${name}` }), readFileSync(name));
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
  });

  const args = { uri: file, passphrase: PASSPHRASE, confirm: true };

  it('asks a person first, and writes nothing where that is refused', async () => {
    const asked = answering([]);
    await assert.rejects(run('exportBackup', args), cancelled);
    const [question = assert.fail(), ...others] = asked;
    assert.deepEqual(others, []);
    assert.equal(question.message, 'Export all setup keys on this computer to /elsewhere/backup.age?');
    assert.deepEqual(question.detail?.split('\n\n'), [
      'A keybinding, a task or an extension asks for this with the command “xeroMfa.exportBackup”. VS Code doesn’t say which.',
      'Setup keys: 2. The task or extension that asks knows the passphrase. Anyone who has it and the file can read them.',
      'If you didn’t just start something that needs this, choose Cancel.',
    ]);
    assert.deepEqual(question.choices, ['Export Backup']);
    assert.ok(!vsCode.files.has(file));
    await run('showActivity');
    assert.doesNotMatch(vsCode.window.shown?.getText() ?? '', /exported/);
  });

  it('asks again before it replaces a file', async () => {
    write(file, 'mine');
    const asked = answering(['Export Backup']);
    await assert.rejects(run('exportBackup', args), cancelled);
    assert.deepEqual(
      asked.map(({ message }) => message),
      [
        'Export all setup keys on this computer to /elsewhere/backup.age?',
        '/elsewhere/backup.age already exists. Replace it?',
      ],
    );
    assert.equal(read(file), 'mine');
  });

  it('names the file system where it is not the disk', async () => {
    const other = file.with({ scheme: 'evil', authority: 'cloud', path: '/home/priya/backup.age' });
    write(other, 'mine');
    const asked = answering([undefined, 'Export Backup']);
    for (const uri of ['evil:/home/priya/backup.age', other])
      await assert.rejects(run('exportBackup', { ...args, uri }), cancelled);
    assert.deepEqual(
      asked.map(({ message }) => message),
      [
        'Export all setup keys on this computer to evil:/home/priya/backup.age?',
        'Export all setup keys on this computer to evil://cloud/home/priya/backup.age?',
        'evil://cloud/home/priya/backup.age already exists. Replace it?',
      ],
    );
  });

  it('says what is in it and what is not: answers, and logins that VS Code has lost', async () => {
    const backup = elsewhere('answers.age');
    write(backup, await passphraseFile(`# recovery ${AU} ${ANSWERS}\n`, PASSPHRASE));
    await run('restoreBackup', { ...args, uri: backup });
    await vsCode.secrets.store(`totp:${AU}`, 'x:!!');
    const asked = answering([]);
    await assert.rejects(run('exportBackup', args), cancelled);
    assert.deepEqual(asked[0]?.detail?.split('\n\n').slice(1, -1), [
      'Setup keys: 1. Answers to security questions: 1. The task or extension that asks knows the passphrase. Anyone who has it and the file can read them.',
      'Left out, because VS Code lost them or can’t read them: keys or answers for AU payroll.',
    ]);
  });

  it('does not replace a file that appears after the question', async () => {
    createAfterLook(file, 'mine');
    answering(['Export Backup']);
    await refuses('exportBackup', args, /^Another program has just created backup\.age/);
    assert.equal(read(file), 'mine');
    assert.deepEqual(
      vsCode.files.all().filter(({ name }) => name.endsWith('.tmp')),
      [],
    );
  });

  it('by hand, asks about what was lost before the file was chosen', async () => {
    const exporting = run('exportBackup');
    (await vsCode.window.question()).answer('Use a generated passphrase');
    (await vsCode.window.question()).answer('Choose File…');
    const dialog = await vsCode.window.question();
    await vsCode.secrets.store(`totp:${AU}`, 'x:!!');
    dialog.answer(file);
    const missing = await vsCode.window.question();
    assert.equal(missing.message, 'These setup keys or answers can’t be backed up: AU payroll.');
    missing.answer(undefined);
    assert.equal(await exporting, undefined);
    assert.ok(!vsCode.files.has(file));
  });

  it('has what the computer has when the person answers, also a key in force beside a newer one', async () => {
    await setSecret(AU, OTHER_KEY);
    const { values } = vsCode.secrets;
    const exporting = run('exportBackup', args);
    const question = await vsCode.window.question();
    await setSecret(AU, NEW_KEY);
    assert.ok(values.has(`candidate:${AU}`));
    const { messages } = vsCode.window;
    messages.length = 0;
    question.answer('Export Backup');
    assert.deepEqual(await exporting, { logins: [AU, NZ], missing: [] });
    assert.deepEqual(messages, [
      'A command exported a backup to /elsewhere/backup.age. Setup keys: 2. Left out, because they were only tried: keys for AU payroll.',
    ]);
    const text = await decryptWithPassphrase(await vsCode.files.fs.readFile(file), PASSPHRASE);
    assert.equal(text, `${uriOf(AU, NEW_KEY)}\n${uriOf(NZ, OTHER_KEY)}\n# former ${AU} ${uriOf(AU, KEY)}\n`);

    // On a computer that has none of them.
    for (const login of [AU, NZ]) await run('removeSecret', { login, confirm: true });
    assert.deepEqual(
      [...values.keys()].filter(key => !key.startsWith('canary:')),
      [],
    );
    write(file, await passphraseFile(text, PASSPHRASE));
    assert.deepEqual(await run('restoreBackup', args), { added: [AU, NZ], same: [], different: [] });
    assert.equal(values.get(`totp:${AU}`), uriOf(AU, NEW_KEY));
    assert.equal(values.get(`former:${AU}`), uriOf(AU, KEY));
  });

  it('brings a former key back where the current one is the same', async () => {
    const { values } = vsCode.secrets;
    const text = `${uriOf(AU, KEY)}\n# former ${AU} ${uriOf(AU, NEW_KEY)}\n`;
    write(file, await passphraseFile(text, PASSPHRASE));
    assert.deepEqual(await run('restoreBackup', { ...args, confirm: false }), {
      added: [AU],
      same: [],
      different: [],
    });
    assert.ok(!values.has(`candidate:${AU}`), 'It was restored without being asked for.');
    assert.deepEqual(await run('restoreBackup', args), { added: [AU], same: [], different: [] });
    assert.equal(values.get(`totp:${AU}`), uriOf(AU, KEY));
    assert.equal(values.get(`candidate:${AU}`), uriOf(AU, NEW_KEY));
    assert.deepEqual(await run('restoreBackup', args), { added: [], same: [AU], different: [] });
  });
});
