import assert from 'node:assert/strict';
import type { GuideView, ToGuide } from '../../../src/guide/protocol';
import { eventually } from '../../shared/eventually';
import type { Panel } from '../../shared/fakeVscode/panel';
import { type CurrentStep, currentStep } from '../../shared/guidePages';
import { LIST, LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import {
  listOf,
  run,
  setSecret,
  settled,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';
import { FakeGit } from '../team/fakeGit';

describe('The end of a set-up', () => {
  startFresh();

  let git: FakeGit;
  let panel: Panel;
  let requests = 0;

  const view = (): GuideView => {
    const message = (panel.posted as ToGuide[]).findLast(({ type }) => type === 'view');
    return message?.type === 'view' ? message.view : assert.fail('No view was sent.');
  };
  const step = (): CurrentStep => currentStep(view());
  const main = (): string | undefined => step().body.buttons.find(({ primary }) => primary)?.action;
  const actions = (): string[] => step().body.buttons.map(({ action }) => action);
  const texts = (): string => step().body.text.flat().join('\n');

  async function press(action: string): Promise<void> {
    const request = requests++;
    panel.receive({ type: 'press', request, action, step: step().id });
    const isReply = (message: ToGuide): boolean => message.type === 'reply' && message.request === request;
    await eventually(() => assert.ok((panel.posted as ToGuide[]).some(isReply)));
  }

  /** Opens the guide at the last step of a set-up and goes to its end. */
  async function finish(): Promise<void> {
    const opened = run('openGuide', { login: LOGIN, step: 14 });
    await eventually(() => assert.ok(vsCode.window.panels.length > 0));
    panel = vsCode.window.panels.at(-1) as Panel;
    panel.receive({ type: 'ready' });
    panel.receive({ type: 'shown' });
    await opened;
    await press('next');
    await eventually(() => assert.equal(view().progress, 'All done'));
  }

  beforeEach(async () => {
    write(vsCode.at('app.ts'), 'one');
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER_LOGIN }));
    git = new FakeGit(vsCode, ['app.ts', LIST]);
    await setSecret(LOGIN, KEY);
  });

  it('offers to commit the list, and then no more', async () => {
    vsCode.git = git.api;
    await finish();
    assert.deepEqual(step().body.heading, ['AU', ' is ready']);
    await eventually(() => assert.equal(main(), 'commitList'));
    assert.deepEqual(actions(), ['commitList', 'copyCode', 'createTeam', 'exportBackup', 'openList', 'back']);
    git.refusal = () => 'Nobody asked for a push.';
    await press('commitList');
    assert.deepEqual(git.commits, [{ message: 'Update the list of accounts', files: [LIST] }]);
    assert.equal(main(), 'copyCode');
    assert.ok(!actions().includes('commitList'));
  });

  it('offers to commit and push where there is a store, and then says that the team has the key', async () => {
    vsCode.git = git.api;
    await run('team.create', { name: 'Priya', confirm: true });
    await finish();
    await eventually(() => assert.equal(main(), 'commitStore'));
    assert.deepEqual(actions(), ['commitStore', 'copyCode', 'openList', 'back']);
    assert.match(texts(), /Commit and push it/);
    assert.doesNotMatch(texts(), /password manager|backup/);
    await press('commitStore');
    const [commit, ...others] = git.commits;
    assert.deepEqual(others, []);
    assert.ok(commit?.files.includes(LIST) && commit.files.includes(`.xero-mfa/store/${LOGIN}.age`));
    assert.equal(main(), 'copyCode');
    assert.match(texts(), /in the team store\. Your colleagues get it when they pull/);
  });

  it('offers neither without git', async () => {
    await finish();
    assert.equal(main(), 'copyCode');
    assert.deepEqual(
      actions().filter(action => action.startsWith('commit')),
      [],
    );
  });

  it('offers no commit while no branch is checked out, and says so where it was offered before', async () => {
    vsCode.git = git.api;
    await run('team.create', { name: 'Priya', confirm: true });
    await finish();
    await eventually(() => assert.equal(main(), 'commitStore'));
    git.branch = undefined;
    await press('commitStore');
    assert.deepEqual(git.commits, []);
    assert.match(vsCode.window.messages.at(-1) ?? '', /^No branch is checked out/);
  });

  it('offers no commit of a list while no branch is checked out', async () => {
    vsCode.git = git.api;
    git.branch = undefined;
    await finish();
    await settled();
    assert.equal(main(), 'copyCode');
  });

  it('is silent about a git that says nothing', async () => {
    vsCode.git = git.api;
    git.fault = 'fatal: detected dubious ownership';
    await finish();
    await settled();
    assert.equal(main(), 'copyCode');
    assert.deepEqual(
      vsCode.window.messages.filter(message => /problem|fatal/.test(message)),
      [],
    );
    const logged = vsCode.window.logged.splice(0);
    assert.ok(logged.length > 0);
    for (const each of logged) assert.match(each, /dubious ownership/);
  });

  it('offers no push that cannot work', async () => {
    vsCode.git = git.api;
    git.remotes = [];
    git.upstream = undefined;
    await run('team.create', { name: 'Priya', confirm: true });
    await finish();
    assert.equal(main(), 'copyCode');
  });
});
