import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, listOf, openEditor, problemsIn, run, startFresh, teamList, writeList } from './support';

const GOOD = { login: 'good@acme.test' };

describe('While a list is edited by hand', () => {
  startFresh();

  it('its problems follow what is typed before it is saved, and go when it is undone', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }));
    const editor = await openEditor(teamList);
    const at = editor.document.positionAt(editor.document.getText().indexOf('@'));

    await editor.edit(edit => edit.replace(new vscode.Range(at, at.translate(0, 1)), ' at '));
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    assert.equal(editor.document.isDirty, true);
    assert.equal(editor.document.getText(problem?.range), '"qa at acme.test"');

    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n\n'));
    await eventually(() =>
      assert.equal(editor.document.getText(problemsIn(teamList)[0]?.range), '"qa at acme.test"'),
    );

    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.deepEqual(problemsIn(teamList), []));
  });

  it('a problem is opened where it stands now', async () => {
    const text = listOf({ login: 'one' }, GOOD, { login: 'two' }, GOOD, GOOD);
    // Editors show one kind of line end.
    const mixed = text.replaceAll('\n', '\r\n').replace('\r\n', '\n');
    await writeList(teamList, mixed);
    const { document } = await vscode.window.showTextDocument(vscode.Uri.file(teamList));
    await eventually(() => assert.equal(document.getText(), text.replaceAll('\n', '\r\n')));
    const openAt = async (wanted: string, offset: number): Promise<void> => {
      await run('openAccountsFile', { uri: vscode.Uri.file(teamList).toString(), offset });
      const { selection } = vscode.window.activeTextEditor ?? assert.fail();
      assert.equal(
        document.getText().slice(document.offsetAt(selection.start)).slice(0, wanted.length),
        wanted,
      );
    };
    const problems = ['"one"', '"two"'] as const;
    const last = mixed.lastIndexOf('"good');
    for (const problem of problems) await openAt(problem, mixed.indexOf(problem));
    await openAt('"good@acme.test"', last);
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(2, 0), '\n// a note that is not saved yet\n\n');
    await vscode.workspace.applyEdit(change);
    assert.equal(document.isDirty, true);
    for (const problem of problems) await openAt(problem, mixed.indexOf(problem));
    await openAt('"good@acme.test"', last);
    const { selection } = vscode.window.activeTextEditor ?? assert.fail();
    assert.equal(document.offsetAt(selection.start), document.getText().lastIndexOf('"good'));
  });

  it('its problems are those on disk again when the editor is closed without saving', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }));
    const editor = await openEditor(teamList);
    // VS Code itself names what is wrong with the syntax.
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit(edit => edit.replace(all, listOf({ login: 'nope' })));
    await eventually(() => assert.notEqual(problemsIn(teamList).length, 0));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(() => assert.deepEqual(problemsIn(teamList), []));
  });

  it('a list with a byte order mark and CRLF has its problems at the same places', async () => {
    const text = listOf({ login: 'qa at acme.test' }).replaceAll('\n', '\r\n');
    await writeList(teamList, `\uFEFF${text}`);
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    const { document } = await openEditor(teamList);
    assert.equal(problem && document.getText(problem.range), '"qa at acme.test"');
  });
});
