/** Reports phrases of `scripts/wording/phrases.mjs` in comments and documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { files } from './tiers/checks.mjs';
import { findPhrases } from './wording/findPhrases.mjs';
import { EXCEPTIONS } from './wording/phrases.mjs';

/** Generated or installed; everything else is read. */
const SKIPPED = ['dist', 'node_modules', 'out'];
const READ = /\.(?:ts|mjs|cjs|js|css|py|md)$/;

const names = readdirSync(root, { withFileTypes: true }).flatMap(entry => {
  if (entry.name.startsWith('.') || SKIPPED.includes(entry.name)) return [];
  return entry.isDirectory() ? files(entry.name, READ) : READ.test(entry.name) ? [entry.name] : [];
});
const unused = new Set(EXCEPTIONS);
let count = 0;
for (const name of names) {
  const file = name.replaceAll('\\', '/');
  // It has the phrases themselves.
  if (file === 'scripts/wording/phrases.mjs') continue;
  for (const { line, text, instead } of findPhrases(file, readFileSync(join(root, name), 'utf8'))) {
    const exception = EXCEPTIONS.find(each => each.file === file && text.includes(each.text));
    if (exception) unused.delete(exception);
    else console.log(`${file}:${line}: “${text}”: write ${instead}.`);
    if (!exception) count++;
  }
}
for (const { file, text } of unused) console.log(`${file} no longer has “${text}”: remove the exception.`);
process.exitCode = count + unused.size > 0 ? 1 : 0;
