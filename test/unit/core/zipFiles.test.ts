import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { decodeText } from '../../../src/core/decodeText';
import { parseKeyExport } from '../../../src/core/keyExport';
import { zipFiles } from '../../../src/core/zipFiles';
import { cases, Kinds } from '../../shared/thorough';

interface File {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
}

/** A ZIP archive as APPNOTE.TXT describes it; CRCs are left out. */
function zip(files: readonly File[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, flags = 0x800, method } of files) {
    const data = stored ? Buffer.from(content) : deflateRawSync(content);
    const title = Buffer.from(name);
    const fields = (length: number): Buffer => {
      const buffer = Buffer.alloc(length);
      const at = length === 30 ? 6 : 8;
      buffer.writeUInt16LE(flags, at);
      buffer.writeUInt16LE(method ?? (stored ? 0 : 8), at + 2);
      buffer.writeUInt32LE(data.length, at + 12);
      buffer.writeUInt32LE(Buffer.from(content).length, at + 16);
      buffer.writeUInt16LE(title.length, at + 20);
      return buffer;
    };
    const local = fields(30);
    local.writeUInt32LE(0x04034b50, 0);
    const entry = fields(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, title, data);
    directory.push(entry, title);
    offset += 30 + title.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

const LIMITS = { files: 3, bytes: 1_000_000 };
const read = async (archive: Uint8Array, limits = LIMITS): Promise<readonly string[] | undefined> =>
  (await zipFiles(archive, name => /\.(?:json|csv|data)$/.test(name), limits))?.map(
    ({ name, bytes }) => `${name}: ${decodeText(bytes)}`,
  );

describe('The files of a ZIP archive', () => {
  const data = readFileSync(join(__dirname, '../../../../test/unit/vectors/imports/098-1pux-export.data'));

  it('are those of a 1PUX export, and have its keys', async () => {
    const archive = zip([
      { name: 'export.attributes', content: '{"version":3}' },
      { name: 'export.data', content: data },
    ]);
    const [text = '', ...others] = (await read(archive)) ?? [];
    assert.deepEqual(others, []);
    assert.equal(parseKeyExport(text.replace('export.data: ', '')).keys[0]?.account, 'qa-au@acme.test');
  });

  it('are read stored or compressed, with any comment', async () => {
    for (const stored of [true, false]) {
      const file = { name: 'Proton Pass/data.json', content: '{"vaults":{}}', stored };
      assert.deepEqual(await read(zip([file], 'PK comment')), ['Proton Pass/data.json: {"vaults":{}}']);
    }
    assert.deepEqual(await read(zip([])), []);
  });

  it('are not read if one is encrypted, damaged, or too large', async () => {
    const file = { name: 'a.json', content: 'x' };
    for (const archive of [
      zip([{ ...file, flags: 1 }]),
      zip([{ ...file, stored: true, method: 12 }]),
      zip([{ ...file, stored: true, method: 8, content: 'not deflated' }]),
      zip([{ ...file, content: 'x'.repeat(1000) }]).subarray(0, -10),
      Buffer.from('PK\u0003\u0004'),
      zip([file, file, file, file]),
      zip([{ ...file, content: Buffer.alloc(1_000_001), stored: true }]),
      // 30 MB that take 30 KB.
      zip([{ ...file, content: Buffer.alloc(30_000_000) }]),
      zip([
        { ...file, content: Buffer.alloc(600_000) },
        { ...file, content: Buffer.alloc(600_000) },
      ]),
    ])
      assert.equal(await read(archive), undefined);
  });

  it('never throw, however an archive is damaged', async () => {
    const archive = zip([
      { name: 'a.json', content: data },
      { name: 'b.csv', content: 'x', stored: true },
    ]);
    const damage = new Kinds({
      bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }),
      cut: fc.nat(archive.length),
      any: fc.uint8Array({ maxLength: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(damage.any, async how => {
        const bytes = how instanceof Uint8Array ? how : Uint8Array.from(archive);
        if (Array.isArray(how)) for (const [at, byte] of how) bytes[at % bytes.length] = byte;
        const files = await read(typeof how === 'number' ? bytes.subarray(0, how) : bytes);
        assert.ok(files === undefined || files.length <= LIMITS.files);
      }),
      { numRuns: cases(200, 20_000) },
    );
    damage.assertAllMade();
  });
});
