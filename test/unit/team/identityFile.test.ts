import assert from 'node:assert/strict';
import { decryptWithPassphrase, newIdentity, recipientOf } from '../../../src/age/age';
import { fingerprintOf } from '../../../src/age/fingerprint';
import { signerOf } from '../../../src/age/signing';
import { LOGIN } from '../../shared/lists';
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
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

const IDENTITY = 'team:identity';
const file = elsewhere('identity.age');
const args = { uri: file, passphrase: 'eight words of a passphrase', confirm: true };
const whenUnexpected = 'If you didn’t just start something that needs this, choose Cancel.';

describe('An identity', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: LOGIN })));

  describe('is saved by a command', () => {
    beforeEach(async () => {
      await run('team.create', { name: 'Priya', confirm: true });
    });

    it('only if a person wants that', async () => {
      const asked = answering([]);
      await assert.rejects(run('team.saveIdentity', args), cancelled);
      const [question = assert.fail(), ...others] = asked;
      assert.deepEqual(others, []);
      assert.equal(question.message, 'Save a copy of this computer’s identity to /elsewhere/identity.age?');
      assert.deepEqual(question.detail?.split('\n\n'), [
        'A keybinding, a task or an extension asks for this with the command “xeroMfa.team.saveIdentity”. VS Code doesn’t say which.',
        'The task or extension that asks knows the passphrase. Anyone who has it and the file can read all that the team shares with you.',
        whenUnexpected,
      ]);
      assert.deepEqual(question.choices, ['Save Identity']);
      assert.ok(!vsCode.files.has(file));
    });

    it('over another file only after a second question', async () => {
      write(file, 'mine');
      const asked = answering(['Save Identity', undefined, 'Save Identity', 'Replace']);
      await assert.rejects(run('team.saveIdentity', args), cancelled);
      assert.equal(asked[1]?.message, '/elsewhere/identity.age already exists. Replace it?');
      assert.equal(read(file), 'mine');
      const { messages } = vsCode.window;
      messages.length = 0;
      await run('team.saveIdentity', args);
      assert.deepEqual(messages, [
        'A command saved a copy of this computer’s identity to /elsewhere/identity.age.',
      ]);
      const text = await decryptWithPassphrase(await vsCode.files.fs.readFile(file), args.passphrase);
      assert.ok(text.includes(`\n${vsCode.secrets.values.get(IDENTITY)}\n# xero-mfa store {`));
    });

    it('over no file that appears after the question', async () => {
      createAfterLook(file, 'mine');
      answering(['Save Identity']);
      await refuses('team.saveIdentity', args, /^Another program has just created identity\.age/);
      assert.equal(read(file), 'mine');
    });

    it('to a file system that the question names', async () => {
      const asked = answering([]);
      await assert.rejects(
        run('team.saveIdentity', { ...args, uri: 'evil:/home/priya/identity.age' }),
        cancelled,
      );
      assert.equal(
        asked[0]?.message,
        'Save a copy of this computer’s identity to evil:/home/priya/identity.age?',
      );
    });

    it('never into two', async () => {
      const asked = answering([]);
      await refuses('team.restoreIdentity', args, /^This computer already has a team identity\./);
      assert.deepEqual(asked, []);
    });
  });

  describe('of a file', () => {
    let identity: string;
    let recipient: string;
    beforeEach(async () => {
      identity = await newIdentity();
      recipient = await recipientOf(identity);
      write(file, await passphraseFile(`# ${recipient}\n${identity}\n`, args.passphrase));
    });

    it('is used only if a person wants that, who sees its words', async () => {
      const asked = answering([undefined, 'Restore Identity']);
      await assert.rejects(run('team.restoreIdentity', args), cancelled);
      assert.ok(!vsCode.secrets.values.has(IDENTITY));
      const [question = assert.fail()] = asked;
      const fingerprint = await fingerprintOf(recipient, (await signerOf(identity)).signingKey);
      assert.equal(question.message, 'Use the identity in /elsewhere/identity.age on this computer?');
      assert.deepEqual(question.detail?.split('\n\n'), [
        'A keybinding, a task or an extension asks for this with the command “xeroMfa.team.restoreIdentity”. VS Code doesn’t say which.',
        `Its words: ${fingerprint}.`,
        'Anyone who has the file and its passphrase can then read all that the team shares with you.',
        whenUnexpected,
      ]);
      assert.deepEqual(question.choices, ['Restore Identity']);
      assert.deepEqual(await run('team.restoreIdentity', args), { recipient, fingerprint });
      assert.equal(vsCode.secrets.values.get(IDENTITY), identity);
      assert.equal(asked.length, 2);
    });

    it('takes the place of none that came while the question was open', async () => {
      const restoring = run('team.restoreIdentity', args);
      const question = await vsCode.window.question();
      await run('team.create', { name: 'Priya', confirm: true });
      const own = vsCode.secrets.values.get(IDENTITY);
      question.answer('Restore Identity');
      await assert.rejects(restoring, {
        name: 'UserError',
        message: /^This computer already has a team identity\./,
      });
      assert.equal(vsCode.secrets.values.get(IDENTITY), own);
    });
  });
});
