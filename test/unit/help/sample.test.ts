import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keys } from '../../../media/practice-keys.json';
import { parseList } from '../../../src/core/list';
import { parseSecret } from '../../../src/core/secret';

const folder = join(__dirname, '../../../../media/sample');
const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');

describe('The sample', () => {
  it('has an account without MFA and key, and one with a problem', async () => {
    const { accounts, problems } = parseList(await read('.xero-mfa/accounts.json'));
    const withoutKey = accounts.filter(({ login }) => !(login in keys));
    assert.deepEqual(
      withoutKey.map(({ name, mfaSetUpOn }) => [name, mfaSetUpOn]),
      [['US bank feeds', undefined]],
    );
    assert.equal(accounts.length, Object.keys(keys).length + withoutKey.length);
    assert.deepEqual(
      problems.map(({ kind, severity }) => [kind, severity]),
      [['backupEmailIsLogin', 'warning']],
    );
  });

  it('has different keys, of the kind that Xero issues', () => {
    const bits = Object.entries(keys).map(([login, key]) => parseSecret(key, login).secret.bits);
    assert.deepEqual(new Set(bits), new Set([160]));
    assert.equal(new Set(Object.values(keys)).size, bits.length);
  });

  it('has no keys in its folder', async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(file =>
      file.isFile(),
    );
    assert.deepEqual(files.map(({ name }) => name).sort(), ['README.md', 'accounts.json']);
    for (const { parentPath, name } of files) {
      const text = (await readFile(join(parentPath, name), 'utf8')).replaceAll(/\s/g, '').toUpperCase();
      for (const key of Object.values(keys)) assert.ok(!text.includes(key), name);
    }
  });
});
