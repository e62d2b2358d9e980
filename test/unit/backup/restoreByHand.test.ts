import assert from 'node:assert/strict';
import { parseSecret } from '../../../src/core/secret';
import { toUri } from '../../../src/core/secretUri';
import type { Question } from '../../shared/fakeVscode/window';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import {
  elsewhere,
  listOf,
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
const uriOf = (login: string, key: string): string => toUri(parseSecret(key).secret, login);
const recoveryOf = (answer: string): string =>
  `{"version":1,"answers":[{"question":"First pet?","answer":"${answer}"}]}`;
const KEPT =
  'Changed in the meantime, so not replaced: AU payroll. To compare again, restore the backup once more.';

describe('Restoring by hand', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ })));

  const stored = (item: string): string | undefined => vsCode.secrets.values.get(item);

  async function restoreAnswers(answer: string): Promise<void> {
    const other = elsewhere('other.age');
    write(other, await passphraseFile(`# recovery ${AU} ${recoveryOf(answer)}\n`, PASSPHRASE));
    await run('restoreBackup', { uri: other, passphrase: PASSPHRASE, confirm: true });
  }

  /** Restores all of a backup. */
  async function restore(
    text: string,
    { whileOpen, whileAsked }: Partial<Record<'whileOpen' | 'whileAsked', () => Promise<void>>> = {},
  ): Promise<{ result: unknown; questions: readonly Question[]; said: readonly string[] }> {
    write(file, await passphraseFile(text, PASSPHRASE));
    const questions: Question[] = [];
    const listening = vsCode.window.onDidAsk(async question => {
      if (question.kind === 'open') return question.answer([file]);
      if (question.kind === 'input') return question.answer(PASSPHRASE);
      questions.push(question);
      await whileAsked?.();
      question.answer('Replace');
    });
    const picking = vsCode.window.onDidCreateQuickPick(picker => {
      picker.show = async () => {
        await whileOpen?.();
        picker.choose(...picker.items.map(({ label }) => label));
      };
    });
    vsCode.window.messages.length = 0;
    const result = await run('restoreBackup');
    listening.dispose();
    picking.dispose();
    return { result, questions, said: vsCode.window.messages.filter(text => !text.startsWith('Setup key')) };
  }

  it('replaces no answers that were stored while the rows were open', async () => {
    const { result, questions, said } = await restore(
      `# recovery ${AU} ${recoveryOf('Tiddles')}\n${uriOf(NZ, KEY)}\n`,
      { whileOpen: () => restoreAnswers('Rover') },
    );
    assert.equal(stored(`recovery:${AU}`), recoveryOf('Rover'));
    assert.equal(stored(`totp:${NZ}`), uriOf(NZ, KEY));
    assert.deepEqual(questions, []);
    assert.deepEqual(result, { added: [NZ], same: [], different: [AU] });
    assert.equal(said.at(-1), `Logins restored: 1 of 2. ${KEPT}`);
  });

  it('replaces no key that was stored while the rows were open', async () => {
    const { result, said } = await restore(`${uriOf(AU, KEY)}\n`, {
      whileOpen: () => setSecret(AU, NEW_KEY),
    });
    assert.equal(stored(`totp:${AU}`), uriOf(AU, NEW_KEY));
    assert.deepEqual(result, { added: [], same: [], different: [AU] });
    assert.equal(said.at(-1), `Logins restored: 0 of 1. ${KEPT}`);
  });

  it('replaces only the key and the answers that it asked about', async () => {
    await setSecret(AU, KEY);
    await restoreAnswers('Rover');
    const text = `${uriOf(AU, OTHER_KEY)}\n# recovery ${AU} ${recoveryOf('Tiddles')}\n`;
    const changed = await restore(text, { whileAsked: () => setSecret(AU, NEW_KEY) });
    assert.equal(changed.questions.length, 1);
    assert.equal(stored(`totp:${AU}`), uriOf(AU, NEW_KEY));
    assert.deepEqual(changed.result, { added: [], same: [], different: [AU] });
    // The answers had not changed.
    assert.equal(stored(`recovery:${AU}`), recoveryOf('Tiddles'));

    // Nor are answers replaced that the question was not about.
    await vsCode.secrets.store(`recovery:${AU}`, recoveryOf('Rover'));
    const replacing = () => vsCode.secrets.store(`recovery:${AU}`, recoveryOf('Luna22'));
    assert.deepEqual((await restore(text, { whileAsked: replacing })).result, changed.result);
    assert.equal(stored(`recovery:${AU}`), recoveryOf('Luna22'));
    assert.equal(stored(`totp:${AU}`), uriOf(AU, OTHER_KEY));

    await setSecret(AU, KEY);
    const { questions, result } = await restore(text);
    assert.deepEqual(
      questions.map(({ message }) => message),
      ['Replace the keys and answers saved for AU payroll?'],
    );
    assert.equal(stored(`totp:${AU}`), uriOf(AU, OTHER_KEY));
    assert.equal(stored(`recovery:${AU}`), recoveryOf('Tiddles'));
    assert.deepEqual(result, { added: [AU], same: [], different: [] });
  });

  it('replaces a password only where that was asked, and shows none', async () => {
    const line = (password: string): string => `# password ${AU} ${JSON.stringify(password)}\n`;
    const added = await restore(line('one "1"'));
    assert.deepEqual([added.questions, stored(`password:${AU}`)], [[], 'one "1"']);
    const replacing = () => vsCode.secrets.store(`password:${AU}`, 'meanwhile');
    assert.deepEqual((await restore(line('two-2'), { whileAsked: replacing })).result, {
      added: [],
      same: [],
      different: [AU],
    });
    assert.equal(stored(`password:${AU}`), 'meanwhile');
    const { questions, said } = await restore(`${line('two-2')}# password ${NZ} two\n`);
    assert.deepEqual(
      questions.map(({ message, detail }) => [message, detail]),
      [['Replace the keys, answers and passwords saved for AU payroll?', 'Passwords are replaced for good.']],
    );
    assert.equal(stored(`password:${AU}`), 'two-2');
    assert.match(said.at(-1) ?? '', /Line 2 of the backup can’t be read\.$/);
    assert.ok(!/two|meanwhile/.test(said.join()));
  });
});
