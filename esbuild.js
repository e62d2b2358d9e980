// @ts-check
/** Bundles the extension and its tests: `node esbuild.js [--watch] [--tests] [--metafile]`. */
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const esbuild = require('esbuild');

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const metafile = process.argv.includes('--metafile');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  absWorkingDir: __dirname,
  logLevel: 'warning',
  // jsonc-parser's `main` is a UMD build that esbuild cannot follow.
  mainFields: ['module', 'main'],
  charset: 'utf8',
};

/**
 * One copy of VS Code's API for all files: esbuild would make one for each `import * as vscode`, and those copies
 * were half of the time the extension took to load.
 */
/** @type {import('esbuild').Plugin} */
const vscodeOnce = {
  name: 'vscode-once',
  setup(build) {
    const types = readFileSync(join(__dirname, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
    const values = /^\texport (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm;
    const names = new Set(Array.from(types.matchAll(values), match => match[1]));
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-once'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'vscode-once' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode-once' }, () => ({
      contents: [
        "import api from 'vscode';",
        // Marked as pure, so that only the names in use are kept.
        ...[...names].map(name => `export const ${name} = /* @__PURE__ */ (() => api.${name})();`),
      ].join('\n'),
    }));
  },
};

/** What is seldom used is in chunks of its own, which esbuild makes of ES modules only; VS Code loads CommonJS. */
/** @type {import('esbuild').Plugin} */
const chunksToCommonJs = {
  name: 'chunks-to-common-js',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(text, {
          format: 'cjs',
          platform: 'node',
          charset: 'utf8',
          minify: !watch,
          supported: { 'dynamic-import': false },
          sourcemap: watch && 'inline',
          sourcefile: path,
        });
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
      }
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  platform: 'node',
  target: 'node22',
  minify: !watch,
  sourcemap: watch && 'inline',
  metafile,
  plugins: [vscodeOnce, chunksToCommonJs],
};

/** In the browser there is no `node:crypto`: `runtime.web.ts` stands in for `runtime.ts`. */
/** @type {import('esbuild').Plugin} */
const webRuntime = {
  name: 'web-runtime',
  setup(build) {
    build.onResolve({ filter: /\/runtime$/ }, args => ({
      path: resolve(args.resolveDir, `${args.path}.web.ts`),
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const webExtension = {
  ...extension,
  outdir: 'dist/web',
  // The browser's extension host loads one file and no more.
  splitting: false,
  format: 'cjs',
  platform: 'browser',
  target: 'es2023',
  plugins: [vscodeOnce, webRuntime],
};

/** Pictures as text, without what is there for who draws them. */
/** @type {import('esbuild').Plugin} */
const pictures = {
  name: 'pictures',
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replace(/<!--.*?-->/gs, '')
        .replace(/>\s+</g, '><')
        .trim(),
      loader: 'text',
    }));
  },
};

/** The guide's page: one script with its pictures, its style sheet, and a chunk for reading QR codes. */
/** @type {import('esbuild').BuildOptions} */
const guidePage = {
  ...common,
  entryPoints: { guide: 'src/guide/webview/main.ts' },
  outdir: 'dist/guide',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'browser',
  target: 'es2024',
  plugins: [pictures],
  minify: !watch,
  sourcemap: watch && 'inline',
};

/** The scripts run where they stand, so that the paths they derive from their own place hold. */
/** @type {import('esbuild').Plugin} */
const scriptsInPlace = {
  name: 'scripts-in-place',
  setup(build) {
    build.onResolve({ filter: /\/scripts\/.*\.mjs$/ }, args => ({
      path: pathToFileURL(resolve(args.resolveDir, args.path)).href,
      external: true,
    }));
  },
};

/** @param {string} folder @param {RegExp} pattern */
function find(folder, pattern) {
  return readdirSync(join(__dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => pattern.test(name))
    .map(name => join(folder, name));
}

/** @returns {import('esbuild').BuildOptions[]} */
function testBundles() {
  /** @type {import('esbuild').BuildOptions} */
  const base = {
    ...common,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    outbase: 'test',
    outdir: 'out/test',
  };
  return [
    // `vscode` is not external here: a pure part that imports it fails the build.
    { ...base, entryPoints: find('test/unit', /\.test\.ts$/), format: 'cjs' },
    {
      ...base,
      entryPoints: [...find('test/host', /\.test\.ts$/), 'test/host/index.ts', 'test/bench/host/index.ts'],
      format: 'cjs',
      external: ['vscode', 'mocha'],
    },
    {
      ...base,
      entryPoints: ['test/bench/run.ts'],
      format: 'esm',
      packages: 'external',
      outExtension: { '.js': '.mjs' },
      plugins: [scriptsInPlace],
    },
  ];
}

async function main() {
  if (!watch)
    for (const folder of tests ? ['out'] : ['dist'])
      rmSync(join(__dirname, folder), { recursive: true, force: true });
  const bundles = tests ? testBundles() : [extension, webExtension, guidePage];
  if (watch) {
    await Promise.all(bundles.map(async options => (await esbuild.context(options)).watch()));
    return;
  }
  const results = await Promise.all(bundles.map(options => esbuild.build(options)));
  if (metafile) writeFileSync(join(__dirname, 'dist/meta.json'), JSON.stringify(results[0]?.metafile));
}

main().catch(error => {
  // esbuild has printed its own errors.
  if (!('errors' in error)) console.error(error);
  process.exit(1);
});
