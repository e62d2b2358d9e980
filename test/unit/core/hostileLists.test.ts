import assert from 'node:assert/strict';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { parseList } from '../../../src/core/list';
import { editEntry } from '../../../src/core/listEdit';
import { CallCount, sumOf } from './callCount';
import { hostileLists } from './hostileLists';

/** The parser alone makes up to 40 for a text of commas. */
const CALLS_PER_CHARACTER = 60;
/** Of the 300 MB that a list of 5 MB may take, the part for one of 100 kB, and what a thread takes by itself. */
const SMALL = 100_000;
const MEGABYTES = 300 * (SMALL / 5_000_000) + 10;

/** Reads all the lists in a thread of little memory, and tells which it is at. */
function readAll(): void {
  for (const [what, write] of hostileLists(SMALL)) {
    parentPort?.postMessage(what);
    parseList(write());
  }
}

if (isMainThread) {
  describe('A list that was made to be slow to read', () => {
    it('is read in linear time', () => {
      const lists = hostileLists(20_000).map(([what, write]) => [what, write()] as const);
      const slow: string[] = [];
      const calls = new CallCount(__filename);
      for (const [what, text] of lists) {
        parseList(text);
        const perCharacter = sumOf(calls.take()) / text.length;
        if (!(perCharacter > 0 && perCharacter < CALLS_PER_CHARACTER)) slow.push(`${what}: ${perCharacter}`);
      }
      calls.dispose();
      assert.deepEqual(slow, []);
    });

    it('is read in little memory', async () => {
      const resourceLimits = { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 4 };
      const worker = new Worker(__filename, { resourceLimits });
      let last: unknown;
      worker.on('message', what => {
        last = what;
      });
      await new Promise<void>((resolve, reject) => {
        worker.on('error', error => reject(new Error(`${last}: ${error}`)));
        worker.on('exit', () => resolve());
      });
      assert.equal(last, hostileLists(SMALL).at(-1)?.[0]);
    });
  });

  it('An edit of twenty organisations parses a list once', () => {
    const login = 'qa-7@acme.test';
    const organisations = Array.from({ length: 20 }, (_, index) => ({ name: `Demo ${index}` }));
    const accounts = Array.from({ length: 100 }, (_, index) => ({
      login: `qa-${index}@acme.test`,
      organisations,
    }));
    const text = JSON.stringify({ version: 1, accounts }, null, 2);
    const changed = organisations.map(
      one => ({ ...one, region: 'AU', kind: 'demo', tenantId: 'x' }) as const,
    );
    const calls = new CallCount(__filename);
    editEntry(text, login, { organisations: changed, tags: ['a'], owner: 'o' });
    const counts = calls.take();
    calls.dispose();
    assert.equal(counts.get('visit'), 1);
  });
} else {
  readAll();
}
