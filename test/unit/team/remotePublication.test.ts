import assert from 'node:assert/strict';
import { join } from 'node:path';
import { eventually } from '../../shared/eventually';
import { LIST, LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { listOf, refuses, run, setSecret, settled, startFresh, vsCode } from '../extension';
import { OtherSide } from './otherSide';

const VIEW = 'xeroMfa.teamStore';
const ROW = 'Commit and Push (6 files)';

describe('Commit and Push on the other side of a window', () => {
  let side: OtherSide;
  let scheme = 'vscode-remote';

  startFresh({}, () => {
    side = new OtherSide('team');
    side.init();
    side.write(LIST, listOf({ login: LOGIN }, { login: OTHER_LOGIN }));
    return { folder: side.folder.with({ scheme }), attach: side.attach };
  });
  afterEach(() => side.dispose());

  const pushRows = async (): Promise<unknown[]> =>
    (await vsCode.window.rows(VIEW))
      .map(({ label }) => label)
      .filter(label => String(label).startsWith('Commit and Push'));

  async function create(): Promise<void> {
    await settled();
    await setSecret(LOGIN, KEY);
    await run('team.create', { name: 'Priya', confirm: true });
  }

  /** The commits of a branch of the remote that this one has not. */
  const pushed = (branch = 'main'): string =>
    side.git('-C', join(side.place, 'origin.git'), 'log', '--format=%s', branch);

  /** Presses a button of the messages that have it. */
  function pressing(button: string): string[] {
    const shown: string[] = [];
    const show = async (message: string, ...labels: unknown[]): Promise<unknown> => {
      shown.push(message);
      return labels.includes(button) ? button : undefined;
    };
    Object.assign(vsCode.window.api, { showInformationMessage: show, showErrorMessage: show });
    return shown;
  }

  it('takes the list and its store along, and leaves what is staged', async () => {
    await create();
    side.write('-a', 'not ready yet\n');
    side.git('add', '--', '-a');
    await eventually(async () => assert.deepEqual(await pushRows(), [ROW]));
    await run('team.commit', await vsCode.window.row(VIEW, ROW));
    assert.ok(vsCode.window.messages.includes('6 files pushed to main.'));
    assert.deepEqual(await pushRows(), []);
    assert.equal(pushed(), 'Update the team store\nStart\n');
    const committed = side.changedIn();
    assert.equal(committed.length, 6);
    assert.ok(committed.every(path => path.startsWith('.xero-mfa/')));
    assert.deepEqual(side.paths('diff', '--cached', '--name-only', '-z'), ['-a']);
  });

  it('counts a change of the store, and starts nothing while nothing has changed', async () => {
    await create();
    await run('team.commit', { confirm: true });
    await setSecret(OTHER_LOGIN, OTHER_KEY);
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']));
    const { length } = side.started;
    vsCode.window.leaveAndComeBack();
    assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']);
    // Committed in a terminal, it is yet to be pushed, which the window sees once the person comes back to it.
    side.git('add', '.');
    side.git('commit', '-qm', 'Mine');
    assert.equal(side.started.length, length);
    vsCode.window.leaveAndComeBack();
    assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']);
    assert.equal(side.started.length, length + 1);
    side.git('push', '-q');
    vsCode.window.leaveAndComeBack();
    assert.deepEqual(await pushRows(), []);
    assert.equal(side.started.length, length + 1);
  });

  it('starts git once to commit and once to push', async () => {
    await create();
    await eventually(async () => assert.deepEqual(await pushRows(), [ROW]));
    const { length } = side.started;
    await run('team.commit', { confirm: true });
    assert.equal(side.started.length, length + 2);
  });

  it('gives git no key and no identity', async () => {
    await create();
    await run('team.commit', { confirm: true });
    const given = JSON.stringify(side.started);
    const secrets = [...vsCode.secrets.values.values()].join('\n').match(/AGE-SECRET-KEY-1\w+/g) ?? [];
    assert.equal(secrets.length, 1);
    for (const secret of [KEY, ...secrets]) assert.ok(!given.includes(secret));
  });

  it('pushes a branch that follows another one here to the remote, and leaves that one', async () => {
    side.git('checkout', '-q', '-b', 'keys', '--track', 'main');
    await create();
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.equal(pushed('keys'), 'Update the team store\nStart\n');
    assert.equal(side.git('log', '--format=%s', 'main'), 'Start\n');
    assert.equal(side.git('config', 'branch.keys.remote'), '.\n');
    assert.deepEqual(await pushRows(), []);
  });

  it('takes no tag for a branch', async () => {
    await create();
    side.git('tag', 'main');
    side.git('tag', 'origin/main');
    side.git('push', '-q', '--tags');
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.equal(pushed('refs/heads/main'), 'Update the team store\nStart\n');
  });

  it('offers a branch where the host protects this one', async () => {
    await create();
    side.hook(
      'pre-receive',
      'while read _ _ ref; do if [ "$ref" = refs/heads/main ]; then exit 1; fi; done',
      true,
    );
    await refuses('team.commit', { confirm: true }, /refused the push to main: pre-receive hook declined/);
    assert.equal(pushed(), 'Start\n');
    assert.deepEqual(await pushRows(), [ROW]);
    const shown = pressing('Push to a New Branch');
    await run('team.commit', await vsCode.window.row(VIEW, ROW));
    await eventually(() =>
      assert.match(shown.at(-1) ?? '', /^Pushed to the new branch xero-mfa-[0-9a-f]{8}\./),
    );
    const branch = side.git('branch', '--show-current').trim();
    assert.equal(pushed(branch), 'Update the team store\nStart\n');
    await eventually(async () => assert.deepEqual(await pushRows(), []));
  });

  it('offers to pull first where the team has pushed', async () => {
    await create();
    const colleague = join(side.place, 'colleague');
    side.git('clone', '-q', join(side.place, 'origin.git'), colleague);
    const commit = ['-c', 'user.name=Sam', '-c', 'user.email=sam@acme.test', 'commit'];
    side.git('-C', colleague, ...commit, '-q', '--allow-empty', '-m', 'Theirs');
    side.git('-C', colleague, 'push', '-q');
    await eventually(async () => assert.deepEqual(await pushRows(), [ROW]));
    const shown = pressing('Pull and Push');
    await run('team.commit', await vsCode.window.row(VIEW, ROW));
    await eventually(() => assert.equal(shown.at(-1), '6 files pushed to main.'));
    assert.match(shown[0] ?? '', /Your team has pushed other changes\. Pull them first\./);
    assert.match(
      pushed(),
      /^Merge .*\nUpdate the team store\nTheirs\nStart\n$|^Merge .*\nTheirs\nUpdate the team store\nStart\n$/,
    );
  });

  it('says what git says where a hook refuses, and where nobody can say the password', async () => {
    await create();
    side.hook('pre-commit', 'echo "error: no commits today" >&2; exit 1');
    await refuses(
      'team.commit',
      { confirm: true },
      /couldn’t commit and push the team store: error: no commits today\./,
    );
    side.hook('pre-commit', 'exit 0');
    // As git does where it may ask nobody.
    side.hook(
      'pre-push',
      'echo "fatal: could not read Username for https://sam:s3cret@acme.test" >&2; exit 1',
    );
    await refuses('team.commit', { confirm: true }, /could not read Username for https:\/\/acme\.test\./);
    assert.equal(pushed(), 'Start\n');
  });

  it('is not offered where git can’t be started', async () => {
    side.program = () => '/nowhere/git';
    await create();
    await refuses('team.commit', { confirm: true }, /Git extension doesn’t know this list’s repository/);
    assert.deepEqual(await pushRows(), []);
    assert.equal(side.started.length, 1);
  });

  it('starts nothing in a folder that nobody trusts', async () => {
    await create();
    vsCode.isTrusted = false;
    const [started, asked] = [side.started.length, side.asked.length];
    vsCode.window.leaveAndComeBack();
    await refuses('team.commit', { confirm: true }, /Git extension doesn’t know this list’s repository/);
    assert.deepEqual([side.started.length, side.asked.length], [started, asked]);
  });

  describe('in a virtual workspace', () => {
    before(() => {
      scheme = 'vscode-vfs';
    });
    after(() => {
      scheme = 'vscode-remote';
    });

    it('starts nothing, and is not offered', async () => {
      await create();
      vsCode.window.leaveAndComeBack();
      assert.deepEqual(await pushRows(), []);
      await refuses('team.commit', { confirm: true }, /Git extension doesn’t know this list’s repository/);
      assert.deepEqual([side.started, side.asked], [[], []]);
    });
  });

  it('comes once VS Code has opened the repository', async () => {
    side.isOpen = false;
    await create();
    assert.deepEqual(await pushRows(), []);
    side.isOpen = true;
    await eventually(async () => assert.deepEqual(await pushRows(), [ROW]));
  });
});
