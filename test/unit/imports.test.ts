import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { build, Metafile } from 'esbuild';
import { configuration, table, up, words } from '../../scripts/imports/generate.mjs';
import { MAY, MAY_NOT } from '../../scripts/imports/rules.mjs';

const root = join(__dirname, '../../..');
const requireTool = createRequire(join(root, 'package.json'));

interface Imports {
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/** What no row has, so that each row refuses it. */
const STRANGERS = ['fs', 'otpauth', '@scure/bip32/x.js', '@zxcvbn-ts/language-en', 'qr'];
const STRANGE_FOLDERS = ['accounts/', '../test/'];

/** What a row means besides its words. */
const MORE: Readonly<Record<string, Imports>> = {
  'src/file.ts': { allowed: ['./core/errors', './clock/commands'], refused: ['../test/host/support'] },
  'src/some/file.ts': { allowed: [], refused: ['../extension'] },
  'src/some/some/file.ts': { allowed: ['../commands', '../otherPart/view'], refused: ['../../extension'] },
  'src/some/webview/file.ts': { allowed: [], refused: ['../session'] },
  'vscode-from-npm/file.ts': { allowed: [], refused: ['../src/core/totp', '../scripts/tiers/suite.mjs'] },
};

/** Files that match a row. They don't have to exist. */
function filesOf(patterns: string): string[] {
  return words(patterns).map(pattern =>
    pattern
      .replace(/^\*\*\//, '')
      .replace(/\*+$/, 'file.ts')
      .replace('*.', 'file.')
      .replaceAll('*', 'some'),
  );
}

/** Imports that match a word of a row. */
function importsOf(word: string, files: string): string[] {
  if (!word.endsWith('/')) return [word.replace(/\*+/g, 'x')];
  if (MAY.some(row => row[1] === files)) return up(files) === '' ? [] : [`${up(files)}${word}x`];
  const folder = word.replace(/^\.\.\//, '');
  return [`../${folder}x`, `../../${folder}x`];
}

/** What the rows of a table name. */
const named = (rows: typeof MAY) => [...new Set(rows.flatMap(([, , what]) => words(what)))];

function casesOf(rows: typeof MAY, casesOfRow: (files: string, what: string[]) => Imports) {
  return rows.flatMap(([who, files, what]) => {
    const { allowed, refused } = casesOfRow(files, words(what));
    return filesOf(files).map(file => ({
      who,
      file,
      allowed: [...allowed, ...(MORE[file]?.allowed ?? [])],
      refused: [...refused, ...(MORE[file]?.refused ?? [])],
    }));
  });
}

const elsewhere = named(MAY).filter(word => !word.startsWith('../'));
const TESTS_MAY = [
  './x',
  'node:fs',
  'fast-check',
  '../shared/x',
  '../../practice-xero/pages/x',
  '../../scripts/x',
];

const cases = [
  ...casesOf(MAY, (files, what) => ({
    allowed: ['./x', './x/x', ...what.flatMap(word => importsOf(word, files))],
    refused: [...elsewhere, ...STRANGERS, ...STRANGE_FOLDERS]
      .filter(word => !what.some(each => (each.endsWith('/') ? word.startsWith(each) : word === each)))
      .flatMap(word => importsOf(word, files)),
  })),
  ...casesOf(MAY_NOT, (files, what) => {
    const others = named(MAY_NOT).filter(word => !what.includes(word));
    return {
      allowed: [...TESTS_MAY, ...others.flatMap(word => importsOf(word, files))],
      refused: what.flatMap(word => importsOf(word, files)),
    };
  }),
];

/** What Biome finds wrong with the imports of a file at a line. */
type Complaint = `${string}:${number} ${'noRestrictedImports' | 'noImportCycles'}`;

/** Lints files of these lines in a folder of their own. */
function lint(files: Readonly<Record<string, readonly string[]>>): Set<Complaint> {
  const folder = mkdtempSync(join(tmpdir(), 'xmfa-imports-'));
  try {
    cpSync(join(root, 'imports.biome.json'), join(folder, 'biome.json'));
    for (const [file, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), lines.join('\n'));
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        requireTool.resolve('@biomejs/biome/bin/biome'),
        'lint',
        '--max-diagnostics=none',
        '--reporter=github',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    const found = `${stdout}${stderr}`.matchAll(
      /(noRestrictedImports|noImportCycles),file=(.+?),line=(\d+)/g,
    );
    return new Set(
      Array.from(found, ([, rule, file = '', line]) => {
        const [, name] = file.replaceAll('\\', '/').split(`${basename(folder)}/`);
        return `${name}:${line} ${rule}` as Complaint;
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what may import what', () => {
  let complaints = new Set<Complaint>();
  before(() => {
    const statements = cases.map(({ file, allowed, refused }) => [
      file,
      [...allowed, ...refused].map(from => `import '${from}';`),
    ]);
    complaints = lint({
      ...Object.fromEntries(statements),
      'src/newFeature/one.ts': ["import './other';"],
      'src/newFeature/other.ts': ["import './one';"],
      'src/newFeature/type.ts': ["import type { B } from './otherType';", 'export type A = B;'],
      'src/newFeature/otherType.ts': ["import type { A } from './type';", 'export type B = A;'],
    });
  });

  for (const { who, file, allowed, refused } of cases) {
    it(`${who}: ${file}`, () => {
      const complained = [...allowed, ...refused].filter((_, index) =>
        complaints.has(`${file}:${index + 1} noRestrictedImports`),
      );
      assert.deepEqual(complained, refused);
    });
  }

  it('no two files each other', () => {
    assert.ok(complaints.has('src/newFeature/one.ts:1 noImportCycles'));
    assert.ok(complaints.has('src/newFeature/type.ts:1 noImportCycles'));
  });

  it("is what the linter's configuration and CONTRIBUTING say (else: npm run imports)", () => {
    const read = (name: string) => readFileSync(join(root, name), 'utf8');
    assert.deepEqual(JSON.parse(read('imports.biome.json')), configuration());
    assert.ok(read('CONTRIBUTING.md').includes(`\n\n${table()}\n\n`));
  });
});

describe('the scripts', () => {
  /** Packages that a script imports before it runs, itself or through another script. */
  function packagesAtStart({ inputs }: Metafile, script: string): string[] {
    const files = new Set([script]);
    const packages = new Set<string>();
    for (const file of files) {
      for (const { path, kind, external } of inputs[file]?.imports ?? []) {
        if (kind === 'import-statement') (external ? packages : files).add(path);
      }
    }
    return [...packages].filter(name => !name.startsWith('node:'));
  }

  const scripts = readdirSync(join(root, 'scripts')).filter(name => name.endsWith('.mjs'));
  for (const name of scripts) {
    it(`${name} starts before anything is installed`, async () => {
      const script = `scripts/${name}`;
      const esbuild: { build: typeof build } = requireTool('esbuild');
      const { metafile } = await esbuild.build({
        entryPoints: [script],
        absWorkingDir: root,
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        metafile: true,
        write: false,
        outdir: 'out',
      });
      assert.deepEqual(packagesAtStart(metafile, script), []);
    });
  }
});
