import * as assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  eventually,
  listOf,
  openEditor,
  personalList,
  problemsIn,
  run,
  startFresh,
  TestTree,
  teamList,
  writeList,
} from './support';

const GOOD = { login: 'good@acme.test' };

async function isKnown(login: string): Promise<void> {
  await vscode.env.clipboard.writeText('');
  await run('copyLogin', { login });
  assert.equal(await vscode.env.clipboard.readText(), login);
}

/** The problem is at the start of line 4, counted from 0. */
const LIST_WITH_PROBLEM = `{
  "version": 1,
  // the team's
  "accounts": [
    { "login": "AU payroll" },
    { "login": "${GOOD.login}" }
  ]
}
`;

/** What VS Code's own Problems view, disk and editors do. What is a problem is in `test/unit/accounts/listProblems.test.ts`. */
describe('In a list,', () => {
  startFresh();

  let tree: TestTree;
  beforeEach(async () => {
    tree = await TestTree.open();
  });
  afterEach(() => tree.dispose());

  it('a login that is there twice leads to its first entry', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }, { login: 'QA@acme.test' }));
    const [first] = await eventually(() => {
      const [problem] = problemsIn(teamList);
      assert.ok(problem?.relatedInformation);
      return problem.relatedInformation;
    });
    assert.equal(first?.location.range.start.line, 4);
  });

  it('a folder in its place is one row, and hides no other list', async () => {
    await mkdir(teamList, { recursive: true });
    await writeList(personalList, listOf(GOOD));
    await eventually(() => assert.match(tree.labels()[0] ?? '', /can’t be read$/));
    await isKnown(GOOD.login);
  });

  it('the row of a problem opens the list at its place', async () => {
    await writeList(teamList, LIST_WITH_PROBLEM);
    const row = await eventually(() => {
      const [list] = tree.getChildren();
      const [problem] = tree.items(list);
      assert.ok(problem?.command);
      return problem.command;
    });
    await openEditor(teamList);
    await vscode.commands.executeCommand(row.command, ...(row.arguments ?? []));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, teamList);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 4);
  });
});
