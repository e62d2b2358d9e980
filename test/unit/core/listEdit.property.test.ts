import assert from 'node:assert/strict';
import fc from 'fast-check';
import { getNodeValue, type ParseError, parseTree } from 'jsonc-parser';
import type { Organisation } from '../../../src/core/account';
import { parseList } from '../../../src/core/list';
import {
  type AccountChanges,
  addEntry,
  editEntry,
  editOrganisation,
  ListEditError,
  removeEntry,
} from '../../../src/core/listEdit';

/**
 * A list as plain data, from which the text is written once. The edits are then made to the text by the code under
 * test and to this by the code below. `marks` are the comments that stand by a value and may go only with it.
 */
interface Child {
  readonly key?: string;
  readonly marks: string[];
  value: Value;
}
type Value = Container | string | number;
interface Container {
  readonly type: 'object' | 'array';
  /** The comments before children and behind the last, which stay as long as the container does. */
  readonly marks: string[];
  readonly children: Child[];
}

type FieldChanges = Omit<AccountChanges, 'organisations'>;

interface Layout {
  readonly eol: string;
  readonly indent: string;
  readonly shape: 'lines' | 'an entry a line' | 'one line';
  readonly trailingComma: boolean;
  readonly finalBreak: boolean;
  /** Whether a comment stands at each of the places where one may, used in rotation. */
  readonly comments: readonly boolean[];
}

const LOGINS = ['a@acme.test', 'b@acme.test', 'c@acme.test', 'd@acme.test'];

const text = fc.constantFrom(
  'x',
  'AU "payroll"',
  '// no comment',
  '/* nor this */',
  ', } ]',
  'ü 😀',
  '\\',
  '\n',
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const organisation: fc.Arbitrary<Organisation> = fc.record(
  {
    name: fc.constantFrom('Demo', 'Trial', 'Other'),
    region: fc.constantFrom('AU', 'NZ'),
    kind: fc.constantFrom('demo', 'trial'),
    tenantId: text,
    shortCode: fc.constantFrom('!x1Y2z', '!a'),
    resetOn: fc.constantFrom('2026-12-28', '2028-02-29'),
    expiresOn: fc.constantFrom('2026-12-31', '2027-01-01'),
  },
  { requiredKeys: ['name'] },
);
const fieldChanges: fc.Arbitrary<FieldChanges> = fc.record(
  {
    name: optional(fc.oneof(text, fc.constant(''))),
    owner: optional(text),
    backupEmail: optional(fc.constantFrom('m@acme.test', 'n@acme.test')),
    tags: fc.array(text, { maxLength: 2 }),
    notes: optional(text),
    mfaSetUpOn: optional(fc.constantFrom('2026-11-20', '2027-01-01')),
  },
  { requiredKeys: [] },
);
const changes: fc.Arbitrary<AccountChanges> = fc
  .tuple(fieldChanges, fc.option(fc.array(organisation, { maxLength: 3 })))
  .map(([fields, organisations]) => (organisations ? { ...fields, organisations } : fields));

type Edit = { readonly login: string } & (
  | { readonly kind: 'add' | 'edit'; readonly changes: AccountChanges }
  | { readonly kind: 'remove' }
  /** A reset of the organisation at a place, if there are as many. */
  | { readonly kind: 'reset'; readonly at: number; readonly on: string }
);
const login = fc.constantFrom(...LOGINS);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'edit' as const), login, changes }),
  fc.record({ kind: fc.constant('remove' as const), login }),
  fc.record({
    kind: fc.constant('reset' as const),
    login,
    at: fc.nat({ max: 2 }),
    on: fc.constantFrom('2026-12-28', '2027-02-28'),
  }),
);

const layout: fc.Arbitrary<Layout> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    ', '\t'),
  shape: fc.constantFrom('lines', 'an entry a line', 'one line'),
  trailingComma: fc.boolean(),
  finalBreak: fc.boolean(),
  comments: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
});

const entries = fc
  .tuple(
    // A login that is there twice is a mistake that must not get in the way.
    fc.oneof(
      { weight: 3, arbitrary: fc.uniqueArray(login, { maxLength: 4 }) },
      fc.array(login, { maxLength: 4 }),
    ),
    fc.array(fc.tuple(changes, fc.boolean()), { minLength: 4, maxLength: 4 }),
  )
  .map(([logins, fields]) =>
    logins.map((name, at) => {
      const [values, extra] = fields[at] ?? [{}, false];
      return entryOf(name, values, extra);
    }),
  );

const container = (type: Container['type'], children: Child[]): Container => ({ type, marks: [], children });
const child = (value: Value, key?: string): Child => ({
  ...(key !== undefined && { key }),
  marks: [],
  value,
});

function organisationOf({ name, ...details }: Organisation, extra = false): Child {
  const object = container('object', [child(name, 'name')]);
  if (extra) object.children.push(child(7, 'x-organisation'));
  setFields(object, details);
  return child(object);
}

function entryOf(name: string, { organisations, ...fields }: AccountChanges, extra: boolean): Child {
  const entry = container('object', [child(name, 'login')]);
  if (extra) entry.children.push(child(container('object', [child('kept', 'note')]), 'x-entry'));
  if (organisations?.length) {
    const list = organisations.map(value => organisationOf(value, extra));
    entry.children.push(child(container('array', list), 'organisations'));
  }
  setFields(entry, fields);
  return child(entry);
}

function setFields(object: Container, fields: object): void {
  for (const [key, value] of Object.entries(fields) as [string, string | readonly string[] | undefined][]) {
    const at = object.children.findIndex(field => field.key === key);
    const field = object.children[at];
    if (typeof value === 'object') setElements(object, key, value, child, tag => tag);
    else if (!value) {
      if (field) object.children.splice(at, 1);
    } else if (field) field.value = value;
    else object.children.push(child(value, key));
  }
}

const NO_DETAILS = {
  region: undefined,
  kind: undefined,
  tenantId: undefined,
  shortCode: undefined,
  resetOn: undefined,
  expiresOn: undefined,
};

function setOrganisations(entry: Container, wanted: readonly Organisation[]): void {
  const nameOf = (value: Value): Value => (value as Container).children[0]?.value ?? '';
  const kept = setElements(entry, 'organisations', wanted, value => organisationOf(value), nameOf);
  for (const [{ value }, { name: _, ...details }] of kept)
    setFields(value as Container, { ...NO_DETAILS, ...details });
}

/** Elements that stay do so where they are; new ones come behind them. */
function setElements<T>(
  entry: Container,
  key: string,
  wanted: readonly T[],
  make: (value: T) => Child,
  keyOf: (value: Value) => Value,
): ReadonlyMap<Child, T> {
  const kept = new Map<Child, T>();
  const at = entry.children.findIndex(field => field.key === key);
  const list = entry.children[at]?.value as Container | undefined;
  const added: Child[] = [];
  for (const value of wanted) {
    const made = make(value);
    const found = list?.children.find(one => !kept.has(one) && keyOf(one.value) === keyOf(made.value));
    if (found) kept.set(found, value);
    else added.push(made);
  }
  const children = [...(list?.children.filter(one => kept.has(one)) ?? []), ...added];
  if (list && children.length > 0) list.children.splice(0, Infinity, ...children);
  else if (list) entry.children.splice(at, 1);
  else if (children.length > 0) entry.children.push(child(container('array', children), key));
  return kept;
}

/** The organisation at a place of the entry that counts, and the first that a list says the same of. */
function organisationAt(
  entry: Child | undefined,
  at: number,
): { given: Organisation; first: Container } | undefined {
  const list = (entry?.value as Container | undefined)?.children.find(({ key }) => key === 'organisations');
  const all = (list?.value as Container | undefined)?.children ?? [];
  const detailsOf = ({ value }: Child): string =>
    JSON.stringify(
      Object.entries(toJson(value) as object)
        .filter(([name]) => name === 'name' || name in NO_DETAILS)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const wanted = all[at];
  const first = wanted && all.find(each => detailsOf(each) === detailsOf(wanted));
  if (!wanted || !first) return undefined;
  const given = Object.fromEntries(JSON.parse(detailsOf(wanted))) as unknown as Organisation;
  return { given, first: first.value as Container };
}

function applyReset(entry: Child | undefined, { at, on }: { at: number; on: string }): boolean {
  const found = organisationAt(entry, at);
  if (found) setFields(found.first, { tenantId: undefined, shortCode: undefined, resetOn: on });
  return found !== undefined;
}

/** Makes the edit in the model; `false` where it is to be refused. */
function applyToModel(accounts: Container, change: Edit): boolean {
  const entries = accounts.children.filter(
    ({ value }) => (value as Container).children[0]?.value === change.login,
  );
  const [entry] = entries;
  if (change.kind === 'reset') return applyReset(entry, change);
  if ((change.kind === 'add') === (entry !== undefined)) return false;
  if (change.kind === 'add') accounts.children.push(entryOf(change.login, change.changes, false));
  else if (change.kind === 'remove')
    accounts.children.splice(0, Infinity, ...accounts.children.filter(one => !entries.includes(one)));
  else if (entry) {
    const { organisations, ...fields } = change.changes;
    setFields(entry.value as Container, fields);
    if ('organisations' in change.changes) setOrganisations(entry.value as Container, organisations ?? []);
  }
  return true;
}

/** @param entry of the model, before the edit */
function applyToText(list: string, change: Edit, entry: Child | undefined): string {
  if (change.kind === 'reset') {
    const given = organisationAt(entry, change.at)?.given ?? { name: 'Nobody' };
    const changes = { tenantId: undefined, shortCode: undefined, resetOn: change.on };
    return editOrganisation(list, change.login, given, changes);
  }
  if (change.kind === 'add') return addEntry(list, change.login, change.changes);
  if (change.kind === 'remove') return removeEntry(list, change.login);
  return editEntry(list, change.login, change.changes);
}

/** Writes the model, puts comments where the layout wants them, and notes each in the model. */
function write(root: Container, { eol, indent, shape, trailingComma, finalBreak, comments }: Layout): string {
  let place = 0;
  let count = 0;
  const comment = (marks: string[], block: boolean): string | undefined => {
    if (!comments[place++ % comments.length]) return undefined;
    const mark = `#${count++}#`;
    marks.push(mark);
    return block ? `/* ${mark} , " */` : `// ${mark} , " }`;
  };

  const value = (item: Value, depth: number): string => {
    if (typeof item !== 'object' || !('type' in item)) return JSON.stringify(item);
    const [open, close] = item.type === 'object' ? ['{', '}'] : ['[', ']'];
    const inline = shape === 'one line' || (shape === 'an entry a line' && depth > 1);
    const lines = item.children.map((one, at) => {
      const before = comment(item.marks, inline);
      const key = one.key === undefined ? '' : `${JSON.stringify(one.key)}: `;
      const comma = at < item.children.length - 1 || trailingComma ? ',' : '';
      const rendered = key + value(one.value, depth + 1);
      if (inline) return `${before ? `${before} ` : ''}${rendered}${comma}`;
      const early = comment(one.marks, true);
      const late = comment(one.marks, false);
      const own = before ? [before] : [];
      return [...own, `${rendered}${early ? ` ${early}` : ''}${comma}${late ? ` ${late}` : ''}`].join(
        `${eol}${indent.repeat(depth + 1)}`,
      );
    });
    const end = comment(item.marks, inline);
    if (end) lines.push(end);
    if (lines.length === 0) return `${open}${close}`;
    if (inline)
      return item.type === 'object'
        ? `${open} ${lines.join(' ')} ${close}`
        : `${open}${lines.join(' ')}${close}`;
    const inner = `${eol}${indent.repeat(depth + 1)}`;
    return `${open}${inner}${lines.join(inner)}${eol}${indent.repeat(depth)}${close}`;
  };

  return value(root, 0) + (finalBreak ? eol : '');
}

function toJson(value: Value): unknown {
  if (typeof value !== 'object' || !('type' in value)) return value;
  if (value.type === 'array') return value.children.map(one => toJson(one.value));
  return Object.fromEntries(value.children.map(one => [one.key, toJson(one.value)]));
}

function marksOf(value: Value): string[] {
  if (typeof value !== 'object' || !('type' in value)) return [];
  return [...value.marks, ...value.children.flatMap(one => [...one.marks, ...marksOf(one.value)])];
}

function parsed(list: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(list, errors, { allowTrailingComma: true });
  assert.deepEqual(errors, [], list);
  assert.ok(root);
  return JSON.parse(JSON.stringify(getNodeValue(root)));
}

describe('listEdit, after any edits of any list,', () => {
  it('results in the same data as edits of plain data, and keeps every other comment', () => {
    fc.assert(
      fc.property(entries, layout, fc.array(edit, { minLength: 1, maxLength: 6 }), (initial, look, edits) => {
        const accounts = container('array', structuredClone(initial));
        const root = container('object', [
          child(1, 'version'),
          child(accounts, 'accounts'),
          child('kept', 'x-list'),
        ]);
        let list = write(root, look);
        const order: string[] = list.match(/#\d+#/g) ?? [];
        assert.deepEqual(parsed(list), toJson(root));
        for (const change of edits) {
          const before = list;
          const entry = structuredClone(
            accounts.children.find(({ value }) => (value as Container).children[0]?.value === change.login),
          );
          if (!applyToModel(accounts, change)) {
            assert.throws(() => applyToText(before, change, entry), ListEditError);
            continue;
          }
          list = applyToText(before, change, entry);
          assert.deepEqual(parsed(list), toJson(root), list);
          assert.ok(parseList(list).problems.every(({ kind }) => kind === 'duplicateLogin'));

          const left: string[] = list.match(/#\d+#/g) ?? [];
          assert.deepEqual(
            left,
            order.filter(mark => left.includes(mark)),
            list,
          );
          const lost = marksOf(root).filter(mark => !left.includes(mark));
          assert.deepEqual(lost, [], `${before}\n--- ${JSON.stringify(change)}\n${list}`);
          const breaks = list.match(/\r\n?|\n/g) ?? [];
          if (look.shape !== 'one line' || look.finalBreak)
            assert.ok(
              breaks.every(eol => eol === look.eol),
              JSON.stringify(list),
            );
          else assert.equal(breaks.length, 0);
          assert.ok(
            !/[^\S\r\n](\r?\n|$)/.test(list) || /[^\S\r\n](\r?\n|$)/.test(before),
            JSON.stringify(list),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('restores the text if an account is added and removed', () => {
    const plain = layout.map(look => ({ ...look, comments: [false] }));
    fc.assert(
      fc.property(entries, fc.oneof(layout, plain), changes, (initial, look, values) => {
        const root = container('object', [
          child(1, 'version'),
          child(container('array', structuredClone(initial)), 'accounts'),
        ]);
        const list = write(root, look);
        assert.equal(removeEntry(addEntry(list, 'new@acme.test', values), 'new@acme.test'), list);
      }),
      { numRuns: 150 },
    );
  });
});
