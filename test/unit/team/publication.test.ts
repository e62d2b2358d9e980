import assert from 'node:assert/strict';
import { eventually } from '../../shared/eventually';
import { LIST, LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import {
  answering,
  cancelled,
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
import { FakeGit } from './fakeGit';

const VIEW = 'xeroMfa.teamStore';
const PROTECTED = `remote: error: GH006: Protected branch update failed for refs/heads/main.
To https://github.com/acme/tests.git
 ! [remote rejected] main -> main (protected branch hook declined)
error: failed to push some refs to 'https://github.com/acme/tests.git'
`;

describe('Commit and Push', () => {
  startFresh();

  let git: FakeGit;
  beforeEach(async () => {
    write(vsCode.at('app.ts'), 'one');
    git = new FakeGit(vsCode, ['app.ts']);
    vsCode.git = git.api;
    await writeList(teamList, listOf({ login: LOGIN }, { login: OTHER_LOGIN }));
    await setSecret(LOGIN, KEY);
    const { recipient } = (await run('team.create', { name: 'Priya', confirm: true })) as {
      recipient: string;
    };
    ours = [
      LIST,
      '.xero-mfa/store/.age-recipients',
      '.xero-mfa/store/.gitattributes',
      `.xero-mfa/store/${LOGIN}.age`,
      `.xero-mfa/store/members/${recipient}.json`,
      '.xero-mfa/store/store.json',
    ].sort();
  });

  /** The files of the list and its store. */
  let ours: string[];

  const pushRows = async (): Promise<unknown[]> =>
    (await vsCode.window.rows(VIEW))
      .map(({ label }) => label)
      .filter(label => String(label).startsWith('Commit and Push'));

  /** Presses a button of the next message that has it. */
  function pressing(button: string): string[] {
    const shown: string[] = [];
    const { api } = vsCode.window;
    const show = async (message: string, ...labels: unknown[]): Promise<unknown> => {
      vsCode.window.messages.push(message);
      shown.push(message);
      return labels.includes(button) ? button : undefined;
    };
    Object.assign(api, { showInformationMessage: show, showErrorMessage: show });
    return shown;
  }

  it('takes the list and its store along, and nothing else', async () => {
    write(vsCode.at('app.ts'), 'two');
    write(vsCode.at('.xero-mfa/notes.txt'), 'mine');
    write(vsCode.at('.xero-mfa/store/identity.txt'), 'not the store’s');
    write(vsCode.at('.xero-mfa/store/old/other.age'), 'not the store’s');
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.deepEqual(
      git.commits.map(({ files }) => files),
      [ours],
    );
    assert.deepEqual(git.pushed(), [...ours, 'app.ts'].sort());
    assert.deepEqual(git.staged, []);
    assert.ok(vsCode.window.messages.includes('6 files pushed to main.'));
  });

  it('is a row while there is something to push', async () => {
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']));
    await run('team.commit', await vsCode.window.row(VIEW, 'Commit and Push (6 files)'));
    assert.deepEqual(git.pushed().length, 7);
    assert.deepEqual(await pushRows(), []);
    await setSecret(OTHER_LOGIN, KEY);
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']));
    // Committed elsewhere, it is yet to be pushed.
    git.stage(`.xero-mfa/store/${OTHER_LOGIN}.age`);
    git.commit('Add a key');
    assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']);
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 1, pushed: true });
    assert.deepEqual(await pushRows(), []);
    assert.equal(git.commits.length, 2);
    assert.ok(vsCode.window.messages.includes('1 file pushed to main.'));
  });

  it('is a line of the page of the team’s status, as long', async () => {
    const second = (): string | undefined => vsCode.window.shown?.getText().split('\n')[1];
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']));
    await run('team.status');
    assert.equal(second(), 'Files to push: 6');
    const [push] = (await vsCode.actionsShown()).filter(({ line }) => line === second());
    assert.equal(push?.title, 'Commit and Push');
    await push?.click();
    assert.deepEqual(git.pushed().length, 7);
    await eventually(() => assert.match(second() ?? '', /^Needs attention/));
    await setSecret(OTHER_LOGIN, KEY);
    await eventually(() => assert.equal(second(), 'Files to push: 1'));
    git.stage(`.xero-mfa/store/${OTHER_LOGIN}.age`);
    git.commit('Add a key');
    git.pushElsewhere();
    await eventually(() => assert.match(second() ?? '', /^Needs attention/));
  });

  it('is counted once for all that show it, however often the store is read', async () => {
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']));
    await run('team.status');
    for (let times = 0; times < 3; times++) await run('team.sync', {});
    // One more waits for the first commit of the list.
    assert.equal(git.followers, 2);
    git.stage(...ours);
    git.commit('Mine');
    git.compared = 0;
    git.tell();
    assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']);
    for (let times = 0; times < 3; times++) await pushRows();
    assert.equal(git.compared, 1);
  });

  it('asks a program’s user, and names the files', async () => {
    const asked = answering([undefined, 'Commit and Push']);
    await assert.rejects(run('team.commit', {}), cancelled);
    assert.deepEqual(git.commits, []);
    await run('team.commit', {});
    assert.equal(asked[1]?.message, 'Commit and push 6 files?');
    for (const path of ours) assert.ok(asked[1]?.detail?.includes(path), path);
    assert.equal(git.commits.length, 1);
  });

  it('asks before commits of other files are pushed, too', async () => {
    write(vsCode.at('app.ts'), 'two');
    git.stage('app.ts');
    git.commit('Not ready yet');
    const asked = answering([undefined, 'Commit and Push']);
    const row = async (): Promise<unknown> => vsCode.window.row(VIEW, 'Commit and Push (6 files)');
    await run('team.commit', await row());
    assert.equal(git.commits.length, 1);
    await run('team.commit', await row());
    assert.deepEqual(
      asked.map(({ message }) => message),
      ['Push earlier commits, too?', 'Push earlier commits, too?'],
    );
    assert.equal(git.commits.length, 2);
  });

  it('says so where there is nothing to push, and asks nothing', async () => {
    await run('team.commit', { confirm: true });
    const asked = answering([]);
    assert.deepEqual(await run('team.commit', {}), { files: 0, pushed: false });
    assert.deepEqual(asked, []);
    assert.equal(vsCode.window.messages.at(-1), 'Everything is already pushed.');
  });

  it('keeps out what else is staged where no program can be run', async () => {
    write(vsCode.at('app.ts'), 'two');
    git.stage('app.ts');
    await refuses('team.commit', { confirm: true }, /Other changes are staged/);
    assert.deepEqual([git.commits, git.staged], [[], ['app.ts']]);
  });

  it('keeps out a file that was moved into the store, and asks before its commit is pushed', async () => {
    const moved = '.xero-mfa/store/app.age';
    write(vsCode.at(moved), 'one');
    await vsCode.files.fs.delete(vsCode.at('app.ts'));
    git.renames.set(moved, 'app.ts');
    git.stage('app.ts', moved);
    await refuses('team.commit', { confirm: true }, /Other changes are staged/);
    assert.deepEqual(git.commits, []);
    git.commit('Move it');
    const asked = answering([]);
    const [label] = await pushRows();
    await run('team.commit', await vsCode.window.row(VIEW, String(label)));
    assert.deepEqual(
      asked.map(({ message }) => message),
      ['Push earlier commits, too?'],
    );
  });

  it('does not take along a part of the list that is not staged', async () => {
    git.stage(LIST);
    await writeList(teamList, listOf({ login: LOGIN }));
    await refuses('team.commit', { confirm: true }, /Only part of \.xero-mfa\/accounts\.json is staged/);
    assert.deepEqual(git.commits, []);
  });

  it('offers a branch where the host protects this one', async () => {
    git.refusal = branch => (branch === 'main' ? PROTECTED : undefined);
    const refused =
      'The repository’s host refused the push to main: protected branch hook declined. The changes are committed on this computer.';
    await refuses('team.commit', { confirm: true }, new RegExp(refused.replaceAll('.', '\\.')));
    // The row stays, as colleagues don't have it yet.
    assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']);
    const shown = pressing('Push to a New Branch');
    await run('team.commit', await vsCode.window.row(VIEW, 'Commit and Push (6 files)'));
    const branch = 'xero-mfa-01234567';
    await eventually(() =>
      assert.deepEqual(shown, [
        refused,
        `Pushed to the new branch ${branch}. To share the changes, open a pull request.`,
      ]),
    );
    assert.deepEqual(git.pushed(branch), [...ours, 'app.ts'].sort());
    assert.equal(git.commits.length, 1);
    assert.deepEqual(await pushRows(), []);
  });

  it('has a new branch follow where it went, also where VS Code has git’s configuration locked', async () => {
    git.upstream = undefined;
    git.locked = 2;
    await run('team.commit', { confirm: true });
    assert.equal(git.upstream, 'main');
    assert.equal(git.commits.length, 1);
  });

  it('offers to pull first where the team has pushed', async () => {
    git.refusal = () => ' ! [rejected]        main -> main (fetch first)\nerror: failed to push some refs';
    const shown = pressing('Pull and Push');
    await run('team.commit', await vsCode.window.row(VIEW, 'Commit and Push (6 files)'));
    await eventually(() => assert.equal(shown.at(-1), '6 files pushed to main.'));
    assert.match(shown[0] ?? '', /Your team has pushed other changes\. Pull them first\./);
    assert.deepEqual(git.pulled, ['main']);
    assert.deepEqual([git.commits.length, git.pushed().length], [1, 7]);
  });

  it('merges what it pulled where both sides have commits and no setting says how', async () => {
    git.refusal = () => ' ! [rejected]        main -> main (fetch first)\nerror: failed to push some refs';
    git.onPull = async () => {
      const stderr =
        'hint: You have divergent branches\nfatal: Need to specify how to reconcile divergent branches.';
      throw Object.assign(new Error('Failed to execute git'), { stderr });
    };
    const shown = pressing('Pull and Push');
    await run('team.commit', await vsCode.window.row(VIEW, 'Commit and Push (6 files)'));
    await eventually(() => assert.equal(shown.at(-1), '6 files pushed to main.'));
    assert.deepEqual(git.merged, ['refs/remotes/origin/main']);
  });

  it('says why git refuses to pull, in one sentence', async () => {
    git.refusal = () => ' ! [rejected]        main -> main (fetch first)\nerror: failed to push some refs';
    git.onPull = async () => {
      const stderr = 'fatal: Not possible to fast-forward, aborting.\n';
      throw Object.assign(new Error('Failed to execute git'), { stderr });
    };
    const shown = pressing('Pull and Push');
    await run('team.commit', await vsCode.window.row(VIEW, 'Commit and Push (6 files)'));
    await eventually(() =>
      assert.match(shown.at(-1) ?? '', /: fatal: Not possible to fast-forward, aborting\. Do it/),
    );
    assert.deepEqual(git.merged, []);
  });

  it('is followed by a sync that offers to pull where it brought nothing, and syncs again', async () => {
    const sync = async (): Promise<void> => void (await run('team.sync'));
    const shown = pressing('Pull');
    git.onPull = async () => {
      git.upstream = undefined;
    };
    await sync();
    await eventually(() =>
      assert.deepEqual(shown, ['The team store is up to date.', 'The team store is up to date.']),
    );
    // Without an upstream there is nothing to pull.
    assert.deepEqual(git.pulled, ['main']);
  });

  it('shows no password of an address that git names', async () => {
    git.refusal = () => 'fatal: unable to access ‘https://sam:s3cret@acme.test/team.git/’: no route';
    await refuses('team.commit', { confirm: true }, /unable to access ‘https:\/\/acme\.test\/team\.git/);
  });

  it('is done once, however often it is chosen', async () => {
    await Promise.all([run('team.commit', { confirm: true }), run('team.commit', { confirm: true })]);
    assert.equal(git.commits.length, 1);
  });

  it('commits nothing where there is nowhere to push to', async () => {
    git.remotes = [];
    git.upstream = undefined;
    await refuses('team.commit', { confirm: true }, /has no remote/);
    git.branch = undefined;
    await refuses('team.commit', { confirm: true }, /No branch is checked out/);
    assert.deepEqual([git.commits, git.staged], [[], []]);
  });

  it('sets the upstream of a branch that has none', async () => {
    git.branch = 'keys';
    git.upstream = undefined;
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.equal(git.upstream, 'keys');
    assert.deepEqual(git.pushed('keys'), [...ours, 'app.ts'].sort());
    assert.deepEqual(await pushRows(), []);
  });

  it('pushes a branch that follows another one here to the remote', async () => {
    git.branch = 'keys';
    git.upstreamRemote = '.';
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.deepEqual(git.pushed('keys'), [...ours, 'app.ts'].sort());
    assert.equal(git.upstream, 'main');
    assert.deepEqual(await pushRows(), []);
  });

  it('takes no tag for a branch', async () => {
    for (const tag of ['main', 'origin/main', 'keys', 'origin/keys']) git.tags.add(tag);
    git.stage(...ours);
    git.commit('Mine');
    assert.deepEqual(await run('team.commit', { confirm: true }), { files: 6, pushed: true });
    assert.deepEqual(git.pushed(), [...ours, 'app.ts'].sort());
    git.branch = 'keys';
    git.upstream = undefined;
    await setSecret(OTHER_LOGIN, KEY);
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (1 file)']));
    await run('team.commit', { confirm: true });
    assert.equal(git.pushed('keys').length, 8);
  });

  it('says what to do without VS Code’s git', async () => {
    await eventually(async () => assert.deepEqual(await pushRows(), ['Commit and Push (6 files)']));
    git.close();
    assert.deepEqual(await pushRows(), []);
    vsCode.git = undefined;
    await refuses('team.commit', { confirm: true }, /Git extension doesn’t know this list’s repository/);
    assert.deepEqual(await pushRows(), []);
  });
});
