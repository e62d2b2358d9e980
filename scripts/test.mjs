import { VERSIONS } from '../vscode-from-npm/versions.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { failed, inWords, oneFailed, slowest, sum, timeInWords } from './tiers/counts.mjs';
import { help, parse } from './tiers/options.mjs';
import { TIERS, tiersAtOnce } from './tiers/tiers.mjs';

/** @typedef {import('./tiers/counts.mjs').Counts} Counts */
/** @typedef {import('./tiers/options.mjs').Options} Options */
/** @typedef {import('./tiers/tiers.mjs').Tier} Tier */

/** One line for each tier, repeated at the end of a long output. @type {string[]} */
const summary = [];

/** @param {Options} options */
async function test(options) {
  await ensureDependencies();
  if (options.thorough) process.env['XERO_MFA_THOROUGH'] = 'yes';
  const waiting = TIERS.filter(
    ({ name, vscode }) => options.only.includes(name) && (!vscode || options.vscodes.includes(vscode)),
  );
  let isBuilt = Promise.resolve(true);
  const runWaiting = async () => {
    const results = [];
    for (let tier = waiting.shift(); tier; tier = waiting.shift()) {
      const result = runTier(tier, options, isBuilt);
      if (tier.name === 'build') isBuilt = result.then(({ failed }) => failed === 0);
      results.push(await result);
    }
    return results;
  };
  return sum((await Promise.all(Array.from({ length: tiersAtOnce(options) }, runWaiting))).flat());
}

/** @param {Tier} tier @param {Options} options @param {Promise<boolean>} isBuilt */
async function runTier({ name, vscode, needsBuild, run }, options, isBuilt) {
  const canRun = !needsBuild || (await isBuilt);
  const version = vscode && `${vscode} ${options.desktop ? 'desktop' : VERSIONS[vscode].vscode}`;
  const title = version ? `${name}, ${version}` : name;
  console.log(`\n${title}`);
  const started = Date.now();
  const counts = await attempt(() => {
    if (!canRun) throw new Error('Not run, because the build failed.');
    return run(options);
  });
  summary.push(`${title}: ${inWords(counts)} (${timeInWords(Date.now() - started, counts)})`);
  console.log(summary.at(-1));
  return counts.failed > 0 && !counts.failures?.length ? { ...counts, failures: [title] } : counts;
}

/** A tier that throws counts as failed and doesn't stop the others. @param {() => Counts | Promise<Counts>} run */
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
  console.log(`\n${summary.join('\n')}\n\n${slowest(total)}\n${failed(total)}${inWords(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
}
