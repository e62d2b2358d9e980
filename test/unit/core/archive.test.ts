import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { ArchiveError, isArchive, textsInArchive } from '../../../src/core/archive';
import { parseKeyExport } from '../../../src/core/keyExport';
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

const rejected = (bytes: Uint8Array, problem: ArchiveError['problem']): Promise<void> =>
  assert.rejects(textsInArchive(bytes), error => error instanceof ArchiveError && error.problem === problem);

describe('An archive', () => {
  const data = readFileSync(join(__dirname, '../../../../test/unit/vectors/imports/098-1pux-export.data'));

  it('of 1Password gives the text of its export, and its keys', async () => {
    const archive = zip([
      { name: 'export.attributes', content: '{"version":3}' },
      { name: 'export.data', content: data },
      { name: 'files/abc___otp.txt', content: 'private' },
    ]);
    assert.ok(isArchive(archive));
    const [text, ...others] = await textsInArchive(archive);
    assert.deepEqual([text?.name, others], ['export.data', []]);
    assert.equal(parseKeyExport(text?.text ?? '').keys[0]?.account, 'qa-au@acme.test');
  });

  it('of Proton Pass gives the text of its export, stored or compressed, with any comment', async () => {
    for (const stored of [true, false]) {
      const archive = zip(
        [{ name: 'Proton Pass/data.json', content: '{"vaults":{}}', stored }],
        'PK comment',
      );
      assert.deepEqual(await textsInArchive(archive), [
        { name: 'Proton Pass/data.json', text: '{"vaults":{}}' },
      ]);
    }
  });

  it('gives nothing of other files', async () => {
    assert.deepEqual(
      await textsInArchive(
        zip([
          { name: 'a.png', content: 'x' },
          { name: 'b/', content: '' },
        ]),
      ),
      [],
    );
    assert.deepEqual(await textsInArchive(zip([])), []);
  });

  it('is rejected if it is encrypted, damaged, or would be too large', async () => {
    await rejected(zip([{ name: 'a.json', content: 'x', flags: 1 }]), 'encrypted');
    await rejected(zip([{ name: 'a.json', content: 'x', stored: true, method: 12 }]), 'damaged');
    await rejected(zip([{ name: 'a.json', content: 'no deflate', stored: true, method: 8 }]), 'damaged');
    await rejected(Buffer.from('PK\u0003\u0004'), 'damaged');
    const archive = zip([{ name: 'a.json', content: 'x'.repeat(1000) }]);
    await rejected(archive.subarray(0, -10), 'damaged');
    await rejected(zip([{ name: 'a.json', content: Buffer.alloc(20_000_001), stored: true }]), 'tooLarge');
  });

  it('is unpacked no further than the limit, whatever it holds', async () => {
    // 30 MB that take 30 KB.
    await rejected(zip([{ name: 'a.json', content: Buffer.alloc(30_000_000) }]), 'tooLarge');
    const half = Buffer.alloc(10_000_001);
    await rejected(
      zip([
        { name: 'a.json', content: half },
        { name: 'b.json', content: half },
      ]),
      'tooLarge',
    );
  });

  it('throws only its own error, however it is damaged', async () => {
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
        try {
          await textsInArchive(typeof how === 'number' ? bytes.subarray(0, how) : bytes);
        } catch (error) {
          assert.ok(error instanceof ArchiveError, String(error));
        }
      }),
      { numRuns: cases(200, 20_000) },
    );
    damage.assertAllMade();
  });
});
