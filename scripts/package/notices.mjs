import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The file in a package's root. */
export const NOTICES = 'ThirdPartyNotices.txt';

/** The files of a package that say how it may be used. */
const LEGAL = /^(?:licence|license|copying|notice|third[-_]?party)/i;

/**
 * What packages leave out of their files: the text of a license, or where a list of words is from.
 *
 * @type {Readonly<Record<string, string>>}
 */
const ADDED = {
  '@zxcvbn-ts/language-common': `diceware-common: EFF's long word list for passphrases, by the Electronic Frontier Foundation,
https://www.eff.org/dice. License: Creative Commons Attribution, https://www.eff.org/copyright.
passwords-common: made from the ten million passwords that Mark Burnett put into the public domain in 2015.
Both are unchanged, except that passwords-common has only its first words.`,
  '@zxcvbn-ts/language-en': `commonWords-en: made from OpenSubtitles 2024 (OPUS, https://opus.nlpl.eu), and has only the first words of them.
License: Open Data Commons Attribution License 1.0, https://opendatacommons.org/licenses/by/1-0/.
firstnames-en: made from random-name by Dominic Tarr, https://github.com/dominictarr/random-name. License: MIT.`,
};

/**
 * Whose file it is.
 *
 * @param {string} file a path
 * @returns {string | undefined} the path of the package's folder; undefined for the project's own files
 */
function packageOf(file) {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\\', '/'))?.[0];
}

/**
 * The licenses of all packages that a list of files is from, in the order of their names.
 *
 * @param {Iterable<string>} files what went into a package of ours
 * @param {string} root against which relative paths are
 * @returns {string}
 * @throws {Error} if a package has neither a license file nor a text in {@link ADDED}
 */
export function noticesOf(files, root) {
  const folders = new Set(Array.from(files, packageOf).filter(folder => folder !== undefined));
  const notices = Array.from(folders, folder => noticeOf(resolve(root, folder)));
  const sorted = notices.sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    'This package contains software and lists of words by others. Their names and licenses:\n',
    ...sorted.map(({ title }) => `  ${title}`),
    ...sorted.map(({ title, text }) => `\n${RULE}\n${title}\n${RULE}\n\n${text}`),
    '',
  ].join('\n');
}

const RULE = '='.repeat(80);

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter(file => LEGAL.test(file));
  const texts = [
    ...files.sort().map(file => readFileSync(join(folder, file), 'utf8')),
    ...(ADDED[name] === undefined ? [] : [ADDED[name]]),
  ];
  if (texts.length === 0 || typeof license !== 'string')
    throw new Error(
      `${name} ${version} has no license that could be shipped. Add one to ADDED in scripts/package/notices.mjs.`,
    );
  return {
    title: `${name} ${version}, ${license.replace(/^\((.*)\)$/, '$1')}`,
    text: texts.map(text => text.replace(/\r\n?/g, '\n').trimEnd()).join(`\n\n${'-'.repeat(80)}\n\n`),
  };
}
