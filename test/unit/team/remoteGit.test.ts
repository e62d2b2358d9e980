import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import * as vscode from 'vscode';
import type { GitRepository } from '../../../src/team/gitRepository';
import { remoteRepositoryOf } from '../../../src/team/remoteGit';
import { anyTextOf } from '../../shared/anyText';
import { eventually } from '../../shared/eventually';
import { cases } from '../../shared/thorough';
import { fake } from '../vscode';
import { HOSTILE, OtherSide } from './otherSide';

/** A name that a file can have. */
const anyName = fc.oneof(
  fc.constantFrom(...HOSTILE),
  anyTextOf({ minLength: 1, maxLength: 12 }).map(text => `x${text.replaceAll(/[/\0]/g, '_')}`),
);

describe('Git on the other side of a window', () => {
  const before = { fs: { ...vscode.workspace.fs }, window: { ...fake.window.api } };
  let side: OtherSide;
  let repository: GitRepository;

  const open = async (): Promise<GitRepository> =>
    (await remoteRepositoryOf(side.at('app.ts'))) ?? assert.fail('No repository');

  /** Begins again with a repository in a folder of this path. */
  async function begin(root: string): Promise<void> {
    side?.dispose();
    side = new OtherSide(root);
    side.init();
    side.attach(fake);
    repository = await open();
  }

  /** What the script of a program has left in the repository, or been led to make by a name. */
  function assertClean(): void {
    const directory = side.git('rev-parse', '--absolute-git-dir').trim();
    assert.equal(existsSync(`${directory}/xero-mfa`), false);
    assert.equal(existsSync(side.path('ran')), false);
    assert.doesNotMatch(side.git('config', '--list'), /xero/);
  }

  beforeEach(() => begin('team'));
  afterEach(() => {
    assertClean();
    side.dispose();
    Object.assign(vscode.workspace.fs, before.fs);
    Object.assign(fake.window.api, before.window);
  });

  it('commits the files that it is told to, and leaves what is staged, whatever their names', async () => {
    const names = fc.uniqueArray(anyName, { minLength: 2, maxLength: 8, selector: name => name.normalize() });
    await fc.assert(
      fc.asyncProperty(names, fc.nat(), async (all, at) => {
        await begin('team');
        const count = 1 + (at % (all.length - 1));
        const [ours, others] = [all.slice(0, count), all.slice(count)];
        for (const name of all) side.write(name, 'new\n');
        side.git('--literal-pathspecs', 'add', '--', ...others);
        await repository.commit(
          ours.map(name => side.at(name)),
          'Ours',
        );
        assert.deepEqual(side.changedIn(), [...ours].sort());
        assert.deepEqual(side.paths('diff', '--cached', '--name-only', '-z'), [...others].sort());
        assertClean();
      }),
      { numRuns: cases(4, 20) },
    );
  });

  it('works in a folder whose path is as odd', async () => {
    for (const root of ['two words', "it's $(touch ran) `x`", '"a" & %PATH%', '-C', 'é 😀']) {
      await begin(root);
      side.write('.xero-mfa/store/a.age', 'new\n');
      await repository.commit([side.at('.xero-mfa/store/a.age')], '--amend $(touch ran)');
      assert.deepEqual(side.changedIn(), ['.xero-mfa/store/a.age'], root);
      assert.equal(side.git('log', '-1', '--format=%s'), '--amend $(touch ran)\n');
      assertClean();
    }
  });

  it('commits what is deleted, however it is staged', async () => {
    for (const name of ['one.age', 'two.age', 'three.age']) side.write(name, 'old\n');
    side.git('add', '.');
    side.git('commit', '-qm', 'Before');
    side.git('rm', '-q', 'one.age');
    side.git('rm', '-q', '--cached', 'two.age');
    side.git('mv', 'three.age', 'four.age');
    side.git('rm', '-q', '--cached', 'app.ts');
    await repository.commit(
      ['one.age', 'three.age', 'four.age'].map(name => side.at(name)),
      'Delete',
    );
    assert.deepEqual(side.changedIn(), ['four.age', 'one.age', 'three.age']);
    assert.deepEqual(side.paths('diff', '--cached', '--name-only', '-z'), ['app.ts', 'two.age']);
  });

  it('works beside another working tree, and in a submodule', async () => {
    side.git('worktree', 'add', '-q', side.path('../beside'));
    const inside = side.path('../beside');
    side.git(
      '-C',
      inside,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      side.path('../origin.git'),
      'sub',
    );
    for (const root of ['beside', 'beside/sub']) {
      const tree = new OtherSide(root);
      tree.dispose();
      Object.assign(tree, { place: side.place });
      tree.attach(fake);
      tree.git('config', 'user.name', 'Priya');
      tree.git('config', 'user.email', 'priya@acme.test');
      tree.write('a.age', 'new\n');
      const found = (await remoteRepositoryOf(tree.at('a.age'))) ?? assert.fail();
      assert.equal(found.rootUri.path, tree.path());
      await found.commit([tree.at('a.age')], 'Here');
      assert.deepEqual(tree.changedIn(), ['a.age']);
      const directory = tree.git('rev-parse', '--absolute-git-dir').trim();
      assert.equal(existsSync(`${directory}/xero-mfa`), false);
    }
  });

  it('reads both sides of what could not be merged, whatever its name', async () => {
    const both = ['a.age', ...HOSTILE.map(name => `store/${name}.age`)];
    for (const name of both) side.write(name, 'base\n');
    side.git('add', '.');
    side.git('commit', '-qm', 'Base');
    side.git('checkout', '-q', '-b', 'other');
    for (const name of both) side.write(name, 'theirs\0\xff');
    side.git('commit', '-qam', 'Theirs');
    side.git('checkout', '-q', 'main');
    for (const name of both.slice(1)) side.write(name, 'ours');
    side.git('rm', '-q', 'a.age');
    side.git('commit', '-qam', 'Ours');
    assert.throws(() => side.git('merge', '-q', 'other'));
    await repository.status();
    const unmerged = repository.state.mergeChanges.map(({ uri }) => uri);
    assert.deepEqual(unmerged.map(({ path }) => path).sort(), both.map(name => side.path(name)).sort());
    const sides = await repository.sidesOf(both.map(name => side.at(name)));
    const [deleted, ...read] = sides.map(each => each?.map(bytes => new TextDecoder().decode(bytes)));
    assert.equal(deleted, undefined);
    assert.deepEqual(
      read,
      both.slice(1).map(() => ['ours', 'theirs\0\xff']),
    );
    await repository.add(side.at('store/-a.age'));
    assert.deepEqual(repository.state.mergeChanges.length, both.length - 1);
    side.git('merge', '--abort');
  });

  it('says who changed a file last', async () => {
    side.write('-a', 'new\n');
    side.git('add', '--', '-a');
    side.git('commit', '-qm', 'Mine', '--author', 'Sam $(touch ran) <sam@acme.test>');
    const hash = side.git('rev-parse', 'HEAD').trim();
    assert.deepEqual(await repository.lastCommitOf(side.at('-a')), {
      hash,
      authorName: 'Sam $(touch ran)',
      authorEmail: 'sam@acme.test',
    });
    assert.equal(await repository.lastCommitOf(side.at('*')), undefined);
  });

  it('compares with the branch of the remote, and again only once one of them has moved', async () => {
    const changes = async (): Promise<string[]> => {
      const found = await (await open()).changesSince(['origin/none', 'origin/main']);
      return found.map(({ uri }) => uri.path.slice(side.path().length + 1)).sort();
    };
    for (const name of HOSTILE) side.write(name, 'new\n');
    side.git('add', '.');
    side.git('commit', '-qm', 'Mine');
    await repository.status();
    assert.deepEqual(await changes(), [...HOSTILE].sort());
    const { length } = side.started;
    assert.deepEqual(await changes(), [...HOSTILE].sort());
    assert.equal(side.started.length, length);
    side.git('push', '-q');
    await repository.status();
    assert.deepEqual(await changes(), []);
  });

  it('knows new files that a setting keeps apart', async () => {
    side.separatesNew = true;
    await fake.setSetting('git.untrackedChanges', 'separate');
    side.write('-a', 'new\n');
    await repository.status();
    assert.deepEqual(
      repository.state.untrackedChanges.map(({ uri }) => uri.path),
      [side.path('-a')],
    );
    await fake.setSetting('git.untrackedChanges', undefined);
  });

  it('merges what it pulls where both sides have commits, unless the person set otherwise', async () => {
    for (const [setting, parents] of [
      [undefined, 2],
      ['pull.rebase', 1],
    ] as const) {
      await begin('team');
      if (setting) side.git('config', setting, 'true');
      side.git('commit', '-q', '--allow-empty', '-m', 'Theirs');
      side.git('push', '-q');
      side.git('reset', '-q', '--hard', 'HEAD~');
      side.git('commit', '-q', '--allow-empty', '-m', 'Ours');
      await repository.pull();
      assert.equal(side.git('log', '-1', '--format=%P').trim().split(' ').length, parents, setting);
      assert.match(side.git('log', '--format=%s'), /Theirs/);
    }
    await begin('team');
    side.git('config', 'pull.ff', 'only');
    side.git('commit', '-q', '--allow-empty', '-m', 'Theirs');
    side.git('push', '-q');
    side.git('reset', '-q', '--hard', 'HEAD~');
    side.git('commit', '-q', '--allow-empty', '-m', 'Ours');
    await assert.rejects(repository.pull(), { stderr: /fast-forward/ });
  });

  it('passes on what git says when it refuses', async () => {
    side.hook('pre-commit', 'echo "error: no commits today" >&2; exit 1');
    side.write('a.age', 'new\n');
    await assert.rejects(repository.commit([side.at('a.age')], 'Mine'), {
      stderr: 'error: no commits today\n',
    });
    assert.equal(side.git('log', '-1', '--format=%s'), 'Start\n');
  });

  it('waits while another git has locked the index', async () => {
    side.write('a.age', 'new\n');
    side.write('.git/index.lock', '');
    const { length } = side.started;
    const commit = repository.commit([side.at('a.age')], 'Mine');
    await eventually(() => assert.ok(side.started.length > length + 1));
    rmSync(side.path('.git/index.lock'));
    await commit;
    assert.deepEqual(side.changedIn(), ['a.age']);
  });

  it('ends git when the person cancels', async () => {
    // It waits for an end that only the person makes.
    side.hook('pre-push', 'touch begun; mkfifo wait; read _ <wait');
    side.write('a.age', 'new\n');
    await repository.commit([side.at('a.age')], 'Mine');
    const cancelled = new vscode.EventEmitter<void>();
    const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
    Object.assign(fake.window.api, {
      withProgress: (_: unknown, task: (progress: object, token: object) => unknown) => task({}, token),
    });
    const pushing = assert.rejects(repository.push('origin', 'main', false), vscode.CancellationError);
    await eventually(() => assert.ok(existsSync(side.path('begun'))));
    cancelled.fire();
    await pushing;
    assert.equal(side.git('rev-list', '--count', 'origin/main..main'), '1\n');
  });

  it('removes what a window left that was closed while git ran, and nothing of one that is open', async () => {
    const folder = side.path('.git/xero-mfa');
    for (const name of ['left', 'running']) {
      mkdirSync(`${folder}/${name}`, { recursive: true });
      writeFileSync(`${folder}/${name}/out`, 'x');
    }
    utimesSync(`${folder}/left`, 0, 0);
    await repository.lastCommitOf(side.at('app.ts'));
    assert.deepEqual(readdirSync(folder), ['running']);
    utimesSync(`${folder}/running`, 0, 0);
    await repository.lastCommitOf(side.at('app.ts'));
  });

  it('is not there where git can’t be run, which it tries once', async () => {
    for (const program of ['/nowhere/git', 'false', 'true']) {
      side.dispose();
      side = new OtherSide('team');
      side.init();
      side.attach(fake);
      side.program = () => program;
      assert.equal(await remoteRepositoryOf(side.at('app.ts')), undefined);
      assert.equal(await remoteRepositoryOf(side.at('app.ts')), undefined);
      assert.equal(side.started.length, 1);
    }
  });

  it('is not there for files outside of a repository', async () => {
    const { length } = side.started;
    const beside = side.at('app.ts').with({ path: `${side.path()}-2/app.ts` });
    assert.equal(await remoteRepositoryOf(beside), undefined);
    assert.equal(side.started.length, length);
  });
});
