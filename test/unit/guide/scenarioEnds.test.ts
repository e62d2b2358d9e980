import assert from 'node:assert/strict';
import { CancellationError } from 'vscode';
import { UserError } from '../../../src/core/errors';
import type { Publication } from '../../../src/core/team/loginState';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { type FakeComputer, LOGIN, useComputer } from './fakeGuide';
import { stepsOf } from './walk';

let computer: FakeComputer;

/** Today's date in local time. */
function today(): string {
  return new Intl.DateTimeFormat('sv').format(new Date());
}

describe('The end of a scenario', () => {
  useComputer(each => {
    computer = each;
  });

  for (const scenario of SCENARIO_IDS) {
    const steps = stepsOf(scenario);
    const isNew = steps.includes('confirmCode');
    const step = ['confirmCode', 'tryCode'].find(each => steps.includes(each));
    if (step === undefined) continue;

    it(`tells the team’s stores that Xero accepted a new key, and only a new one: ${scenario}`, async () => {
      await computer.setSecret(KEY);
      const session = await computer.on(scenario, step);
      await session.press('codeAccepted');
      assert.deepEqual(computer.accepted, []);
      await session.ask({ type: 'openStep', step: 'pasteKey' });
      await session.submit('key', OTHER_KEY);
      assert.deepEqual(computer.accepted, []);
      await session.ask({ type: 'openStep', step });
      await session.press('codeAccepted');
      assert.deepEqual(computer.accepted, isNew ? [LOGIN] : []);
      await session.ask({ type: 'openStep', step });
      await session.press('codeAccepted');
      assert.equal(computer.accepted.length, isNew ? 1 : 0);
    });
  }

  it('mentions the team store instead of a password manager if there is one', async () => {
    await computer.setSecret(KEY);
    for (const store of ['shared', 'waiting', 'notJoined'] as const) {
      computer.store = store;
      let isSpokenOf = false;
      for (const scenario of SCENARIO_IDS) {
        const session = await computer.on(scenario);
        for (const step of stepsOf(scenario)) {
          await session.ask({ type: 'openStep', step });
          const text = JSON.stringify(session.shownStep.body);
          assert.doesNotMatch(text, /password manager/, `${store} ${scenario} ${step}`);
          isSpokenOf ||= text.includes('team store');
        }
      }
      assert.ok(isSpokenOf, store);
    }
  });

  for (const [scenario, step] of [
    ['setUp', 'finish'],
    ['enforced', 'finish'],
    ['newDevice', 'passOn'],
  ] as const) {
    it(`writes today’s date into the list: ${scenario}`, async () => {
      const session = await computer.on(scenario, 'pasteKey');
      await session.submit('key', KEY);
      await session.ask({ type: 'openStep', step });
      const before = today();
      await session.press('next');
      const written = session.state.account.mfaSetUpOn;
      assert.ok(written === before || written === today(), `${written}`);
      assert.equal(session.shownView.progress, 'All done');
      assert.deepEqual(session.announced.at(-1), 'AU is ready. You can copy its codes.');
      assert.equal(computer.finished, 1);
    });
  }

  it('commits and pushes a new key, which gives it to the team', async () => {
    computer.store = 'shared';
    computer.publication = 'store';
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'passOn' });
    await new Promise(setImmediate);
    assert.deepEqual(session.actions, ['commitStore', 'next', 'back']);
    computer.gitError = 'The remote refused it.';
    await assert.rejects(session.press('commitStore'), /refused/);
    assert.notEqual(session.shownView.progress, 'All done');
    computer.gitError = undefined;
    await session.press('commitStore');
    await new Promise(setImmediate);
    assert.deepEqual(computer.log, [`published: ${LOGIN}`]);
    assert.equal(session.shownView.progress, 'All done');
    assert.ok(session.state.account.mfaSetUpOn !== undefined);
    assert.deepEqual(session.actions, ['copyCode', 'openList', 'back']);
  });

  it('is not reached where git knows the list no more, so that nothing was pushed', async () => {
    computer.store = 'shared';
    computer.publication = 'store';
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'passOn' });
    computer.afterPublishing = undefined;
    await session.press('commitStore');
    assert.notEqual(session.shownView.progress, 'All done');
  });

  it('offers no commit because of what git had to get before', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    const answers: ((publication: Publication) => void)[] = [];
    computer.publicationOf = () => new Promise(resolve => answers.push(resolve));
    await session.press('next');
    session.state.refresh();
    await new Promise(setImmediate);
    assert.ok(answers.length > 1);
    answers.pop()?.('nothing');
    await new Promise(setImmediate);
    for (const answer of answers) answer('list');
    await new Promise(setImmediate);
    assert.ok(!session.actions.includes('commitList'), session.actions.join());
  });

  it('says what comes next', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    await session.press('next');
    const { heading, text } = session.shownStep.body;
    assert.deepEqual(heading, ['AU', ' is ready']);
    assert.equal(
      text[0]?.join(''),
      'The setup key is on this computer, and the list says that MFA is set up.',
    );
    assert.deepEqual(session.actions, ['copyCode', 'exportBackup', 'openList', 'back']);
    assert.ok(session.shownView.steps.every(({ state }) => state === 'done'));
  });

  it('is not reached without a key', async () => {
    const session = await computer.at('finish');
    assert.deepEqual(session.actions, ['goToKey', 'back']);
    await session.press('next');
    assert.notEqual(session.shownView.progress, 'All done');
    assert.deepEqual(session.announced, []);
    assert.equal(session.state.account.mfaSetUpOn, undefined);
  });

  it('is reached even if the list cannot be written, says why, and lets it be written later', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    computer.listError = 'accounts.json has unsaved changes.';
    await session.press('next');
    assert.equal(session.shownView.progress, 'All done');
    const text = session.shownStep.body.text.map(sentence => sentence.join('')).join('\n');
    assert.match(text, /doesn’t say yet that MFA is set up\. accounts\.json has unsaved changes\./);
    assert.deepEqual(session.actions, ['writeList', 'copyCode', 'exportBackup', 'openList', 'back']);
    await session.press('writeList');
    assert.deepEqual(session.actions, ['writeList', 'copyCode', 'exportBackup', 'openList', 'back']);
    computer.listError = undefined;
    await session.press('writeList');
    assert.match(session.state.account.mfaSetUpOn ?? '', /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(session.actions, ['copyCode', 'exportBackup', 'openList', 'back']);
  });

  it('still says after a reload that the list does not show it yet', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    computer.listError = 'It is read-only.';
    await session.press('next');
    const again = computer.session();
    again.state.refresh();
    await undefined;
    const text = again.shownStep.body.text.map(sentence => sentence.join('')).join('\n');
    assert.match(text, /The list doesn’t say yet that MFA is set up\.\n/);
    assert.deepEqual(again.actions, ['writeList', 'copyCode', 'exportBackup', 'openList', 'back']);
    computer.listError = undefined;
    await again.press('writeList');
    assert.deepEqual(again.actions, ['copyCode', 'exportBackup', 'openList', 'back']);
  });

  it('is not reached after an unexpected error', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    computer.services.accounts.edit = async () => {
      throw new TypeError('a fault');
    };
    await assert.rejects(session.press('next'), /a fault/);
    assert.deepEqual(session.state.progress.done, []);
  });

  it('of turning MFA off removes the date from the list', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    const session = await computer.on('turnOff', 'forget');
    assert.deepEqual(session.actions, ['next', 'back']);
    await session.press('next');
    assert.equal(session.state.account.mfaSetUpOn, undefined);
    assert.deepEqual(session.state.progress.done, ['forget']);
    assert.equal(computer.finished, 0);
  });

  it('of turning MFA off is not reached before the key is removed', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    await computer.setSecret(KEY);
    const session = await computer.on('turnOff', 'forget');
    assert.deepEqual(session.actions, ['removeSecret', 'back']);
    computer.saysYes = false;
    await assert.rejects(session.press('removeSecret'), CancellationError);
    assert.equal(session.state.account.mfaSetUpOn, '2026-11-20');
    assert.deepEqual(session.state.progress.done, []);
    assert.equal(await computer.stored(), KEY);
    computer.saysYes = true;
    await session.press('removeSecret');
    assert.deepEqual(computer.kept(), []);
    assert.equal(session.state.account.mfaSetUpOn, undefined);
  });

  it('of turning MFA off is not reached if the list cannot be written', async () => {
    const session = await computer.on('turnOff', 'forget');
    computer.listError = 'It is read-only.';
    await assert.rejects(session.press('next'), UserError);
    assert.deepEqual(session.state.progress.done, []);
  });
});
