import { parseArgs } from 'node:util';
import { versionName } from '../../vscode-from-npm/versions.mjs';
import { TIER_NAMES, TIERS } from './tiers.mjs';

export const help = `npm test -- [options]

  --only <tiers>     some of ${TIER_NAMES} (builds what they need)
  --vscode <which>   run host tests only in the "newest" or the "oldest" VS Code
  --desktop          run only host tests, in a desktop VS Code: VSCODE_EXECUTABLE, or one it downloads
  --grep <text>      run tests whose title matches
  --thorough         try all random cases and pictures, as CI does, instead of some of each kind
  --trace            save a trace of each end-to-end test that fails
  --help             show this text`;

/** @typedef {ReturnType<typeof parse>} Options */

/**
 * @param {string[]} args
 * @throws {Error} listing the valid values
 */
export function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      vscode: { type: 'string' },
      desktop: { type: 'boolean', default: false },
      grep: { type: 'string' },
      thorough: { type: 'boolean', default: process.env['CI'] !== undefined },
      trace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? (values.desktop ? ['host'] : TIER_NAMES);
  const unknown = only.filter(name => !TIER_NAMES.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no tier “${unknown}”. Choose from ${TIER_NAMES.join(', ')}.`);
  const needsBuild = TIERS.some(tier => tier.needsBuild && only.includes(tier.name));
  return {
    ...values,
    only: needsBuild ? ['build', ...only] : only,
    vscodes: values.vscode === undefined ? ['newest', 'oldest'] : [versionName(values.vscode)],
    // On Windows a script is not an executable, so the launcher can't replace VS Code.
    desktop: values.desktop === true || process.platform === 'win32',
  };
}
