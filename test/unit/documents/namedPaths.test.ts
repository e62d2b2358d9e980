import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { table } from '../../../scripts/imports/generate.mjs';
import { codeSpans, filesNamed, missingPaths, namedPaths } from './namedPaths';
import { projectFiles, textOf } from './projectFiles';

/** The documents for people who work on the extension. `cli/README.md` is for people who use the command. */
const documents = projectFiles.filter(name =>
  /^(?:CONTRIBUTING\.md|SECURITY\.md|docs\/security-design\.md|(?:src\/\w+|test|scripts|cli\/src|vscode-from-npm)\/README\.md)$/.test(
    name,
  ),
);
const code = projectFiles.filter(name => /\.(?:ts|mjs|cjs|js)$/.test(name)).map(textOf);

/** The scripts that a text runs by npm. What npm itself does is no script. */
function scriptsIn(text: string): string[] {
  return Array.from(
    text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g),
    ([, run, itself]) => run ?? itself ?? '',
  );
}

/** The options that a text gives to a script. */
function optionsIn(text: string, script: string): string[] {
  return Array.from(
    text.matchAll(new RegExp(`npm ${script} --( [^\\n\`#]+)`, 'g')),
    ([, given = '']) => given,
  ).flatMap(given => given.match(/--[a-z-]+/g) ?? []);
}

/** The functions that a text names, as `name()`. */
const callsIn = (text: string): string[] =>
  codeSpans(text).flatMap(span => /^(?:[\w.]+\.)?(\w+)\([^…]*\)$/.exec(span)?.[1] ?? []);

describe('A document for people who work on the extension', () => {
  it('stands beside the code of each larger part', () => {
    const parts = [
      'accounts',
      'codes',
      'access',
      'guide',
      'importing',
      'team',
      'backup',
      'clock',
      'activity',
      'secrets',
    ];
    for (const part of parts) assert.ok(documents.includes(`src/${part}/README.md`), part);
  });

  for (const document of documents) {
    // The import rules are a table of patterns, which `test/unit/imports.test.ts` checks.
    const content = textOf(document).replace(table(), '');

    it(`names only files and folders that exist, and notices each that goes: ${document}`, () => {
      assert.deepEqual(missingPaths(document, content, projectFiles), []);
      for (const name of namedPaths(content)) {
        const gone = new Set(filesNamed(name, document, projectFiles));
        const left = projectFiles.filter(file => !gone.has(file));
        assert.deepEqual(missingPaths(document, `\`${name}\``, left), [name]);
      }
    });

    it(`names only scripts, options and functions that exist: ${document}`, () => {
      for (const script of scriptsIn(content)) assert.ok(Object.hasOwn(manifest.scripts, script), script);
      for (const option of optionsIn(content, 'test'))
        assert.ok(textOf('scripts/tiers/options.mjs').includes(`  ${option} `), option);
      for (const option of optionsIn(content, 'start'))
        assert.ok(textOf('scripts/start.mjs').includes(`  ${option} `), option);
      for (const name of callsIn(content))
        assert.ok(
          code.some(text => text.includes(`${name}(`)),
          name,
        );
    });
  }

  it('is read for paths, scripts, options and functions', () => {
    const content = [
      'See `core/totp.ts`, `src/<feature>/services.ts`, `media/guide/*.svg`, `gone.ts`, `gone/` and `*.test.ts`.',
      '```sh',
      'npm run gone -- --only unit',
      'npm test -- --only unit --gone   # `other.ts`',
      '```',
      'Then `npm start -- --absent`, and `secrets.gone()`.',
    ].join('\n');
    assert.deepEqual(missingPaths('README.md', content, projectFiles), ['gone.ts', 'gone/']);
    assert.deepEqual(scriptsIn(content), ['gone', 'test', 'start']);
    assert.deepEqual(optionsIn(content, 'test'), ['--only', '--gone']);
    assert.deepEqual(optionsIn(content, 'start'), ['--absent']);
    assert.deepEqual(callsIn(content), ['gone']);
  });
});

describe('The README of the tests', () => {
  it('says of each end-to-end file what it alone proves, and of no other', () => {
    const [, list = ''] = textOf('test/README.md').split('What each file alone proves:');
    const said = Array.from(list.matchAll(/^- `([\w/]+)`: /gm), ([, name]) => `test/e2e/${name}.test.ts`);
    const there = projectFiles.filter(name => /^test\/e2e\/.*\.test\.ts$/.test(name));
    assert.deepEqual(said.sort(), [...there].sort());
  });
});
