// @ts-check
/** Bundles the extension and its tests: `node esbuild.js [--watch] [--tests]`. */
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const esbuild = require('esbuild');
const { guessable } = require('./scripts/guessable.cjs');

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
 * Has every file import the entry. For each set of lazily loaded files, what the entry shares with them would become a file of
 * its own: some twenty, and VS Code takes longer to open them than to run them. This way all share all of it, in one file.
 */
/** @type {import('esbuild').Plugin} */
const oneSharedFile = {
  name: 'one-shared-file',
  setup(build) {
    const entry = join(__dirname, 'src/extension.ts');
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path === entry) return undefined;
      const contents = `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(entry)};`;
      return { contents, loader: 'ts', watchFiles: [path] };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  plugins: [oneSharedFile],
};

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
});

/**
 * What `npm run package` ships. While watching, the files are the same but can be read and debugged.
 *
 * @param {boolean} [watch]
 * @returns {import('esbuild').BuildOptions[]}
 */
const extensionBundles = (watch = false) =>
  [extension, webExtension, page('guide', 'guide'), page('import', 'importing')].map(options => ({
    ...options,
    minify: !watch,
    sourcemap: watch && 'inline',
  }));

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

/** @param {{ watch?: boolean | undefined, tests?: boolean | undefined }} options */
async function main({ watch, tests }) {
  if (!watch) rmSync(join(__dirname, tests ? 'out' : 'dist'), { recursive: true, force: true });
  if (!tests) {
    mkdirSync(join(__dirname, 'dist/backup'), { recursive: true });
    writeFileSync(join(__dirname, 'dist/backup/guessable.json'), JSON.stringify(guessable()));
  }
  const bundles = tests ? testBundles() : extensionBundles(watch);
  await Promise.all(
    bundles.map(async options => {
      if (watch) await (await esbuild.context(options)).watch();
      else await esbuild.build(options);
    }),
  );
}

if (require.main === module) {
  const [watch, tests] = ['--watch', '--tests'].map(option => process.argv.includes(option));
  main({ watch, tests }).catch(error => {
    // esbuild has printed its own errors.
    if (!('errors' in error)) console.error(error);
    process.exit(1);
  });
}

module.exports = { extensionBundles };
