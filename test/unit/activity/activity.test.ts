import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ActivityReport } from '../../../src/contributions/commandResults';
import { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import {
  answering,
  cancelled,
  createAfterLook,
  elsewhere,
  listOf,
  read,
  refuses,
  row,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { openStore } from '../team/colleagues';

const csv = elsewhere('activity.csv');

const show = async (args: object = {}): Promise<ActivityReport> =>
  (await run('showActivity', args)) as ActivityReport;

/** The rows of the exported log, the latest first: action, login and route. */
async function rows(): Promise<string[][]> {
  if (vsCode.files.has(csv)) await vsCode.files.fs.delete(csv);
  await run('exportActivity', { uri: csv.toString() });
  const [, ...lines] = read(csv).trimEnd().split('\r\n');
  return lines.map(line => {
    const [, action = '', login = '', , route = ''] = line.split(',');
    return [action, login, route];
  });
}

describe('The activity', () => {
  startFresh();

  beforeEach(() => writeList(teamList, listOf({ login: AU, name: '=AU payroll' }, { login: NZ })));

  /** A file of the log. */
  const at = (name: string): vscode.Uri => {
    const { globalStorageUri } = vsCode.context;
    return globalStorageUri.with({ path: `${globalStorageUri.path}/activity/${name}` });
  };

  /** The files of the log. */
  const names = async (): Promise<string[]> => {
    const entries = await vsCode.files.fs.readDirectory(at('')).then(undefined, () => []);
    return entries.map(([name]) => name);
  };

  it('is exported without formulas', async () => {
    await setSecret(AU, KEY);
    await show({ uri: csv.toString() });
    const [header, row] = read(csv).split('\r\n');
    assert.equal(header, 'time,action,login,name,route,detail,whole');
    assert.match(row ?? '', /^\d{4}-[^,]+Z,set,qa-au@acme\.test,'=AU payroll,command,,yes$/);
    await vsCode.files.fs.delete(csv);
    await run('exportActivity', { uri: csv.toString() });
    const nowhere = `${csv}/x.csv`;
    await refuses('exportActivity', { uri: nowhere }, /x\.csv couldn’t be written/);
    await refuses('exportActivity', {}, /“uri” is required/);
  });

  for (const command of ['exportActivity', 'showActivity']) {
    it(`replaces no file unasked: ${command}`, async () => {
      await setSecret(AU, KEY);
      write(csv, 'mine');
      const asked = answering([undefined, 'Replace']);
      await assert.rejects(run(command, { uri: csv, confirm: true }), cancelled);
      assert.equal(read(csv), 'mine');
      const [question] = asked;
      assert.equal(question?.message, '/elsewhere/activity.csv already exists. Replace it?');
      assert.equal(question.detail, 'What is in that file will be lost.');
      await run(command, { uri: csv });
      assert.match(read(csv), /^time,action,/);
      assert.equal(asked.length, 2);
    });
  }

  it('replaces no file unasked that the other of two exports at once has written', async () => {
    const asked = answering([]);
    const results = await Promise.allSettled([1, 2].map(() => run('exportActivity', { uri: csv })));
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const [reason] = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
    assert.equal(reason.name, 'UserError');
    assert.match(reason.message, /^Another program has just created activity\.csv/);
    assert.deepEqual(asked, []);
  });

  it('by hand, replaces no file that appears after the dialog', async () => {
    createAfterLook(csv, 'mine');
    answering([csv]);
    const { messages } = vsCode.window;
    messages.length = 0;
    await run('exportActivity');
    assert.match(messages.join(), /^Another program has just created activity\.csv/);
    assert.equal(read(csv), 'mine');
  });

  it('shows that a file was changed, or is gone', async () => {
    await setSecret(AU, KEY);
    await run('copyCode', { login: AU });
    await show();
    const [name = assert.fail('There is no file.')] = await names();
    const file = at(name);
    const whole = read(file);
    write(file, whole.replace('copied', 'shown'));
    assert.deepEqual((await show()).problems, [
      { file: name, reason: `${name}: line 2 was changed, moved or removed.` },
    ]);
    assert.match(vsCode.window.shown?.getText() ?? '', /\n⚠ .*code shown/);
    await vsCode.files.fs.delete(file);
    assert.match((await show()).problems[0]?.reason ?? '', /the file is missing\. Lines it had: 2/);
    write(file, whole);
    assert.deepEqual((await show()).problems, []);
  });

  it('has what was sent to the team, and received from it', async () => {
    await setSecret(AU, KEY);
    const store = openStore();
    await run('team.create', { name: 'Priya', confirm: true });
    assert.deepEqual((await rows())[0], ['sent', AU, 'team']);
    const sam = await Computer.of('Sam', store.uri.path, undefined, store);
    await sam.store.join('Sam');
    answering([typing(await sam.words())]);
    await run('team.approve', { recipient: await sam.store.recipient() });
    await sam.confirm();
    await sam.enterKey(NZ, OTHER_KEY);
    await sam.sync([AU, NZ]);
    await eventually(async () => assert.deepEqual((await rows())[0], ['received', NZ, 'team']));
    await run('removeSecret', { login: NZ, confirm: true });
  });

  it('knows a row of the sidebar from a command', async () => {
    await setSecret(AU, KEY);
    await run('copyCode', await row(`=AU payroll · ${AU}`));
    assert.deepEqual((await rows())[0], ['copied', AU, 'sidebar']);
  });

  it('keeps nothing where the setting is 0', async () => {
    await setSecret(AU, KEY);
    await set('activityDays', 0);
    await run('copyCode', { login: AU });
    assert.deepEqual(await show(), { lines: 0, problems: [] });
    assert.match(vsCode.window.shown?.getText() ?? '', /The log is off/);
    assert.deepEqual(await names(), []);
    await set('activityDays', undefined);
  });
});
