import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { zipFiles } from '../../../src/core/zipFiles';
import { cases } from '../../shared/thorough';
import { zipArchive } from '../../shared/zipArchive';

const LIMITS = { files: 3, bytes: 100_000 };
const all = (_name: string): boolean => true;

async function texts(
  archive: Uint8Array,
  isWanted = all,
): Promise<Readonly<Record<string, string>> | undefined> {
  const files = await zipFiles(archive, isWanted, LIMITS);
  return files && Object.fromEntries(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]));
}

describe('An archive', () => {
  const archive = zipArchive({ 'export.data': '{"accounts":[]}', 'files/x.png': 'picture', 'é.txt': 'ü' });

  it('gives the files whose names are wanted', async () => {
    assert.deepEqual(await texts(archive), {
      'export.data': '{"accounts":[]}',
      'files/x.png': 'picture',
      'é.txt': 'ü',
    });
    assert.deepEqual(await texts(archive, name => name.endsWith('.txt')), { 'é.txt': 'ü' });
    assert.deepEqual(await texts(Buffer.concat([archive, Buffer.from('a comment')])), await texts(archive));
  });

  for (const [what, bytes] of [
    ['empty', Buffer.alloc(0)],
    ['cut off', archive.subarray(0, -30)],
    ['encrypted', zipArchive({ 'export.data': 'x' }, 1)],
    ['of more files than are read', zipArchive({ a: '1', b: '2', c: '3', d: '4' })],
    ['larger than it looks', zipArchive({ bomb: 'x'.repeat(10_000_000) })],
  ] as const) {
    it(`gives nothing if it is ${what}`, async () => assert.equal(await texts(bytes), undefined));
  }

  it('never makes it throw, whatever bytes are changed', async () => {
    const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async changes => {
        const changed = Buffer.from(archive);
        for (const [at, value] of changes) changed[at] = value;
        await zipFiles(changed, all, LIMITS);
      }),
      { numRuns: cases(200, 5_000) },
    );
  });
});
