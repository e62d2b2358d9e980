import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { VIEWS } from '../../../src/contributions/ids';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import { wordsIn } from '../../shared/words';
import { listOf, refuses, run, setSecret, startFresh, teamList, vsCode, writeList } from '../extension';
import { asking, createStore, letIn, teamStatus } from './colleagues';

const rows = (under?: string): Promise<vscode.TreeItem[]> => vsCode.window.rows(VIEWS.team, under);
const row = (label: string, under?: string): Promise<unknown> => vsCode.window.row(VIEWS.team, label, under);

/** The row with a label, once it is there. */
async function rowOf(label: string, under?: string): Promise<vscode.TreeItem> {
  return eventually(async () => {
    const found = (await rows(under)).find(each => each.label === label);
    return found ?? assert.fail(label);
  });
}

describe('The rows of a team', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
  });

  it('have the words of members, numbered, where nothing cuts them off', async () => {
    await setSecret(AU, KEY);
    await createStore();
    await letIn('Sam');
    const { members } = await teamStatus();
    for (const { name, fingerprint } of members) {
      const { description, tooltip } = await rowOf(name, 'Members');
      assert.equal(description, name === 'Priya' ? 'you' : '');
      assert.match(String(tooltip), /^1 [a-z]+ {2}2 [a-z]+ {2}(?:\d [a-z]+ {2}){5}8 [a-z]+$/m);
      assert.equal(wordsIn(String(tooltip)), fingerprint);
    }
  });

  it('copy the words of a member and one’s own, and of nobody else', async () => {
    await createStore();
    const { computer, recipient } = await letIn('Sam');
    const { recipient: other } = await asking('Alex');
    await run('team.copyWords', await row('Sam', 'Members'));
    assert.equal(wordsIn(await vsCode.clipboard.readText()), await computer.words());
    const own = (await teamStatus()).members.find(({ name }) => name === 'Priya');
    for (const argument of [await row('Priya', 'Members'), {}, undefined]) {
      await vsCode.clipboard.writeText('');
      await run('team.copyWords', argument);
      assert.equal(wordsIn(await vsCode.clipboard.readText()), own?.fingerprint);
    }
    await run('team.copyWords', { recipient });
    assert.match(await vsCode.clipboard.readText(), /^1 [a-z]+ {2}2 [a-z]+/);
    await refuses('team.copyWords', { recipient: other }, /words of members only/);
  });
});
