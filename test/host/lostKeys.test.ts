import * as assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { createCopyMessages } from '../../src/codes/copyMessages';
import { currentKeeper, lostAdviceHere } from '../../src/secrets/keeper';
import type { SecretState } from '../../src/secrets/store';
import { listOf, startFresh, TestTree, teamList, writeList } from './support';

const LOGIN = 'qa-au@acme.test';

describe('A lost key', () => {
  startFresh();

  const errorFor = (state: SecretState, isShared: boolean) =>
    createCopyMessages({
      offer: async () => assert.fail('Nothing was copied.'),
      nameOf: () => 'AU payroll',
      setUpRemedies: () => [{ label: 'Add Setup Key', run: () => {} }],
      secrets: { stateOf: () => state },
      isShared: () => isShared,
      lostAdvice: async login => `Advice for ${login}.`,
    }).noSecret(LOGIN);

  it('is told from one that was never there when its code is to be copied', async () => {
    const [lost, shared, none] = await Promise.all([
      errorFor('lost', false),
      errorFor('lost', true),
      errorFor('none', true),
    ]);
    assert.equal(
      lost.message,
      'VS Code no longer has the setup key of AU payroll. Advice for qa-au@acme.test.',
    );
    assert.match(none.message, /^AU payroll has no setup key on this computer\. Add the key/);
    const labels = [lost, shared, none].map(({ remedies }) => remedies.map(({ label }) => label));
    assert.deepEqual(labels, [['Add Setup Key'], ['Sync Team Store', 'Add Setup Key'], ['Add Setup Key']]);
  });

  it('has its likely cause and the ways back in the tooltip, and no other state has', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    for (const state of ['ready', 'none', 'lost', 'unknown'] as const) {
      const tree = await TestTree.open({
        secretState: () => state,
        lostAdvice: async login => `Advice for ${login}.`,
      });
      const [account] = await tree.allItems();
      const tooltip = (account?.tooltip as vscode.MarkdownString | undefined)?.value ?? '';
      assert.equal(tooltip.includes('Advice for qa-au@acme.test.'), state === 'lost', tooltip);
      assert.equal(tooltip.includes('You can still copy the code'), state === 'unknown', tooltip);
      tree.dispose();
    }
  });

  it('was kept by the browser, where VS Code runs in one', () => {
    assert.equal(currentKeeper(), 'browser');
    assert.match(lostAdviceHere(false), /^Likely cause: the browser’s data for this site was cleared/);
  });
});
