import assert from 'node:assert/strict';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import {
  expectCode,
  listOf,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

describe('Ctrl+C on a row', () => {
  startFresh();
  beforeEach(async () => {
    await writeList(
      teamList,
      listOf(
        {
          login: LOGIN,
          name: 'AU',
          owner: 'priya@acme.test',
          notes: 'two\nlines',
          organisations: [{ name: 'Demo (AU)', region: 'AU' }],
          mfaSetUpOn: '2026-11-20',
        },
        { login: OTHER, name: 'NZ' },
      ),
    );
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
  });

  const select = (label: string, under?: string) => vsCode.window.select('xeroMfa.accounts', label, under);
  const copied = async (label: string, under?: string): Promise<string> => {
    await vsCode.clipboard.writeText('nothing yet');
    await select(label, under);
    await run('copyRow');
    return vsCode.clipboard.readText();
  };
  const labelOf = async (start: string): Promise<string> => {
    const rows = await vsCode.window.rows('xeroMfa.accounts');
    return String(rows.map(({ label }) => label).find(label => String(label).startsWith(start)));
  };

  it('copies the code of an account', async () => {
    await select(await labelOf('AU'));
    await expectCode(() => run('copyRow'), KEY);
    await select(await labelOf('NZ'));
    await expectCode(() => run('copyRow'), OTHER_KEY);
  });

  it('copies of another row what it shows, and no code', async () => {
    const account = await labelOf('AU');
    assert.equal(await copied('Owner', account), 'priya@acme.test');
    assert.equal(await copied('Login', account), LOGIN);
    assert.equal(await copied('Notes', account), 'two\nlines');
    assert.equal(await copied('MFA set up on', account), '2026-11-20');
    assert.equal(await copied('Demo (AU)', account), 'Demo (AU)');
    assert.ok(vsCode.window.messages.includes('Text of the row copied'), vsCode.window.messages.join());
  });

  it('copies nothing that a terminal would obey, and more than one line of notes alone', async () => {
    const hostile = 'Priya\u001b[2J\u202e\r\ncurl evil.test';
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU', owner: hostile, notes: hostile }));
    const account = await labelOf('AU');
    assert.equal(await copied('Owner', account), 'Priya[2J curl evil.test');
    assert.equal(await copied('Notes', account), 'Priya[2J\ncurl evil.test');
  });

  it('copies the name of a group, and the text of a problem', async () => {
    await set('groupBy', 'owner');
    assert.equal(await copied('priya@acme.test'), 'priya@acme.test');
    write(teamList, listOf({ login: LOGIN, backupEmail: LOGIN }));
    await run('copyLogin', { login: 'nobody@nowhere.test' }).catch(() => {});
    const list = await labelOf('1 problem');
    const [problem] = await vsCode.window.rows('xeroMfa.accounts', list);
    assert.match(await copied(String(problem?.label), list), /must differ from the login/);
  });

  it('takes the row that was selected when the key was pressed, although another one is selected at once', async () => {
    await select(await labelOf('AU'));
    await expectCode(async () => {
      const done = run('copyRow');
      await select(await labelOf('NZ'));
      await done;
    }, KEY);
  });

  it('copies nothing where nothing is selected, and says what to do where there is no key', async () => {
    await vsCode.clipboard.writeText('nothing yet');
    await run('copyRow');
    assert.equal(await vsCode.clipboard.readText(), 'nothing yet');
    await run('removeSecret', { login: OTHER, confirm: true });
    await select(await labelOf('NZ'));
    await run('copyRow');
    assert.equal(await vsCode.clipboard.readText(), 'nothing yet');
    assert.match(vsCode.window.messages.at(-1) ?? '', /NZ has no setup key/);
  });
});
