// @ts-check
const common = require('@zxcvbn-ts/language-common');
const english = require('@zxcvbn-ts/language-en');

/** How many of the most frequent words are used. All 100,000 would double the package. */
const MOST = 5000;

/**
 * Words that people use in passphrases, most frequent first, and keyboard layouts. `dist/backup/guessable.json` is read when
 * somebody types a passphrase, because it is too large for the browser's single file.
 */
exports.guessable = () => ({
  dictionary: {
    passwords: top(common.dictionary['passwords-common']),
    commonWords: top(english.dictionary['commonWords-en']),
    diceware: common.dictionary['diceware-common'],
    firstnames: english.dictionary['firstnames-en'],
  },
  graphs: common.adjacencyGraphs,
});

/** Files of the packages that the words are from. */
exports.listsOf = () =>
  ['@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en'].map(name => require.resolve(name));

/** @param {readonly string[]} words */
function top(words) {
  return words.slice(0, MOST);
}
