import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { changeLocalFile } from '../../../../src/platform/node/localFile';

const CHANGES = 40;

/** What each of the processes does: it runs this file by itself. */
async function changeOften(file: string, name: string): Promise<void> {
  for (let index = 0; index < CHANGES; index++) {
    await changeLocalFile(file, before => Buffer.from(`${Buffer.from(before ?? [])}${name}-${index}\n`));
  }
}

const [, , file, name] = process.argv;
if (typeof describe === 'undefined') void changeOften(file ?? '', name ?? '');
else {
  describe('changeLocalFile', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'xero-mfa-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('loses no change of several processes that change one file at once', async () => {
      const list = join(folder, 'accounts.json');
      const names = ['a', 'b', 'c'];
      await Promise.all(names.map(each => promisify(execFile)(process.execPath, [__filename, list, each])));
      const made = names.flatMap(each => Array.from({ length: CHANGES }, (_, index) => `${each}-${index}`));
      assert.deepEqual(readFileSync(list, 'utf8').trim().split('\n').sort(), made.sort());
      assert.deepEqual(readdirSync(folder), ['accounts.json']);
    });
  });
}
