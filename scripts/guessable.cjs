// @ts-check
const common = require('@zxcvbn-ts/language-common');
const english = require('@zxcvbn-ts/language-en');

/** How many of the most frequent ones count. All 100,000 would double the package. */
const MOST = 5000;

/**
 * What people make passphrases of, the most frequent first, and how keyboards are laid out: `dist/backup/guessable.json`,
 * which is read when somebody types a passphrase, and is too large for the browser's one file.
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

/** @param {readonly string[]} words */
function top(words) {
  return words.slice(0, MOST);
}
