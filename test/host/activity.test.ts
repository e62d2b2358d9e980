import * as assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ActivityReport } from '../../src/contributions/commandResults';
import { parseSecret } from '../../src/core/secret';
import { toUri } from '../../src/core/secretUri';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { passphraseFile } from '../shared/passphraseFile';
import {
  answering,
  elsewhere,
  KEY,
  listOf,
  OTHER_KEY,
  personalList,
  read,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const PASSPHRASE = 'lantern orbit velvet mustard';
const folder = join(dirname(personalList), 'activity');
const csv = join(elsewhere, 'activity.csv');

const show = async (args: object = {}): Promise<ActivityReport> =>
  (await run('showActivity', args)) as ActivityReport;

/** The rows of the exported log, the latest first: action, login and route. */
async function rows(): Promise<string[][]> {
  await rm(csv, { force: true });
  await run('exportActivity', { uri: vscode.Uri.file(csv).toString() });
  const [, ...lines] = (await read(csv)).trimEnd().split('\r\n');
  return lines.map(line => {
    const [, action = '', login = '', , route = ''] = line.split(',');
    return [action, login, route];
  });
}

/** Forgets all there was, as the setting does. */
async function forget(): Promise<void> {
  await set('activityDays', 0);
  await rows();
  await set('activityDays', undefined);
}

/** What the log is on a real disk, and as VS Code’s document. The rest is in `test/unit/activity/activity.test.ts`. */
describe('The activity', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: '=AU payroll' }, { login: NZ }));
    await forget();
    await rm(folder, { recursive: true, force: true });
  });

  it('has what was done to which login, and by which route', async () => {
    await setSecret(AU, KEY);
    await setSecret(AU, OTHER_KEY);
    await run('copyCode', { login: AU });
    await run('copyLastUsed');
    await run('showCodes');
    await run('hideCodes');
    const uri = vscode.Uri.file(join(elsewhere, 'backup.age')).toString();
    await answering(['Export Backup'], () => run('exportBackup', { uri, passphrase: PASSPHRASE }));
    await run('removeSecret', { login: AU, confirm: true });
    await writeFile(
      join(elsewhere, 'backup.age'),
      await passphraseFile(`${toUri(parseSecret(OTHER_KEY).secret, AU)}\n`, PASSPHRASE),
    );
    await run('restoreBackup', { uri, passphrase: PASSPHRASE, confirm: true });
    await refuses('copyCode', { login: NZ }, /no setup key/);
    assert.deepEqual(await rows(), [
      ['restored', AU, 'backup'],
      ['removed', AU, 'command'],
      ['exported', AU, 'backup'],
      ['shown', AU, 'sidebar'],
      ['copied', AU, 'shortcut'],
      ['copied', AU, 'command'],
      ['replaced', AU, 'command'],
      ['set', AU, 'command'],
    ]);
    for (const name of await readdir(folder)) {
      assert.match(name, /^\d{4}-\d{2}-\d{2}-[0-9a-f]{16}\.log$/);
      const text = await readFile(join(folder, name), 'utf8');
      assert.ok(!text.includes(OTHER_KEY));
      assert.doesNotMatch(text, /JBSW|otpauth|lantern|"\d{6}"/);
    }
  });

  it('is a document that cannot be edited, with the latest on top', async () => {
    await setSecret(AU, KEY);
    await run('copyCode', { login: AU });
    assert.deepEqual(await show(), { lines: 2, problems: [] });
    const { document } = vscode.window.activeTextEditor ?? assert.fail('Nothing is open.');
    assert.equal(document.uri.scheme, 'xero-mfa-activity');
    assert.match(
      document.getText(),
      /\nThe log is intact\. Lines: 2\.\n\n\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} · code copied · =AU payroll \(qa-au@acme\.test\) · by command\n.* · setup key added · /,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'x');
    await vscode.workspace.applyEdit(edit).then(undefined, () => false);
    assert.ok(!document.isDirty);
    // What happens later is in the document that is opened then.
    await run('copyCode', { login: AU });
    await show();
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /intact\. Lines: 3\./);
  });
});
