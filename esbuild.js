// @ts-check
/** Bundles the extension, the command line and the tests: `node esbuild.js [--watch] [--tests]`. */
const { execFileSync } = require('node:child_process');
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const esbuild = require('esbuild');
const { guessable, listsOf } = require('./scripts/guessable.cjs');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  absWorkingDir: __dirname,
  logLevel: 'warning',
  // jsonc-parser's `main` is a UMD build, whose imports esbuild cannot resolve.
  mainFields: ['module', 'main'],
  charset: 'utf8',
};

/**
 * Makes every file import the entry. Otherwise each set of lazily loaded files would get its own chunk of what it shares with
 * the entry: some twenty files, which take longer to open than to run. This way there is one shared file.
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

/** Replaces modules that need Node.js with their browser versions, such as `runtime.ts` with `runtime.web.ts`. */
/** @type {import('esbuild').Plugin} */
const webRuntime = {
  name: 'web-runtime',
  setup(build) {
    build.onResolve({ filter: /\/(runtime|runProgram|hostSystem)$/ }, args => ({
      path: resolve(args.resolveDir, `${args.path}.web.ts`),
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const webExtension = {
  ...extension,
  outdir: 'dist/web',
  outExtension: {},
  // The browser's extension host loads a single file.
  splitting: false,
  format: 'cjs',
  platform: 'browser',
  target: 'es2023',
  // Papa Parse needs it only for streams.
  external: ['vscode', 'stream'],
  plugins: [webRuntime],
};

/** Loads pictures as text, without what only their editors need. */
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
 * A page: one script, one style sheet, and a chunk for reading QR codes. Pages share no other chunk, because it would only be
 * requested after the script had loaded.
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
 * What `npm run package` ships. With `watch` the files are the same, but readable and with source maps.
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

/** Leaves out what age-encryption has for post-quantum recipients. Nobody here can use them, and they take longer to load than the rest. */
/** @type {import('esbuild').Plugin} */
const noPostQuantum = {
  name: 'no-post-quantum',
  setup(build) {
    const namespace = 'no-post-quantum';
    build.onResolve({ filter: /^@noble\/post-quantum\/hybrid\.js$/ }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents: 'export const MLKEM768P256 = undefined; export const MLKEM768X25519 = undefined;',
    }));
  },
};

/**
 * The package for terminals and CI, which Node.js loads without dependencies. It fails if something of VS Code is in it.
 *
 * @type {import('esbuild').BuildOptions}
 */
const commandLine = {
  ...common,
  entryPoints: ['cli/src/main.ts', 'cli/src/index.ts'],
  outdir: 'cli/dist',
  format: 'esm',
  splitting: true,
  platform: 'node',
  target: 'node20.11',
  minify: true,
  plugins: [noPostQuantum],
};

/**
 * Its fixture: CommonJS, as Playwright's projects mostly are, and older versions of Node.js can't require ES modules.
 *
 * @type {import('esbuild').BuildOptions}
 */
const playwrightFixture = {
  ...common,
  entryPoints: ['cli/src/playwright.ts'],
  outdir: 'cli/dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node20.11',
  external: ['*/index.js'],
};

/** What projects that import the package compile with. */
function declareTypes() {
  const compiler = join(__dirname, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'cli'], { cwd: __dirname, stdio: 'inherit' });
}

/** Keeps scripts external, so that the paths they derive from their own location are right. */
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

/** Replaces `vscode` with the unit tests' fake. Importing something that the fake lacks fails the build. */
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
    sourcemap: true,
    sourcesContent: false,
    outbase: 'test',
    outdir: 'out/test',
  };
  return [
    {
      ...base,
      entryPoints: find('test/unit', /\.test\.ts$/),
      format: 'cjs',
      external: ['fast-check'],
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

/**
 * What is published: the folder of its package.json, its bundles, and the packages' files that other files are made of.
 *
 * @param {boolean} [watch]
 * @returns {{ folder: string, bundles: import('esbuild').BuildOptions[], data: string[] }[]}
 */
const published = watch => [
  { folder: __dirname, bundles: extensionBundles(watch), data: listsOf() },
  { folder: join(__dirname, 'cli'), bundles: [commandLine, playwrightFixture], data: [] },
];

/** Bundles what is published, and writes the licenses of all that went into it. */
async function publish() {
  const { NOTICES, noticesOf } = await import('./scripts/package/notices.mjs');
  for (const { folder, bundles, data } of published()) {
    const results = await Promise.all(bundles.map(options => esbuild.build({ ...options, metafile: true })));
    const files = results.flatMap(({ metafile }) =>
      Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
    );
    writeFileSync(join(folder, NOTICES), noticesOf([...files, ...data], __dirname));
  }
}

/** @param {{ watch?: boolean | undefined, tests?: boolean | undefined }} options */
async function main({ watch, tests }) {
  if (!watch) rmSync(join(__dirname, tests ? 'out' : 'dist'), { recursive: true, force: true });
  if (!tests) {
    if (!watch) rmSync(join(__dirname, 'cli/dist'), { recursive: true, force: true });
    declareTypes();
    mkdirSync(join(__dirname, 'dist/backup'), { recursive: true });
    writeFileSync(join(__dirname, 'dist/backup/guessable.json'), JSON.stringify(guessable()));
    if (!watch) return publish();
  }
  const bundles = tests ? testBundles() : published(watch).flatMap(each => each.bundles);
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
    // esbuild has already printed the errors.
    if (!('errors' in error)) console.error(error);
    process.exit(1);
  });
}

module.exports = { extensionBundles, published };
