import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSIONS, versionName } from '../vscode-from-npm/versions.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { bundles, files, lint, sizes, types } from './tiers/checks.mjs';
import { failed, inWords, oneFailed, slowest, sum } from './tiers/counts.mjs';
import { runPlaywright, runSuite } from './tiers/suite.mjs';

const help = `npm test -- [options]

  --only <tiers>     some of lint,types,build,sizes,unit,host,e2e (builds what they need)
  --vscode <which>   run host tests only in the "newest" or the "oldest" VS Code
  --desktop          run only host tests, in a desktop VS Code: VSCODE_EXECUTABLE, or one it downloads
  --grep <text>      run tests whose title matches
  --trace            save a trace of each end-to-end test that fails
  --help             show this text`;

const builtTiers = ['sizes', 'unit', 'host', 'e2e'];
const tierNames = ['lint', 'types', 'build', ...builtTiers];

/** @param {string[]} args */
function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      vscode: { type: 'string' },
      desktop: { type: 'boolean', default: false },
      grep: { type: 'string' },
      trace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? (values.desktop ? ['host'] : tierNames);
  const unknown = only.filter(name => !tierNames.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no tier “${unknown}”. Choose from ${tierNames.join(', ')}.`);
  return {
    help: values.help,
    only: new Set(only),
    // A script is no executable on Windows, so the launcher cannot stand in for VS Code there.
    desktop: values.desktop === true || process.platform === 'win32',
    vscodes: values.vscode === undefined ? allVersions : [versionName(values.vscode)],
    grep: values.grep,
    trace: values.trace,
  };
}

const allVersions = /** @type {import('../vscode-from-npm/versions.mjs').VersionName[]} */ ([
  'newest',
  'oldest',
]);

/** @typedef {import('./tiers/counts.mjs').Counts} Counts */

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {string} title
 * @property {'build' | 'light' | 'host' | 'e2e'} lane what runs in turn. Once all is built, lanes run side by side: many of
 *   their tests wait, for a VS Code or for the next code.
 * @property {() => Counts | Promise<Counts>} run
 */

/** @param {ReturnType<typeof parse>} options @returns {Tier[]} */
function tiers({ vscodes, desktop, grep, trace }) {
  return [
    { name: 'lint', title: 'lint', lane: 'light', run: lint },
    { name: 'types', title: 'types', lane: 'light', run: types },
    { name: 'build', title: 'build', lane: 'build', run: bundles },
    { name: 'sizes', title: 'sizes', lane: 'light', run: sizes },
    {
      name: 'unit',
      title: 'unit',
      lane: 'light',
      run: () =>
        runSuite('unitSuite.mjs', {
          files: files('out/test/unit', /\.test\.js$/).map(file => join(root, file)),
          grep,
        }),
    },
    ...vscodes.map(vscode => ({
      name: 'host',
      // The newest has more to do than the others together; two desktop VS Codes would share the clipboard.
      lane: /** @type {Tier['lane']} */ (vscode === 'newest' || desktop ? 'host' : 'light'),
      title: `host, ${vscode} ${desktop ? 'desktop' : VERSIONS[vscode].vscode}`,
      run: () =>
        runSuite('hostSuite.mjs', {
          vscode,
          version: vscode === 'newest' ? 'stable' : VERSIONS[vscode].vscode,
          desktop,
          grep,
        }),
    })),
    { name: 'e2e', title: 'e2e', lane: 'e2e', run: () => runPlaywright('test/e2e', { grep, trace }) },
  ];
}

/** @param {ReturnType<typeof parse>} options */
async function test(options) {
  await ensureDependencies();
  const needsBuild = builtTiers.some(name => options.only.has(name));
  const wanted = tiers(options).filter(
    ({ name }) => options.only.has(name) || (name === 'build' && needsBuild),
  );
  let isBuilt = true;
  /** @type {Counts[]} */
  const results = [];
  /** @param {Tier['lane']} lane */
  const runLane = async lane => {
    for (const { name, title, run } of wanted.filter(tier => tier.lane === lane)) {
      console.log(`\n${title}`);
      const started = Date.now();
      const counts = await attempt(() => {
        if (!isBuilt && builtTiers.includes(name)) throw new Error('Not run, because the build failed.');
        return run();
      });
      if (name === 'build') isBuilt = counts.failed === 0;
      console.log(`${title}: ${inWords(counts)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      results.push(counts.failed > 0 && !counts.failures?.length ? { ...counts, failures: [title] } : counts);
    }
  };
  await runLane('build');
  await Promise.all([runLane('light'), runLane('host'), runLane('e2e')]);
  return sum(results);
}

/** A tier that breaks is a failure, and stops no other. @param {Tier['run']} run */
async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return oneFailed;
  }
}

function readOptions() {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(2);
  }
}

const options = readOptions();
if (options.help) {
  console.log(help);
} else {
  const total = await attempt(() => test(options));
  console.log(`\n${slowest(total)}\n${failed(total)}${inWords(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
}
