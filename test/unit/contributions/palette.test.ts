import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import french from '../../../package.nls.fr.json';
import english from '../../../package.nls.json';

const { commands, menus } = manifest.contributes;
const hidden = new Set<string>(
  menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
);
type Texts = Readonly<Record<string, string>>;

/** The commands in the palette. In a translated VS Code each is found by its English title too. */
function paletteIn(texts: Texts): { readonly id: string; readonly titles: readonly string[] }[] {
  return commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, category, title }) => ({
      id: command,
      titles: [texts, english as Texts].map(each => `${category}: ${each[title.slice(1, -1)] ?? ''}`),
    }));
}

/** Where the words of a text start, and what stands between them. */
function isWordStart(text: string, index: number): boolean {
  const isSeparator = (at: number): boolean => /[\s()[\]{}<>`'"\-/;:,.?!]/.test(text[at] ?? '');
  return isSeparator(index) || (index > 0 && isSeparator(index - 1));
}

/** Whether letters begin words of a text, or go on in them, in their order: VS Code's `matchesWords`. */
function matchesWords(typed: string, text: string, from = 0): boolean {
  const goesOn = (index: number, at: number): boolean => {
    if (index === typed.length) return true;
    const letter = text[at];
    const isSame =
      letter === typed[index] || (typed[index] === ' ' && letter !== undefined && /[\s\-:.,]/.test(letter));
    if (!isSame) return false;
    if (goesOn(index + 1, at + 1)) return true;
    for (let next = at + 2; next < text.length; next++)
      if (isWordStart(text, next) && goesOn(index + 1, next)) return true;
    return false;
  };
  for (let at = from; at < text.length; at++)
    if ((at === 0 || isWordStart(text, at)) && goesOn(0, at)) return true;
  return false;
}

/** Whether the palette finds a command by what is typed. What it finds only by similarity comes below all these. */
function isFound(typed: string, title: string): boolean {
  const [sought, text] = [typed.toLowerCase(), title.toLowerCase()];
  return text.includes(sought) || matchesWords(sought, text);
}

const found = (typed: string, texts: Texts) =>
  paletteIn(texts).filter(({ titles }) => titles.some(title => isFound(typed, title)));

/** What somebody may type who wants a code: all or part of the title, with or without what may be left out. */
const TYPED: readonly (readonly [language: string, texts: Texts, typed: readonly string[]])[] = [
  ['English', english, ['copy code', 'copy cod', 'copy co', 'copy c', 'xero copy code', 'mfa copy code']],
  [
    'French',
    french,
    [
      'copier le code',
      'copier le co',
      'copier le c',
      'copier code',
      'copier co',
      'mfa copier le code',
      'copy code',
      'copy c',
    ],
  ],
];

describe('The palette', () => {
  for (const [language, texts, typed] of TYPED) {
    for (const text of typed) {
      // VS Code sorts what it finds by last use, so a second command would come first once it was used.
      it(`finds Copy Code alone of our commands by “${text}” in ${language}`, () => {
        assert.deepEqual(
          found(text, texts).map(({ id }) => id),
          ['xeroMfa.copyCode'],
        );
      });
    }

    it(`has Copy Code first of our commands on a fresh profile, whatever is typed of it, in ${language}`, () => {
      const [{ titles: [title = ''] = [] } = {}] = found(typed[0] ?? '', texts);
      const whole = title.replace(/^.*: |…$/g, '');
      // Fewer letters than the first word are those of many commands.
      for (let length = whole.indexOf(' '); length <= whole.length; length++) {
        const [first] = found(whole.slice(0, length), texts).sort((a, b) =>
          (a.titles[0] ?? '').localeCompare(b.titles[0] ?? ''),
        );
        assert.equal(first?.id, 'xeroMfa.copyCode', whole.slice(0, length));
      }
    });
  }

  it('is imitated as VS Code finds commands', () => {
    assert.ok(isFound('copy code', 'Xero MFA: Copy Code of Last Used Account'));
    assert.ok(isFound('copy code', 'Xero MFA: Copy Short Code…'));
    assert.ok(isFound('mfa co', 'Xero MFA: Copy Code…'));
    assert.ok(!isFound('copy code', 'Xero MFA: Copy Shortcode…'));
    assert.ok(!isFound('copy code', 'Xero MFA: Manage Access to Codes…'));
  });
});
