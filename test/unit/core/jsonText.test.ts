import assert from 'node:assert/strict';
import { type Node, parseTree } from 'jsonc-parser';
import {
  addElements,
  addProperties,
  editChildren,
  layoutOf,
  propertyIn,
  replaceValue,
  valueIn,
} from '../../../src/core/jsonText';

function tree(text: string): Node {
  const errors: unknown[] = [];
  const root = parseTree(text, errors as [], { allowTrailingComma: true });
  assert.ok(root && errors.length === 0, text);
  return root;
}

/** Runs an edit on the root, and sees that what comes of it is JSON still. */
function edited(text: string, edit: (root: Node) => string): string {
  const result = edit(tree(text));
  tree(result);
  return result;
}

describe('layoutOf', () => {
  for (const [text, eol, indent] of [
    ['{\n  "a": 1\n}', '\n', '  '],
    ['{\r\n    "a": 1\r\n}', '\r\n', '    '],
    ['{\n\t"a": [\n\t\t1\n\t]\n}', '\n', '\t'],
    ['{\r\t"a": 1\r}', '\r', '\t'],
    ['{"a": 1}', '\n', '  '],
    ['', '\n', '  '],
    ['// one\n//   two\n{\n   /* x */\n    "a": 1\n}', '\n', '    '],
  ] as const)
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(layoutOf(text), { eol, indent }));
});

describe('propertyIn and valueIn', () => {
  it('take the last of repeated keys, as a parsed value does', () => {
    const root = tree('{"a": 1, "a": 2, "__proto__": 3}');
    assert.equal(valueIn(root, 'a')?.value, 2);
    assert.equal(valueIn(root, '__proto__')?.value, 3);
    assert.equal(propertyIn(root, 'a')?.offset, 9);
    assert.equal(valueIn(root, 'constructor'), undefined);
  });
  it('find nothing outside containers', () => {
    for (const text of ['1', 'null', '"a"', '[]', '{}']) {
      assert.equal(valueIn(tree(text), 'length'), undefined);
      assert.equal(valueIn(tree(text), 0), undefined);
    }
    assert.equal(valueIn(undefined, 'a'), undefined);
  });
});

describe('addElements', () => {
  const rows: [before: string, after: string][] = [
    ['[]', '[9]'],
    ['[ ]', '[ 9]'],
    ['[/* none */]', '[/* none */9]'],
    ['[1]', '[1, 9]'],
    ['[ 1 ]', '[ 1, 9 ]'],
    ['[1,]', '[1, 9,]'],
    ['[1 /* one */]', '[1, /* one */ 9]'],
    ['[1 /* one */, ]', '[1 /* one */, 9, ]'],
    ['[1, /* one */ ]', '[1, /* one */ 9, ]'],
    ['[\n]', '[\n  9\n]'],
    ['[ // none\n]', '[ // none\n  9\n]'],
    ['[\n  // none\n]', '[\n  // none\n  9\n]'],
    ['[\n  1\n]', '[\n  1,\n  9\n]'],
    ['[\n  1,\n]', '[\n  1,\n  9,\n]'],
    ['[\n\t1 // one\n]', '[\n\t1, // one\n\t9\n]'],
    ['[\n  1, // one\n]', '[\n  1, // one\n  9,\n]'],
    ['[\n  1 /* a */ // b\n  // end\n]', '[\n  1, /* a */ // b\n  9\n  // end\n]'],
    ['[\n  1\n  // comma\n  , // behind it\n]', '[\n  1\n  // comma\n  , // behind it\n  9,\n]'],
    ['[\r\n    1\r\n]', '[\r\n    1,\r\n    9\r\n]'],
    ['[\r  1 // one\r]', '[\r  1, // one\r  9\r]'],
    ['[1, // one\n 2]', '[1, // one\n 2,\n 9\n]'],
  ];
  for (const [before, after] of rows)
    it(JSON.stringify(before), () =>
      assert.equal(
        edited(before, root => addElements(before, root, [9])),
        after,
      ),
    );
});

describe('addProperties', () => {
  const rows: [before: string, after: string][] = [
    ['{}', '{"b": [9]}'],
    ['{"a":1}', '{"a":1, "b": [9]}'],
    ['{ "a": 1 }', '{ "a": 1, "b": [ 9 ] }'],
    ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": [\n    9\n  ]\n}'],
    ['{\n\t"a": { "x": 1 }, // a\n}', '{\n\t"a": { "x": 1 }, // a\n\t"b": [\n\t\t9\n\t],\n}'],
  ];
  for (const [before, after] of rows)
    it(JSON.stringify(before), () =>
      assert.equal(
        edited(before, root => addProperties(before, root, { b: [9] })),
        after,
      ),
    );
});

const remove = (text: string, container: Node, ...removed: (Node | undefined)[]): string =>
  editChildren(text, container, child => (removed.includes(child) ? 'remove' : undefined));

describe('editChildren', () => {
  const rows: [before: string, index: number, after: string][] = [
    ['[1]', 0, '[]'],
    ['[ 1 ]', 0, '[]'],
    ['[1,]', 0, '[]'],
    ['[1, 2, 3]', 0, '[2, 3]'],
    ['[1, 2, 3]', 1, '[1, 3]'],
    ['[1, 2, 3]', 2, '[1, 2]'],
    ['[ 1, 2 ]', 1, '[ 1 ]'],
    ['[1, 2,]', 1, '[1,]'],
    ['[1, 2, ]', 1, '[1, ]'],
    ['[/* a */ 1, /* b */ 2]', 0, '[/* a */ /* b */ 2]'],
    ['[/* a */ 1, /* b */ 2 /* end */]', 1, '[/* a */ 1 /* b */ /* end */]'],
    ['[\n  1\n]', 0, '[]'],
    ['[\n  // one\n  1\n]', 0, '[\n  // one\n]'],
    ['[\n  1,\n  2\n]', 0, '[\n  2\n]'],
    ['[\n  1,\n  2\n]', 1, '[\n  1\n]'],
    ['[\n  1,\n  2,\n]', 1, '[\n  1,\n]'],
    ['[\n  1, // one\n  2 // two\n]', 0, '[\n  2 // two\n]'],
    ['[\n  1, // one\n  2 // two\n]', 1, '[\n  1 // one\n]'],
    ['[\n  1, // one\n  // two\n  2\n  // end\n]', 1, '[\n  1 // one\n  // two\n  // end\n]'],
    ['[\n  1 /* , */, /* , */ // ,\n  2\n]', 1, '[\n  1 /* , */ /* , */ // ,\n]'],
    ['[\r\n\t1, // one\r\n\t2\r\n]', 0, '[\r\n\t2\r\n]'],
    ['[\r  1, // one\r  2\r]', 1, '[\r  1 // one\r]'],
    ['[\n  1, 2,\n  3\n]', 0, '[\n  2,\n  3\n]'],
    ['[\n  1, 2,\n  3\n]', 1, '[\n  1,\n  3\n]'],
    ['[\n  1,\n  2]', 1, '[\n  1\n]'],
    ['[\n  1\n  // two\n  , 2\n]', 0, '[\n  \n  // two\n   2\n]'],
    ['[\n  1\n  // two\n  , 2\n]', 1, '[\n  1\n  // two\n  \n]'],
  ];
  for (const [before, index, after] of rows)
    it(`${JSON.stringify(before)}, element ${index}`, () => {
      const result = edited(before, root => remove(before, root, root.children?.[index]));
      assert.equal(result, after);
    });

  it('removes a property with its key', () => {
    const text = '{\n  "a": 1, // a\n  "b": { } // b\n}';
    const without = (name: string) => edited(text, root => remove(text, root, propertyIn(root, name)));
    assert.equal(without('a'), '{\n  "b": { } // b\n}');
    assert.equal(without('b'), '{\n  "a": 1 // a\n}');
  });
});

describe('replaceValue', () => {
  const rows: [before: string, after: string][] = [
    ['{"a":1}', '{"a":["x",{"y":1}]}'],
    ['{ "a": 1 } // end', '{ "a": [ "x", { "y": 1 } ] } // end'],
    [
      '{\n  "a": /* was */ 1, // one\n}',
      '{\n  "a": /* was */ [\n    "x",\n    {\n      "y": 1\n    }\n  ], // one\n}',
    ],
    ['{\r\n\t"a": [\r\n\t]\r\n}', '{\r\n\t"a": [\r\n\t\t"x",\r\n\t\t{\r\n\t\t\t"y": 1\r\n\t\t}\r\n\t]\r\n}'],
  ];
  for (const [before, after] of rows)
    it(JSON.stringify(before), () =>
      assert.equal(
        edited(before, root => replaceValue(before, valueIn(root, 'a') ?? root, ['x', { y: 1 }])),
        after,
      ),
    );

  it('escapes text that looks like JSON, a comment or a line break', () => {
    for (const value of ['",\n}', '// x', '*/', '\\', '\u2028', '$&', '\n  y']) {
      for (const before of ['{"a": 1}', '{\r\n  "a": 1\r\n}']) {
        const after = edited(before, root => replaceValue(before, valueIn(root, 'a') ?? root, [value]));
        assert.equal(valueIn(valueIn(tree(after), 'a'), 0)?.value, value);
      }
    }
  });
});
