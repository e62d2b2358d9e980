// @ts-check
/** Bundles the extension and its tests: `node esbuild.js [--watch] [--tests]`. */
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const esbuild = require('esbuild');
const { rollup } = require('rollup');
const { guessable } = require('./scripts/guessable.cjs');

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  absWorkingDir: __dirname,
  logLevel: 'warning',
  // jsonc-parser's `main` is a UMD build that esbuild cannot follow.
  mainFields: ['module', 'main'],
  charset: 'utf8',
};

/** @satisfies {import('esbuild').BuildOptions} */
const extension = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  format: /** @type {const} */ ('esm'),
  splitting: true,
  platform: /** @type {const} */ ('node'),
  target: 'node22',
  minify: !watch,
  sourcemap: watch && /** @type {const} */ ('inline'),
  external: ['vscode'],
};

/**
 * Writes the extension so that what is loaded at start is one file. What the entry and a lazily loaded file both need esbuild
 * puts into a third one, and opening twenty of those takes VS Code longer than running them. Rollup leaves it in the entry.
 */
async function writeExtension() {
  const { outdir, target, minify } = extension;
  const { outputFiles } = await esbuild.build({ ...extension, minify: false, write: false });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const bundle = await rollup({
    input: resolve(__dirname, outdir, 'extension.mjs'),
    external: ['vscode', /^node:/],
    preserveEntrySignatures: 'allow-extension',
    // esbuild has shaken it.
    treeshake: false,
    plugins: [
      {
        name: 'from-esbuild',
        resolveId: (id, importer = join(__dirname, outdir, 'none')) => {
          const path = resolve(dirname(importer), id);
          return files.has(path) ? path : null;
        },
        load: path => files.get(path),
      },
    ],
  });
  const { output } = await bundle.generate({ entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
  for (const file of output) {
    if (file.type === 'asset') continue;
    const { code } = await esbuild.transform(file.code, { target, minify, charset: 'utf8' });
    writeFileSync(join(__dirname, outdir, file.fileName), code);
  }
}

/** In the browser there is no Node.js: `runtime.web.ts` stands in for `runtime.ts`, and so on. */
/** @type {import('esbuild').Plugin} */
const webRuntime = {
  name: 'web-runtime',
  setup(build) {
    build.onResolve({ filter: /\/(runtime|hostSystem)$/ }, args => ({
      path: resolve(args.resolveDir, `${args.path}.web.ts`),
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const webExtension = {
  ...extension,
  outdir: 'dist/web',
  outExtension: {},
  // The browser's extension host loads one file and no more.
  splitting: false,
  format: 'cjs',
  platform: 'browser',
  target: 'es2023',
  // Papa Parse asks for it only where it is given a stream.
  external: ['vscode', 'stream'],
  plugins: [webRuntime],
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

/**
 * A page: one script and one style sheet, and a chunk for reading QR codes. Pages share nothing else: a second file would be
 * asked for only once the first is there.
 *
 * @param {string} name
 * @param {string} feature
 * @returns {import('esbuild').BuildOptions}
 */
const page = (name, feature) => ({
  ...common,
  entryPoints: { [name]: `src/${feature}/webview/main.ts` },
  outdir: 'dist/pages',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'browser',
  target: 'es2024',
  plugins: [pictures],
  minify: !watch,
  sourcemap: watch && 'inline',
});
const pages = [page('guide', 'guide'), page('import', 'importing')];

/** The scripts run where they stand, so that the paths they derive from their own place hold. */
/** @type {import('esbuild').Plugin} */
const scriptsInPlace = {
  name: 'scripts-in-place',
  setup(build) {
    build.onResolve({ filter: /\/(scripts|vscode-from-npm)\/.*\.mjs$/ }, args => ({
      path: pathToFileURL(resolve(args.resolveDir, args.path)).href,
      external: true,
    }));
  },
};

/** Unit tests have a fake of VS Code: what imports a part that it lacks fails the build. */
/** @type {import('esbuild').Plugin} */
const fakeVscode = {
  name: 'fake-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, () => ({ path: join(__dirname, 'test/unit/vscode.ts') }));
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
    {
      ...base,
      entryPoints: find('test/unit', /\.test\.ts$/),
      format: 'cjs',
      plugins: [fakeVscode],
      logOverride: { 'import-is-undefined': 'error' },
    },
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
      plugins: [scriptsInPlace, fakeVscode],
    },
  ];
}

async function main() {
  if (!watch)
    for (const folder of tests ? ['out'] : ['dist'])
      rmSync(join(__dirname, folder), { recursive: true, force: true });
  if (!tests) {
    mkdirSync(join(__dirname, 'dist/backup'), { recursive: true });
    writeFileSync(join(__dirname, 'dist/backup/guessable.json'), JSON.stringify(guessable()));
  }
  const others = tests ? testBundles() : [webExtension, ...pages];
  if (watch) {
    const bundles = tests ? others : [extension, ...others];
    await Promise.all(bundles.map(async options => (await esbuild.context(options)).watch()));
    return;
  }
  await Promise.all([...(tests ? [] : [writeExtension()]), ...others.map(options => esbuild.build(options))]);
}

main().catch(error => {
  // esbuild has printed its own errors.
  if (!('errors' in error)) console.error(error);
  process.exit(1);
});
