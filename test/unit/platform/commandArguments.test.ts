import assert from 'node:assert/strict';
import { URI } from 'vscode-uri';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import {
  answering,
  cancelled,
  elsewhere,
  expectCode,
  listOf,
  read,
  refuses,
  row,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

function organisationsOf(...tenantIds: string[]): object[] {
  return tenantIds.map(tenantId => ({ name: 'Demo', tenantId }));
}

describe('A command that is given arguments', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: LOGIN, organisations: organisationsOf('b7c1') })));

  const ofAccounts = [
    'copyCode',
    'getCode',
    'typeCode',
    'addAccount',
    'editAccount',
    'removeAccount',
    'setSecret',
    'removeSecret',
    'copyLogin',
    'copyTenantId',
  ];
  it('rejects where the login is missing', async () => {
    for (const command of ofAccounts) await refuses(command, {}, /^“login” is required\.$/);
  });

  it('rejects where the login is no text', async () => {
    for (const command of [...ofAccounts, 'openAccountsFile']) {
      for (const login of [5, null, [LOGIN], {}])
        await refuses(command, { login, confirm: true }, /“login” must be .*string/);
    }
  });

  it('rejects where the login is in no list', async () => {
    for (const command of ['editAccount', 'removeAccount', 'setSecret', 'copyLogin', 'openAccountsFile'])
      await refuses(command, { login: 'who@acme.test' }, /^who@acme\.test isn’t in any list\. Add it/);
  });

  const rejected: readonly [command: string, argument: object, message: RegExp][] = [
    ['removeAccount', { login: LOGIN, confirm: 'yes' }, /“confirm” must be true or false\./],
    ['setSecret', { login: LOGIN, secret: KEY, confirm: 1 }, /“confirm” must be true or false\./],
    ['copyTenantId', { login: LOGIN, tenantId: 'x' }, /has no such organisation\. The list may/],
    ['recordReset', { login: LOGIN, on: '2026-02-30' }, /“on” must be a date that exists, in the form/],
    ['openAccountsFile', { uri: 'file:///x' }, /file:\/\/\/x isn’t one of the lists/],
    ['groupBy', { groupBy: 'colour' }, /“groupBy” must be "auto", "region", "owner"/],
  ];
  it('rejects where another argument is wrong', async () => {
    for (const [command, argument, message] of rejected) await refuses(command, argument, message);
  });

  for (const url of [
    'http://login.xero.com/',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'xero',
    '',
  ]) {
    it(`rejects where xeroMfa.xeroUrl is “${url}”: openXero`, async () => {
      await set('xeroUrl', url);
      await refuses(
        'openXero',
        {},
        /“xeroMfa\.xeroUrl” must be an https address, or http on this computer\. Correct it or reset it/,
      );
    });
  }

  it('shows what hostile arguments say as plain text', async () => {
    await refuses(
      'copyLogin',
      { login: '[x](command:y) $(sync)\n\u202E' },
      /^\[x\]\u200B\(command:y\) \$\u200B\(sync\) /,
    );
  });
});

describe('A command that is given none', () => {
  startFresh();

  it('shows what is wrong and does not reject', async () => {
    for (const command of ['copyCode', 'editAccount', 'removeAccount', 'setSecret', 'copyLogin'])
      assert.equal(await run(command), undefined, command);
  });
});

describe('A command that is opened on a row', () => {
  startFresh();
  beforeEach(() =>
    writeList(
      teamList,
      listOf(
        { login: LOGIN },
        {
          login: OTHER_LOGIN,
          organisations: [
            { name: 'Demo', tenantId: 'b7c1' },
            { name: 'Trial', tenantId: 'c8d2' },
          ],
        },
      ),
    ),
  );

  it('is about the account of the row, and does not ask', async () => {
    const own = await row(`${LOGIN} · no key`);
    await run('copyLogin', own);
    assert.equal(await vsCode.clipboard.readText(), LOGIN);
    await setSecret(LOGIN, KEY);
    await expectCode(() => run('copyCode', own), KEY);
  });

  it('is about the organisation of the row', async () => {
    await run('copyTenantId', await row('Trial', `${OTHER_LOGIN} · no key`));
    assert.equal(await vsCode.clipboard.readText(), 'c8d2');
  });

  it('opens the list at the account of the row', async () => {
    await run('openAccountsFile', await row(`${OTHER_LOGIN} · no key`));
    assert.equal(vsCode.window.shown?.uri.toString(), teamList.toString());
    assert.equal(vsCode.window.selected?.start.line, 6);
  });

  it('shows what is wrong and does not reject', async () => {
    const gone = await row(`${LOGIN} · no key`);
    await writeList(teamList, listOf({ login: OTHER_LOGIN }));
    const { messages } = vsCode.window;
    messages.length = 0;
    const commands = ['copyCode', 'editAccount', 'removeAccount', 'copyTenantId', 'openAccountsFile'];
    for (const command of commands) assert.equal(await run(command, gone), undefined, command);
    assert.equal(messages.length, commands.length);
  });
});

describe('A command that another extension calls on what looks like a row', () => {
  startFresh();
  let ours: { readonly login: string };
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: LOGIN }, { login: OTHER_LOGIN }));
    await setSecret(LOGIN, KEY);
    ours = (await row(LOGIN)) as typeof ours;
  });

  class Row {
    constructor(readonly login: string) {}
  }
  const imitations: readonly [what: string, make: () => object][] = [
    ['of a class of its own', () => new Row(LOGIN)],
    ['a proxy', () => new Proxy(ours, {})],
    ['made from a row', () => Object.create(ours)],
    [
      'with the prototype of rows',
      () => Object.setPrototypeOf({ login: LOGIN }, Object.getPrototypeOf(ours)),
    ],
  ];
  for (const [what, make] of imitations) {
    it(`takes it for arguments: ${what}`, async () => {
      const typed = vsCode.window.openTerminal('theirs');
      const asked = answering([]);
      await refuses('typeCode', make(), /^Access to the code for qa-au@acme\.test was denied\./);
      assert.equal(asked.length, 1);
      assert.deepEqual(typed, []);
      await assert.rejects(run('removeSecret', make()), cancelled);
      assert.equal(asked.length, 2);
      await run('copyCode', make());
      await run('showActivity');
      assert.match(vsCode.window.shown?.getText() ?? '', /code copied · .* · by command\n/);
      await setSecret(OTHER_LOGIN, KEY);
      await run('removeSecret', { login: LOGIN, confirm: true });
      await refuses('copyCode', make(), /has no setup key on this computer/);
    });
  }
});

describe('A command that is given a file', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: LOGIN }, { login: OTHER_LOGIN })));

  const csv = elsewhere('activity.csv');
  const given: readonly [what: string, file: unknown][] = [
    ['a string', csv.toString()],
    ['a Uri', csv],
    ['a Uri of another copy of the class', URI.parse(csv.toString())],
  ];
  for (const [what, uri] of given) {
    it(`takes ${what}`, async () => {
      await run('exportActivity', { uri });
      assert.match(read(csv), /^time,action,/);
      await run('openAccountsFile', { uri: teamList });
      assert.equal(vsCode.window.shown?.uri.toString(), teamList.toString());
    });
  }

  it('takes nothing else', async () => {
    for (const uri of [5, null, {}, [csv.toString()], { scheme: 'file', path: '/x' }, { ...csv }])
      await refuses('exportActivity', { uri }, /^“uri” must be a string or a Uri\.$/);
  });
});
