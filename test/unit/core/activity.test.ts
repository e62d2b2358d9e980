import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ACTIONS,
  type ActivityLine,
  type Chain,
  type ChainHead,
  extendChain,
  ROUTES,
  readChain,
} from '../../../src/core/activity';
import { anyUnits } from '../../shared/anyText';
import { cases, Kinds } from '../../shared/thorough';

const ID = '2026-11-26-0123456789abcdef';
const AT = Date.UTC(2026, 10, 26, 12);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const LINES: readonly ActivityLine[] = [
  { at: AT, action: 'set', login: 'qa-au@acme.test', route: 'guide' },
  { at: AT + 1000, action: 'copied', login: 'qa-nz@bücher.test', route: 'shortcut' },
  { at: AT + 2000, action: 'given', login: 'qa-au@acme.test', route: 'task', detail: 'tests “été”' },
];

const anyLine: fc.Arbitrary<ActivityLine> = fc
  .record({
    at: fc.date({ min: new Date(0), max: new Date(8.64e15), noInvalidDate: true }).map(Number),
    action: fc.constantFrom(...ACTIONS),
    login: anyUnits,
    route: fc.constantFrom(...ROUTES),
    detail: fc.option(anyUnits, { nil: undefined }),
  })
  .map(({ detail, ...line }) => ({ ...line, ...(detail && { detail }) }));

/** A chain that is written in several parts. */
async function written(...parts: readonly (readonly ActivityLine[])[]): Promise<[string, ChainHead]> {
  let head: ChainHead | undefined;
  let text = '';
  for (const part of parts) {
    const more = await extendChain(ID, head, part);
    text += more.text;
    head = more.head;
  }
  return [text, head ?? assert.fail()];
}

const isWhole = ({ lines, problem }: Chain): boolean => !problem && lines.every(line => line.isWhole);

describe('A chain of activity', () => {
  it('is read back, written at once or in parts', async () => {
    const [text, head] = await written(LINES.slice(0, 1), LINES.slice(1));
    assert.deepEqual([text, head], await written(LINES));
    const { lines, problem } = await readChain(ID, encode(text), head);
    assert.equal(problem, undefined);
    assert.deepEqual(
      lines,
      LINES.map(line => ({ ...line, isWhole: true })),
    );
  });

  it('accepts any text as a login or a detail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 5 }), async given => {
        const [text, head] = await written(given);
        const chain = await readChain(ID, encode(text), head);
        assert.ok(isWhole(chain));
        assert.deepEqual(
          chain.lines,
          given.map(line => ({ ...line, isWhole: true })),
        );
      }),
      { numRuns: cases(100, 300) },
    );
  });

  it('notices every changed byte', async () => {
    const [text, head] = await written(LINES);
    const bytes = encode(text);
    for (let index = 0; index < bytes.length; index++) {
      for (const other of [(bytes[index] ?? 0) ^ 1, (bytes[index] ?? 0) ^ 0x20, 0x0a, 0x0d, 0, 0xe9]) {
        if (other === bytes[index]) continue;
        const changed = bytes.slice();
        changed[index] = other;
        assert.ok((await readChain(ID, changed, head)).problem, `${index}: ${other}`);
      }
    }
  });

  it('notices every removed and every added byte', async () => {
    const [text, head] = await written(LINES);
    const bytes = encode(text);
    for (let index = 0; index <= bytes.length; index++) {
      const removed = [...bytes.slice(0, index), ...bytes.slice(index + 1)];
      if (index < bytes.length)
        assert.ok((await readChain(ID, Uint8Array.from(removed), head)).problem, `-${index}`);
      for (const byte of [0x0a, 0x20, 0x66]) {
        const added = [...bytes.slice(0, index), byte, ...bytes.slice(index)];
        assert.ok((await readChain(ID, Uint8Array.from(added), head)).problem, `+${index}`);
      }
    }
  });

  it('reports what is wrong, and where', async () => {
    const [text, head] = await written(LINES);
    const rows = text.split(/(?<=\n)/);
    const read = async (file: string | undefined, kept: ChainHead | undefined = head, id = ID) =>
      (await readChain(id, file === undefined ? undefined : encode(file), kept)).problem;
    assert.deepEqual(await read(rows.slice(0, 2).join('')), { kind: 'cut', missing: 1 });
    assert.deepEqual(await read(''), { kind: 'cut', missing: 3 });
    assert.deepEqual(await read(undefined), { kind: 'gone', count: 3 });
    assert.deepEqual(await read(rows.slice(1).join('')), { kind: 'changed', line: 1 });
    assert.deepEqual(await read([rows[0], rows[2]].join('')), { kind: 'changed', line: 2 });
    assert.deepEqual(await read([rows[1], rows[0], rows[2]].join('')), { kind: 'changed', line: 1 });
    assert.deepEqual(await read(text, head, '2026-11-26-fedcba9876543210'), { kind: 'changed', line: 1 });
    assert.deepEqual((await readChain(ID, encode(text), undefined)).problem, { kind: 'open' });
    assert.deepEqual(await readChain(ID, undefined, undefined), { lines: [] });
  });

  it('has another head if it is rewritten', async () => {
    const [, head] = await written(LINES);
    const [forged] = await written(LINES.map(line => ({ ...line, login: 'somebody@acme.test' })));
    assert.deepEqual((await readChain(ID, encode(forged), head)).problem, { kind: 'changed', line: 3 });
  });

  it('may have lines after its stored head', async () => {
    const [, head] = await written(LINES.slice(0, 2));
    const [text] = await written(LINES);
    assert.ok(isWhole(await readChain(ID, encode(text), head)));
  });

  it('shows the readable lines if others are broken', async () => {
    const [text, head] = await written(LINES);
    const rows = text.split('\n');
    rows[1] = rows[1]?.replace('copied', 'shown') ?? '';
    const { lines, problem } = await readChain(ID, encode(rows.join('\n')), head);
    assert.deepEqual(problem, { kind: 'changed', line: 2 });
    assert.deepEqual(
      lines.map(({ action, isWhole: whole }) => [action, whole]),
      [
        ['set', true],
        ['shown', false],
        ['given', true],
      ],
    );
  });

  it('can be any bytes', async () => {
    const [text, head] = await written(LINES);
    const row = new Kinds({
      bytes: fc.uint8Array({ maxLength: 100 }),
      json: fc.json().map(json => encode(`${'0'.repeat(64)} ${json}`)),
      'the whole chain': fc.constant(encode(text)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row.any, { maxLength: 4 }), async rows => {
        const file = Uint8Array.from(rows.flatMap(bytes => [...bytes, 0x0a]));
        const chain = await readChain(ID, file, head);
        assert.ok(chain.problem);
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    row.assertAllMade();
  });
});
