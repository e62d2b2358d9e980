import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { build, Metafile } from 'esbuild';

const root = join(__dirname, '../../..');
const requireTool = createRequire(join(root, 'package.json'));

interface Rule {
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/** What a file may import, and what not; the files and folders need not exist. */
const rules: Readonly<Record<string, Rule>> = {
  'src/extension.ts': {
    allowed: ['vscode', './core/errors', './platform/log', './clock/commands'],
    refused: ['node:fs', 'fs', 'valibot', '../test/host/support'],
  },
  'src/newFeature/commands.ts': {
    allowed: [
      'vscode',
      'valibot',
      './view',
      './part/view',
      '../core/errors',
      '../contributions/ids',
      '../platform/log',
      '../secrets/store',
      '../age/age',
    ],
    refused: [
      'node:fs',
      'fs',
      'age-encryption',
      'lit-html',
      'jsonc-parser',
      '../accounts/lists',
      '../extension',
      '../../test/x',
    ],
  },
  'src/newFeature/part/view.ts': {
    allowed: [
      'vscode',
      './other',
      '../commands',
      '../otherPart/view',
      '../../core/errors',
      '../../secrets/store',
    ],
    refused: ['node:fs', '../../accounts/lists', '../../extension', '../../../test/x'],
  },
  'src/secrets/store.ts': {
    allowed: ['vscode', './other', '../core/secret', '../platform/log'],
    refused: ['node:fs', '../accounts/lists'],
  },
  'src/platform/log.ts': {
    allowed: ['vscode', 'valibot', './commands', '../core/errors', '../contributions/ids'],
    refused: ['node:fs', '../accounts/lists', '../secrets/store'],
  },
  'src/platform/runtime.ts': {
    allowed: ['node:crypto', 'node:fs/promises', '../core/totp'],
    refused: ['vscode', '@noble/hashes/hmac.js', '../secrets/store'],
  },
  'src/platform/runtime.web.ts': {
    allowed: ['@noble/hashes/hmac.js', '../core/totp'],
    refused: ['vscode', 'node:crypto', '../secrets/store'],
  },
  'src/platform/node/localFile.ts': {
    allowed: ['node:fs/promises', './disk', '../fileChange'],
    refused: ['vscode', '../accounts/lists'],
  },
  'src/backup/strength.ts': {
    allowed: ['vscode', '@zxcvbn-ts/core', './exportBackup', '../core/errors'],
    refused: ['@zxcvbn-ts/language-en', 'node:fs', '../team/teamStore'],
  },
  'src/age/age.ts': {
    allowed: ['age-encryption', '@scure/bip39/wordlists/english.js', './fingerprint'],
    refused: ['vscode', '@noble/curves/ed25519.js', '../core/secret', '../team/teamStore'],
  },
  'src/contributions/commands.ts': {
    allowed: ['valibot', './ids', '../core/account'],
    refused: ['vscode', 'node:fs', '../platform/log', '../accounts/lists'],
  },
  'src/core/totp.ts': {
    allowed: ['./account', 'otpauth/bare', 'valibot', 'jsonc-parser', 'papaparse'],
    refused: ['vscode', 'node:crypto', 'otpauth', 'qr', '../platform/log', '../contributions/ids'],
  },
  'src/newFeature/webview/main.ts': {
    allowed: [
      './parts',
      '../protocol',
      'lit-html',
      'lit-html/directives/repeat.js',
      'qr/decode.js',
      '../../platform/webview/qr',
    ],
    refused: ['vscode', 'node:fs', 'valibot', '../session', '../../core/account'],
  },
  'test/unit/core/totp.test.ts': {
    allowed: ['node:fs', 'fast-check', '../dedent', '../../../src/core/totp', '../../shared/keys'],
    refused: ['../../host/support', '../../e2e/workbench', '../../bench/list'],
  },
  'test/host/lists.test.ts': {
    allowed: ['vscode', 'node:fs', './support', '../../src/core/totp', '../shared/keys'],
    refused: ['../unit/dedent', '../e2e/workbench', 'playwright-core'],
  },
  'test/e2e/list.test.ts': {
    allowed: ['node:fs', 'playwright-core', './workbench', '../shared/keys', '../../scripts/folders.mjs'],
    refused: ['vscode', '../../src/core/totp', '../host/support', '../unit/dedent'],
  },
};

/** What Biome finds wrong with the imports of a file at a line. */
type Complaint = `${string}:${number} ${'noRestrictedImports' | 'noImportCycles'}`;

/** Lints files of nothing but imports in a folder of their own. */
function lint(files: Readonly<Record<string, readonly string[]>>): Set<Complaint> {
  const folder = mkdtempSync(join(tmpdir(), 'xmfa-imports-'));
  try {
    cpSync(join(root, 'imports.biome.json'), join(folder, 'biome.json'));
    for (const [file, imports] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), imports.map(from => `import '${from}';\n`).join(''));
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
    complaints = lint({
      ...Object.fromEntries(
        Object.entries(rules).map(([file, { allowed, refused }]) => [file, [...allowed, ...refused]]),
      ),
      'src/newFeature/one.ts': ['./other'],
      'src/newFeature/other.ts': ['./one'],
    });
  });

  for (const [file, { allowed, refused }] of Object.entries(rules)) {
    it(file, () => {
      const complained = [...allowed, ...refused].filter((_, index) =>
        complaints.has(`${file}:${index + 1} noRestrictedImports`),
      );
      assert.deepEqual(complained, refused);
    });
  }

  it('no two files each other', () => {
    assert.ok(complaints.has('src/newFeature/one.ts:1 noImportCycles'));
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
