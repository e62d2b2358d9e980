import assert from 'node:assert/strict';
import { LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import {
  expectCode,
  listOf,
  refuses,
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
      await refuses(command, { login: 'who@acme.test' }, /^who@acme\.test is in none of the lists\. Add it/);
  });

  const rejected: readonly [command: string, argument: object, message: RegExp][] = [
    ['removeAccount', { login: LOGIN, confirm: 'yes' }, /“confirm” must be true or false\./],
    ['setSecret', { login: LOGIN, secret: KEY, confirm: 1 }, /“confirm” must be true or false\./],
    ['copyTenantId', { login: LOGIN, tenantId: 'x' }, /has no tenant ID/],
    ['openAccountsFile', { uri: 'file:///x' }, /file:\/\/\/x is not one of the lists/],
    ['groupBy', { groupBy: 'colour' }, /“groupBy” must be one of these: "auto", "region", "owner"/],
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
      await refuses('openXero', {}, /“xeroMfa\.xeroUrl” must be an https address\. Correct it or reset it/);
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
    writeList(teamList, listOf({ login: LOGIN, organisations: organisationsOf('b7c1', 'c8d2') })),
  );

  /** Rows are objects of classes: what is plain is arguments. */
  class Row {
    constructor(
      readonly login: string | undefined,
      readonly tenantId?: string,
    ) {}
  }

  it('is about the account of the row, and does not ask', async () => {
    await run('copyLogin', new Row(LOGIN.toUpperCase()));
    assert.equal(await vsCode.clipboard.readText(), LOGIN);
    await setSecret(LOGIN, KEY);
    await expectCode(() => run('copyCode', new Row(LOGIN)), KEY);
  });

  it('is about the organisation of the row', async () => {
    await run('copyTenantId', new Row(LOGIN, 'c8d2'));
    assert.equal(await vsCode.clipboard.readText(), 'c8d2');
  });

  it('shows what is wrong and does not reject', async () => {
    for (const command of ['copyCode', 'editAccount', 'removeAccount', 'copyTenantId', 'openAccountsFile'])
      assert.equal(await run(command, new Row('who@acme.test')), undefined, command);
  });
});
