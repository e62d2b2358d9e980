/**
 * The steps of .github/workflows/release.yml: `node scripts/release.mjs <step> <tag> [--dry-run]`. A dry run prints what it
 * would publish.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './folders.mjs';
import { sectionsOf } from './release/changelog.mjs';
import { problemsOf, read, readJson } from './release/check.mjs';

/**
 * @typedef {object} Target
 * @property {string} secret the variable that the command reads it from
 * @property {string[]} command
 * @property {string[]} [isThere] a command that prints something if it is already published; the others look themselves
 */

/** @param {string} tag @returns {Record<string, Target>} */
function targets(tag) {
  const version = tag.slice(1);
  const [vsix, npmPackage] = [`xero-test-mfa-${version}.vsix`, `xero-mfa-${version}.tgz`];
  for (const file of [vsix, npmPackage])
    if (!existsSync(join(root, file))) throw new Error(`There is no ${file}. Run npm run package.`);
  const [, newest] = sectionsOf(read('CHANGELOG.md'));
  const notes = newest?.lines.join('\n').trim() ?? '';
  // npm takes the word of GitHub where a package is from only if the package says the same.
  const provenance = readJson('package.json').repository === undefined ? [] : ['--provenance'];
  return {
    github: {
      secret: 'GH_TOKEN',
      isThere: ['gh', 'release', 'view', tag],
      command: [
        'gh',
        'release',
        'create',
        tag,
        vsix,
        npmPackage,
        '--verify-tag',
        '--title',
        tag,
        '--notes',
        notes,
      ],
    },
    marketplace: {
      secret: 'VSCE_PAT',
      command: ['npx', '--no-install', 'vsce', 'publish', '--packagePath', vsix, '--skip-duplicate'],
    },
    'open-vsx': {
      secret: 'OVSX_PAT',
      command: ['npx', '--yes', 'ovsx@1.4.0', 'publish', vsix, '--skip-duplicate'],
    },
    npm: {
      secret: 'NODE_AUTH_TOKEN',
      isThere: ['npm', 'view', `xero-mfa@${version}`, 'version'],
      command: ['npm', 'publish', npmPackage, '--access', 'public', ...provenance],
    },
  };
}

/** @param {string} step @param {string} tag @param {boolean} isDryRun */
function publish(step, tag, isDryRun) {
  const target = targets(tag)[step];
  if (target === undefined) throw new Error(`There is no step “${step}”.`);
  const { secret, isThere, command } = target;
  if (isDryRun) return console.log(`Would run: ${command.join(' ')}`);
  if (!process.env[secret]) return console.log(`${step}: not published, because ${secret} is not set.`);
  if (isThere && run(isThere, 'pipe').stdout.trim() !== '')
    return console.log(`${step}: ${tag} is already published.`);
  const { status } = run(command, 'inherit');
  if (status !== 0) throw new Error(`${step}: ${command.slice(0, 3).join(' ')} failed.`);
}

/** @param {string[]} command @param {'pipe' | 'inherit'} output */
function run([program = '', ...args], output) {
  const ended = spawnSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', output, output] });
  if (ended.error) throw ended.error;
  return ended;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const [step = '', tag = ''] = positionals;
try {
  const problems = problemsOf(tag);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (step !== 'check') publish(step, tag, values['dry-run']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
