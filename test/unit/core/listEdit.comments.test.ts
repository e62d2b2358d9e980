import assert from 'node:assert/strict';
import fc from 'fast-check';
import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { parseList } from '../../../src/core/list';
import { addEntry, editEntry, removeEntry } from '../../../src/core/listEdit';
import { cases, Kinds } from '../../shared/thorough';

/**
 * Lists with comments between any two tokens, each with its number. An edit may take away those that are in
 * what it removes, or between that and what comes next; all others stay.
 */

const LOGINS = ['a@acme.test', 'b@acme.test', 'c@acme.test'];
const TAGS = ['x', 'y', 'z'];

interface Entry {
  login: string;
  tags?: string[];
  notes?: string;
  'x-mine'?: object;
}

const entry: fc.Arbitrary<Entry> = fc.record(
  {
    login: fc.constantFrom(...LOGINS),
    'x-mine': fc.constant({ kept: ['// no comment'] }),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1 }),
    notes: fc.constantFrom('n', '/* no comment */'),
  },
  { requiredKeys: ['login'] },
);

const list = fc.record({
  'x-list': fc.constant('kept'),
  version: fc.constant(1),
  accounts: fc.uniqueArray(entry, { selector: ({ login }) => login }),
  'x-end': fc.constant({ kept: true }),
});

const between = Kinds.of('', ' ', '\n', '\n  ', '/*#*/', ' /*#*/ ', ' //#\n', '\n//#\n', '\n/*#\n*/ ');

/** JSON with something before each token of it. */
function spread(value: unknown, fillers: readonly string[]): string {
  let count = 0;
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^{}[\]:,"]+/g, token => {
    const filler = fillers[count % fillers.length] ?? '';
    return filler.replace('#', `#${count++}#`) + token;
  });
}

interface Edit {
  readonly kind: 'add' | 'edit' | 'remove';
  readonly login: string;
  readonly tags?: string[];
  readonly notes?: string;
}
const login = fc.constantFrom(...LOGINS);
const edit = new Kinds<Record<Edit['kind'], fc.Arbitrary<Edit>>>({
  add: fc.record({ kind: fc.constant('add'), login }),
  remove: fc.record({ kind: fc.constant('remove'), login }),
  edit: fc.record(
    {
      kind: fc.constant('edit' as const),
      login,
      tags: fc.uniqueArray(fc.constantFrom(...TAGS)),
      notes: fc.constantFrom('', 'm'),
    },
    { requiredKeys: ['kind', 'login'] },
  ),
});

function treeOf(text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  assert.ok(root && errors.length === 0, text);
  return root;
}

const jsonOf = (text: string): unknown => JSON.parse(JSON.stringify(getNodeValue(treeOf(text))));
const marksIn = (text: string): string[] => text.match(/#\d+#/g) ?? [];

/** The edit on plain data. */
function edited(entries: readonly Entry[], change: Edit): Entry[] {
  if (change.kind === 'add') return [...entries, { login: change.login }];
  if (change.kind === 'remove') return entries.filter(one => one.login !== change.login);
  return entries.map(one => {
    if (one.login !== change.login) return one;
    const { tags, notes, ...rest } = one;
    const before = tags ?? [];
    const wanted = change.tags ?? before;
    const after = [
      ...before.filter(tag => wanted.includes(tag)),
      ...wanted.filter(tag => !before.includes(tag)),
    ];
    const newNotes = change.notes ?? notes;
    return { ...rest, ...(after.length > 0 && { tags: after }), ...(newNotes && { notes: newNotes }) };
  });
}

/** The parts of a text whose comments an edit may take away: what it removes, up to what comes next. */
function removedParts(text: string, change: Edit): string[] {
  const accounts = treeOf(text).children?.find(({ children }) => children?.[0]?.value === 'accounts');
  const parts: string[] = [];
  const remove = (child: Node): void => {
    const siblings = child.parent?.children ?? [];
    const next = siblings[siblings.indexOf(child) + 1];
    const end = next?.offset ?? (child.parent?.offset ?? 0) + (child.parent?.length ?? 0) - 1;
    parts.push(text.slice(child.offset, end));
  };
  for (const one of accounts?.children?.[1]?.children ?? []) {
    const value = getNodeValue(one) as Entry;
    if (value.login !== change.login || change.kind === 'add') continue;
    if (change.kind === 'remove') remove(one);
    else {
      for (const field of one.children ?? []) {
        const [name, node] = field.children ?? [];
        if (name?.value === 'notes' && change.notes === '') remove(field);
        if (name?.value !== 'tags' || !change.tags) continue;
        if (change.tags.length === 0) remove(field);
        for (const tag of node?.children ?? []) if (!change.tags.includes(tag.value)) remove(tag);
      }
    }
  }
  return parts;
}

function apply(text: string, change: Edit): string {
  if (change.kind === 'add') return addEntry(text, change.login, {});
  if (change.kind === 'remove') return removeEntry(text, change.login);
  const { kind, login: of, ...changes } = change;
  return editEntry(text, of, changes);
}

describe('listEdit, with comments between any two tokens,', () => {
  it('keeps every comment outside what it removes, and all unknown keys', () => {
    fc.assert(
      fc.property(
        list,
        fc.array(between.any, { minLength: 1, maxLength: 40 }),
        fc.array(edit.any, { minLength: 1, maxLength: 4 }),
        (value, fillers, edits) => {
          let text = spread(value, fillers);
          let entries = value.accounts;
          for (const change of edits) {
            if (entries.some(one => one.login === change.login) === (change.kind === 'add')) continue;
            const mayGo = new Set(removedParts(text, change).flatMap(marksIn));
            const stay = marksIn(text).filter(mark => !mayGo.has(mark));
            const after = apply(text, change);
            entries = edited(entries, change);
            assert.deepEqual(
              sorted(jsonOf(after)),
              sorted({ ...value, accounts: entries }),
              `${text}\n---\n${after}`,
            );
            const left = new Set(marksIn(after));
            assert.deepEqual(
              stay.filter(mark => !left.has(mark)),
              [],
              `${text}\n--- ${JSON.stringify(change)}\n${after}`,
            );
            assert.deepEqual(parseList(after).problems, []);
            text = after;
          }
        },
      ),
      { numRuns: cases(100, 500) },
    );
    for (const made of [between, edit]) made.assertAllMade();
  });
});

/** The order of an object's keys is not looked at here. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
