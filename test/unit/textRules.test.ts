// cspell:locale en-GB,fr-FR
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import { faultIn } from '../shared/shownTexts';
import {
  bare,
  joined,
  mistakesIn,
  type Named,
  namedCommands,
  nearNames,
  secondNames,
  unknownNames,
  withoutSingular,
} from './textRules';

const root = join(__dirname, '../../..');

function read(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

const inCode = Object.keys(read('l10n/bundle.l10n.json'));
const inManifest = read('package.nls.json');
const english = [...inCode, ...Object.values(inManifest)];
const french = ['l10n/bundle.l10n.fr.json', 'package.nls.fr.json'].flatMap(file => Object.values(read(file)));
const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => [name, readFileSync(join(root, 'src', name), 'utf8')] as const);

const commands = manifest.contributes.commands.flatMap(
  ({ command, title, ...others }: { command: string; title: string; shortTitle?: string }) =>
    [title, others.shortTitle ?? title].map((text): Named => {
      return {
        command: command.replace('xeroMfa.', ''),
        title: inManifest[text.replaceAll('%', '')] ?? text,
      };
    }),
);
const titles = commands.map(({ title }) => title);

/** Names of what isn't ours. */
const ELSEWHERE = ['Preferences: Configure Runtime Arguments', 'AU payroll'];

/** What does more than the command, or a part of it, so that it may have a name of its own. */
const OWN_NAMES: readonly string[] = [
  'openGuide is called “Set Up Again”', // at another scenario
  'team.commit is called “Commit and Push”', // where the team store is in sight
  'team.confirm is called “Pull and Check”', // pulls, too
  'team.startOver is called “Start Over…”', // where the team store is in sight
  'team.sync is called “Share Again…”', // asks about one key only
];
const OTHER_LABELS: readonly string[] = [
  'Commit and Push',
  'Copy Next Code',
  'Remove Account and Answers',
  'Remove Account and Setup Key',
  'Start Over',
];

/** Counts that are never one, and why. */
const NEVER_ONE: Readonly<Record<string, string>> = {
  'Move {0} files to the trash?': 'Move this file to the trash?',
  'Not Used on This Computer for {0} Days': '90',
  'resets in {0} days': 'resets tomorrow',
  'trial ends in {0} days': 'trial ends tomorrow',
  '{0} files can’t be read. Take a screenshot of the QR code and import that.': 'the format of the files',
  '{0} people are in the team store without a valid approval. They get no keys.': 'a few are named',
  '{0} people want to join the team.': 'a few are named',
  '{0} setup keys received from the team': 'Setup key for {0} received from the team',
  'Passwords or answers for {0} accounts updated by the team':
    'Password or answers for {0} updated by the team',
};

/** Values in rows and boxes, as many as an account has. All other names are joined by `nameList` and its like. */
const JOINED: Readonly<Record<string, number>> = {
  'accounts/accountDetails.ts': 2,
  'accounts/accountRows.ts': 1,
  'accounts/askAccount.ts': 2,
  'accounts/readAccountTable.ts': 1,
  'accounts/tree.ts': 1,
  'core/jsonText.ts': 1,
  'team/receiveChanges.ts': 1,
  'team/teamRows.ts': 1,
};

describe('The strings in English and French', () => {
  it('use the words and marks of the language', () => {
    assert.deepEqual([...mistakesIn(english, 'en'), ...mistakesIn(french, 'fr')], []);
  });

  const mistakes: readonly (readonly ['en' | 'fr', wrong: string, right: string])[] = [
    ['en', "Don't", 'Don’t'],
    ['en', 'Wait...', 'Wait…'],
    ['en', 'One.  Two.', 'One. Two.'],
    ['en', 'A set-up has expired.', 'A setup has expired. Set up MFA again.'],
    ['en', 'A list cannot be read', 'A list can’t be read'],
    ['en', 'It is not a file.', 'It isn’t a file. Choose another, not this one.'],
    ['en', 'VS Code does not say.', 'VS Code doesn’t say.'],
    ['en', 'Nobody Has It', 'No One Has It'],
    ['en', 'Somebody left', 'Someone left'],
    ['en', 'The key is stored.', 'The key is saved.'],
    ['en', 'Store Key', 'Save Key'],
    ['en', 'Store {0} Setup Keys', 'Save {0} Setup Keys'],
    ['en', 'VS Code couldn’t store it', 'It is in the team store. Sync Team Store. Secret storage.'],
    ['en', 'Setup key of {0} received', 'Setup key for {0} received'],
    ['en', 'Kept for 1 days.', 'Kept for 1 day. Kept for 21 days.'],
    ['fr', 'Recherche d’un code QR…', 'Recherche d’un QR code…'],
    ['fr', 'Récupérez les dernières modifications.', 'Tirez (pull) les dernières modifications.'],
    ['fr', 'Enregistrer 1 clés', 'Enregistrer 1 clé, 21 clés'],
    ['fr', 'Copier le code de {0}', 'Copier le code pour {0}'],
    ['fr', 'Une adresse autre que {0}', 'L’horloge avance de {0}, la limite est de {0}'],
  ];
  for (const [language, wrong, right] of mistakes) {
    it(`don’t say “${wrong}”`, () => {
      assert.equal(mistakesIn([wrong], language).length, 1);
      assert.deepEqual(mistakesIn([right], language), []);
    });
  }

  it('quote commands, buttons and choices by their names', () => {
    assert.deepEqual(unknownNames(english, ELSEWHERE), []);
    assert.deepEqual(unknownNames(['Choose “Sync Store”.', 'Sync Team Store…']), [
      '“Sync Store”: Choose “Sync Store”.',
    ]);
    assert.deepEqual(unknownNames(['Choose “Sync Team Store”.', 'Sync Team Store…', '“{0}” and “x”']), []);
  });

  it('call each command the same in rows, pages, welcome texts and the walkthrough', () => {
    const shown = [...code.map(([, text]) => text), ...Object.values(inManifest)].flatMap(namedCommands);
    assert.deepEqual([...new Set(secondNames(shown, commands))].sort(), [...OWN_NAMES].sort());
  });

  const second: readonly (readonly [title: string, code: string])[] = [
    ['Open List', "asCommand('openAccountsFile', vscode.l10n.t('Open List'), { uri })"],
    ['Approve…', "pageAction(\n  l10n.t('Approve…'),\n  'team.approve',\n  { recipient })"],
    ['Show Guide', '[Show Guide](command:xeroMfa.openGuide)'],
  ];
  for (const [title, source] of second) {
    it(`don’t call a command “${title}”, too`, () => {
      const found = secondNames(namedCommands(source), commands);
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', new RegExp(`is called “${title}”$`));
    });
  }

  it('have no label that looks like another name of a command', () => {
    const near = nearNames(inCode, titles).filter(
      each => !OTHER_LABELS.some(label => each.startsWith(`“${label}” `)),
    );
    assert.deepEqual(near, []);
    for (const label of OTHER_LABELS)
      assert.ok(
        inCode.some(text => bare(text) === label),
        label,
      );
    for (const label of ['Open List', 'Stop Correcting', 'Group Accounts By', 'Sync the Team Store'])
      assert.notDeepEqual(nearNames([label], titles), [], label);
  });

  it('have a form for one wherever they count', () => {
    assert.deepEqual(withoutSingular(english).sort(), Object.keys(NEVER_ONE).sort());
    assert.deepEqual(withoutSingular(['{0} keys saved.']), ['{0} keys saved.']);
    assert.deepEqual(withoutSingular(['{0} keys are saved', '1 key is saved']), []);
    const both = 'Save {0} Keys, Add {1} Accounts';
    assert.deepEqual(
      withoutSingular([both, 'Save 1 Key, Add {0} Accounts', 'Add 1 Account']).includes(both),
      true,
    );
  });

  it('get names that end, in the order and with the words of the language', () => {
    const found: Record<string, number> = {};
    for (const [name, text] of code) {
      const { length } = joined(text);
      if (length > 0) found[name.replaceAll('\\', '/')] = length;
    }
    assert.deepEqual(found, JOINED);
    assert.equal(joined("t('Share {0}?', names.join(', '));\nlines.join('\\n')").length, 1);
  });

  describe('that a test shows', () => {
    const shown: readonly (readonly [text: string, value: unknown, isRight: boolean])[] = [
      ['{0} accounts need attention', 1, false],
      ['Save {0} Keys', 0, false],
      ['{0} people want to join the team.', 1, false],
      ['Kept for {0} days. It contains no setup keys or codes.', '1', false],
      ['Save {0} Keys', 2, true],
      ['Lines exported: {0}.', 0, true],
      ['Answer {0} is missing.', 1, true],
      ['since {0}, because {1} left', '2026-11-25', false],
      ['Last sync: {0}', '2026-11-25T10:00:00.000Z', false],
      ['MFA set up on {0}', 'Nov 25, 2026', true],
      ['Not in a list: {0}.', Array(30).fill('AU').join(', '), false],
      ['Not in a list: {0}.', Array(10).fill('AU').join(', '), true],
    ];
    for (const [text, value, isRight] of shown) {
      it(`are ${isRight ? 'right' : 'wrong'}: ${text} ${String(value).slice(0, 24)}`, () => {
        assert.equal(faultIn(text, { 0: value, 1: 'Sam' }) === undefined, isRight);
      });
    }
  });
});
