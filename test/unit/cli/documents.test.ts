import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as errors from '../../../cli/src/errors';
import { EXIT_CODES } from '../../../cli/src/exitCodes';
import { HELP } from '../../../cli/src/help';
import { xeroMfa } from '../../../cli/src/playwright';

const root = join(__dirname, '../../../..');
const readme = readFileSync(join(root, 'cli/README.md'), 'utf8');

describe('What xero-mfa says of itself', () => {
  it('fits one screen', () => {
    const lines = HELP.trimEnd().split('\n');
    assert.ok(lines.length <= 24, `${lines.length} lines`);
    for (const line of lines) assert.ok(line.length <= 80, line);
  });

  it('has every exit code, in the help and in the README with its class', () => {
    const helped = HELP.slice(HELP.indexOf('Exit codes:')).replace(/\s+/g, ' ');
    const listed = Array.from(helped.matchAll(/(?<=[ ,:])(\d+) \w/g), ([, code]) => Number(code));
    assert.deepEqual(listed, Object.values(EXIT_CODES));
    const rows = Array.from(readme.matchAll(/^\| (\d+) +\| (?:`(\w+)`)?/gm), ([, code, name]) => [
      Number(code),
      name,
    ]);
    const classes = new Map(
      Object.entries(errors).flatMap(([name, each]) =>
        name === 'XeroMfaError' ? [] : [[new (each as new () => errors.XeroMfaError)().code, name] as const],
      ),
    );
    assert.deepEqual(
      rows,
      Object.entries(EXIT_CODES).map(([name, code]) => [code, classes.get(name as errors.XeroMfaErrorCode)]),
    );
  });

  it('names every option of the help in the README', () => {
    for (const option of new Set(HELP.match(/--[a-z-]+/g))) assert.ok(readme.includes(`\`${option}`), option);
  });

  it('never has npx download what has its name elsewhere', () => {
    const files = ['README.md', 'cli', 'docs', 'examples'].flatMap(place =>
      place.endsWith('.md')
        ? place
        : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map(name =>
            join(place, name),
          ),
    );
    const texts = files
      .filter(file => /\.(?:md|py|ts|jsonc?)$/.test(file) && !/node_modules|dist/.test(file))
      .map(file => readFileSync(join(root, file), 'utf8'));
    assert.ok(texts.some(text => text.includes('npx --no-install xero-mfa')));
    assert.deepEqual(
      texts.flatMap(text => text.match(/npx\W+xero-mfa.*/g) ?? []),
      [],
    );
  });

  it('compiles in a project that has only the package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xmfa-types-'));
    try {
      const sent = join(folder, 'node_modules/xero-mfa');
      mkdirSync(join(sent, '..'), { recursive: true });
      execFileSync(process.execPath, [
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        join(root, 'cli'),
        '--outDir',
        join(sent, 'dist'),
      ]);
      writeFileSync(join(sent, 'package.json'), readFileSync(join(root, 'cli/package.json')));
      writeFileSync(
        join(folder, 'use.mts'),
        `import { codeFor, TimeoutError, type CodeOptions } from 'xero-mfa';
import { type XeroMfa, xeroMfa } from 'xero-mfa/playwright';
const options: CodeOptions = { unused: true, timeout: 5, signal: AbortSignal.timeout(5) };
const { code, expiresAt }: { code: string; expiresAt: number } = await codeFor('qa@acme.test', options);
const reason: 'TIMEOUT' = new TimeoutError('').code;
const give: XeroMfa['xeroCode'] = async login => login;
export { code, expiresAt, give, reason, xeroMfa };
// @ts-expect-error: there is no such option
void codeFor('qa@acme.test', { unusual: true });
`,
      );
      const options = { module: 'nodenext', strict: true, noEmit: true, lib: ['es2023', 'dom'], types: [] };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
      execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
        encoding: 'utf8',
      });
    } catch (error) {
      assert.fail((error as { stdout?: string }).stdout || String(error));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is a fixture that Playwright can read', () => {
    // Playwright reads a fixture's text to know which other ones it needs.
    assert.match(String(xeroMfa.xeroCode), /^async \(\{ ?xeroMfaOptions.*?\}, \w+, \w+\) =>/);
  });
});
