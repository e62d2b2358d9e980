import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImportedAccounts, ImportedKeys } from '../../../src/contributions/commandResults';
import { CASES_FOLDER, IMPORT_CASES, K1, K2, LOGINS } from '../../shared/importCases';
import {
  elsewhere,
  expectCode,
  listOf,
  read,
  run,
  startFresh,
  teamList,
  write,
  writeList,
} from '../extension';

const folder = resolve(CASES_FOLDER);
const before = LOGINS.map(login => ({ login }));
/** What stands in the files and is nobody else's business. */
const PRIVATE = /hunter\d|recovery|4711|\brex\b|pw is/i;

describe('A file that people bring, by the commands', () => {
  startFresh();

  it('is one of the cases', () =>
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(IMPORT_CASES).sort()));

  for (const [name, { keys, accounts }] of Object.entries(IMPORT_CASES)) {
    it(`gives what is right: ${name}`, async () => {
      await writeList(teamList, listOf(...before));
      const uri = elsewhere(name);
      write(uri, readFileSync(join(folder, name)));
      const argument = { uri: uri.toString(), confirm: true };
      const isSheet = accounts.length > 0;
      const result = (await run(isSheet ? 'importAccounts' : 'importQr', argument)) as
        | ImportedAccounts
        | ImportedKeys;
      if ('found' in result) {
        assert.deepEqual(
          result.found.map(({ login, stored }) => [login, stored]),
          keys.map(([login, , note]) => [login, note === undefined && LOGINS.includes(login as never)]),
        );
      } else
        assert.deepEqual(
          result.added,
          accounts.map(({ login }) => login),
        );
      assert.deepEqual(result.problems, []);
      const list = read(teamList);
      assert.deepEqual(JSON.parse(list).accounts, [...before, ...accounts]);
      assert.doesNotMatch(
        list + JSON.stringify(result),
        new RegExp(`${K1}|${K2}|otpauth|${PRIVATE.source}`, 'i'),
      );
      for (const [login, key, note] of keys) {
        const isStored = note === undefined && list.includes(login);
        if (isStored) await expectCode(() => run('copyCode', { login }), key);
        else await assert.rejects(run('copyCode', { login }));
      }
    });
  }

  it('is never a list of accounts if a password manager wrote it', async () => {
    for (const name of Object.keys(IMPORT_CASES).filter(each => /^09\d.*csv$/.test(each))) {
      await writeList(teamList, listOf(...before));
      const text = readFileSync(join(folder, name), 'utf8');
      await assert.rejects(run('importAccounts', { text, confirm: true }), /a password manager’s export/);
      assert.deepEqual(JSON.parse(read(teamList)).accounts, before);
    }
  });
});
