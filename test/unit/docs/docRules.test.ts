import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import strings from '../../../l10n/bundle.l10n.json';
import manifest from '../../../package.json';
import texts from '../../../package.nls.json';
import { ARGUMENT_FIELDS } from '../../../src/contributions/argumentFields';
import { DOCS } from '../../../src/contributions/docsPages';
import { SETTINGS } from '../../../src/contributions/settings';
import { parseArguments } from '../../../src/platform/parseArguments';
import { commandNames } from '../../shared/commandNames';
import {
  anchorsOf,
  brokenLinks,
  examplesOf,
  linksOf,
  type Page,
  type Statement,
  silentPictures,
  unknownAddresses,
  unknownIds,
  unknownKeys,
  unknownNames,
  unknownPaths,
  unknownScripts,
  unreachable,
  wrongNumbers,
} from './docRules';

const root = join(__dirname, '../../../..');
const exists = (path: string): boolean => existsSync(join(root, path));

function pageAt(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Folders with Markdown that people read. */
const FOLDERS = [
  'cli',
  'docs',
  'examples',
  'media',
  'practice-xero',
  'scripts',
  'src',
  'test',
  'vscode-from-npm',
];

const below = FOLDERS.flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
);
/** All of them, README first. */
const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...below]
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.md') && !/node_modules|fixtures/.test(path))
  .map(pageAt);

/** Those for people who use the product. */
const guides = [
  'README.md',
  'cli/README.md',
  ...new Set(Object.values(DOCS).map(each => `docs/${each.split('#')[0]}`)),
].map(pageAt);

/** Pages that something else opens: the sample, and what only those who work on it read. */
const ELSEWHERE_OPENED = ['media/sample/README.md', 'vscode-from-npm/README.md'];

/** What is in the package, as patterns of `.vscodeignore`. */
const packaged = readFileSync(join(root, '.vscodeignore'), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('!'))
  .map(line => line.slice(1));

function isPackaged(path: string): boolean {
  return packaged.some(pattern =>
    new RegExp(
      `^${pattern.replaceAll('.', '\\.').replace(/\*+/g, stars => (stars === '**' ? '.*' : '[^/]*'))}$`,
    ).test(path),
  );
}

/** Addresses that are no repository's of this project. */
const ADDRESSES = [
  'http://127.0.0.1:8788/',
  'https://age-encryption.org',
  'https://developer.xero.com/documentation/',
  'https://github.com/FiloSottile/passage',
  'https://keepachangelog.com/',
  'https://login.xero.com/',
  'https://playwright.dev/docs/',
  'https://semver.org/',
];

/** Names in bold of other programs. */
const NAMES = ['Preferences: Configure Runtime Arguments'];

/** Keys of VS Code. */
const KEYS = ['ctrl+f'];

const names = [...Object.keys(strings), ...Object.values(texts), ...NAMES];
const api = readFileSync(join(root, 'src/access/api.ts'), 'utf8');
const ids = [
  ...Array.from(api.matchAll(/^ {2}(\w+)\(/gm), ([, method]) => `xeroMfa.${method}`),
  ...commandNames.map(name => `xeroMfa.${name}`),
  ...Object.keys(SETTINGS).map(name => `xeroMfa.${name}`),
  ...manifest.contributes.languageModelTools.map(({ name }) => name),
];
const keys = [
  ...KEYS,
  ...manifest.contributes.keybindings.flatMap(({ key, mac, ...others }) => [
    key,
    mac,
    ...('win' in others ? [others.win] : []),
  ]),
];

/** A constant of the source, by its file. */
function constant(file: string, name: string): number {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const [, value = assert.fail(name)] =
    new RegExp(`const ${name} = ([\\d_]+(?: \\* [\\d_]+)?);`).exec(text) ?? [];
  return value
    .split(' * ')
    .map(factor => Number(factor.replaceAll('_', '')))
    .reduce((product, factor) => product * factor);
}

const steps = constant('contributions/argumentFields.ts', 'GUIDE_STEPS');
const demoDays = constant('core/dueDays.ts', 'DEMO_DAYS');
const tolerance = constant('core/clock.ts', 'CLOCK_TOLERANCE');
const words = constant('age/fingerprint.ts', 'WORDS');
const asked = constant('core/team/words.ts', 'ASKED_WORDS');
const defaultOf = (name: keyof typeof SETTINGS): number => Number(SETTINGS[name].default);

/** Numbers in the pages that a constant decides. */
const STATEMENTS: readonly Statement[] = [
  ['README.md', 'On a computer with Node ', ' or newer', Number(manifest.engines.node.replace('>=', ''))],
  ['README.md', 'It needs VS Code ', ' or newer', Number(manifest.engines.vscode.replace(/^\^|\.0$/g, ''))],
  ['README.md', "through Xero's ", ' steps', steps],
  ['README.md', 'The clipboard is cleared after ', ' seconds', defaultOf('clearClipboardAfter')],
  ['README.md', 'A password is cleared after ', ' seconds', constant('passwords/copyPassword.ts', 'LONGEST')],
  ['README.md', 'They see ', ' words', words],
  ['README.md', 'type ', ' of the words that they read', asked],
  [
    'docs/codes.md',
    'or after ',
    ' minutes without a press',
    constant('signIn/steps.ts', 'LONGEST_PAUSE') / 60_000,
  ],
  ['package.nls.json', 'Follow ', ' steps with pictures', steps],
  ['package.nls.json', 'from the clipboard after ', ' seconds, or', defaultOf('clearClipboardAfter')],
  ['docs/guide.md', "Xero's setup has ", ' steps', steps],
  ['docs/import.md', 'assumed to be ', ' days from today', demoDays],
  ['docs/list.md', 'From ', ' days before', defaultOf('remindBefore')],
  ['docs/list.md', 'the next reset, ', ' days on', demoDays],
  ['docs/list.md', 'on this computer for ', ' days', constant('health/healthPage.ts', 'UNUSED_DAYS')],
  ['docs/team.md', 'They see ', ' words', words],
  ['docs/team.md', 'they read ', ' of their words', asked],
  ['docs/clock.md', 'more than about ', ' seconds', tolerance],
  ['docs/clock.md', 'uncertain by more than ', ' seconds', tolerance / 2],
  ['docs/clock.md', 'for the time, up to ', ' times', constant('clock/clockCheck.ts', 'SAMPLES')],
  ['docs/clock.md', 'at least every ', ' minutes', constant('clock/checkPlan.ts', 'CHECK_EVERY') / 60_000],
  ['docs/ci.md', 'and expires after ', ' seconds at most', constant('core/codeWindow.ts', 'XERO_PERIOD')],
  ['docs/keys.md', 'type your own, of ', ' characters', ARGUMENT_FIELDS.passphrase.pipe[1].requirement],
  ['docs/keys.md', 'It is kept for ', ' days', defaultOf('activityDays')],
];

/** Commands with arguments in an example of JSON. */
function callsIn(value: unknown): { readonly command: string; readonly args: object }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { command, args = {} } = value as { readonly command?: unknown; readonly args?: object };
  const own = typeof command === 'string' && command.startsWith('xeroMfa.') ? [{ command, args }] : [];
  return [...own, ...Object.values(value).flatMap(callsIn)];
}

/** What is wrong with the calls in a page's examples of JSON. */
function wrongCalls(page: Page): string[] {
  return examplesOf(page, 'jsonc').flatMap(example =>
    callsIn(parse(example)).flatMap(({ command, args }) => {
      const name = commandNames.find(each => `xeroMfa.${each}` === command);
      if (!name) return [`${page.path}: there is no ${command}`];
      const { problem } = parseArguments(name, args);
      return problem ? [`${page.path}: ${command} with ${problem.name}`] : [];
    }),
  );
}

describe('The documents', () => {
  it('are short', () => {
    const lines = (path: string): number => pageAt(path).text.split('\n').length;
    assert.ok(lines('README.md') <= 140, `${lines('README.md')} lines`);
    for (const { path } of guides.filter(each => each.path.startsWith('docs/')))
      assert.ok(lines(path) <= 150, `${path}: ${lines(path)} lines`);
    assert.ok(lines('SECURITY.md') <= 90, `${lines('SECURITY.md')} lines`);
    assert.ok(lines('CONTRIBUTING.md') <= 150, `${lines('CONTRIBUTING.md')} lines`);
  });

  it('link to files and headings that there are', () => assert.deepEqual(brokenLinks(pages, exists), []));

  it('link in the package to what is in it', () => {
    const inPackage = pages.filter(({ path }) => isPackaged(path) && path !== 'media/sample/README.md');
    assert.ok(inPackage.length > 12);
    assert.deepEqual(brokenLinks(inPackage, isPackaged), []);
    const pictures = readdirSync(join(root, 'docs/pictures')).map(name => `docs/pictures/${name}`);
    const shown = pages
      .flatMap(linksOf)
      .map(({ target }) => target.replace(/^(?:docs\/)?pictures/, 'docs/pictures'));
    assert.deepEqual(
      pictures.filter(isPackaged),
      pictures.filter(picture => shown.includes(picture)),
    );
  });

  it('say what pictures show', () => assert.deepEqual(silentPictures(pages), []));

  it('can be reached from README', () => {
    assert.deepEqual(
      unreachable(pages).filter(path => !ELSEWHERE_OPENED.includes(path)),
      [],
    );
  });

  it('have no address of a repository', () => {
    assert.deepEqual(unknownAddresses(pages, ADDRESSES), []);
    for (const file of ['package.json', 'cli/package.json', 'package.nls.json', 'package.nls.fr.json'])
      assert.deepEqual(unknownAddresses([pageAt(file)], ADDRESSES), []);
  });

  it('name commands, buttons and views as they are called', () => {
    assert.deepEqual(unknownNames(guides, names), []);
  });

  it('have ids that there are', () => assert.deepEqual(unknownIds(guides, ids), []));

  it('have paths that there are', () => assert.deepEqual(unknownPaths(guides, FOLDERS, exists), []));

  it('have keys that are bound', () => assert.deepEqual(unknownKeys(guides, keys), []));

  it('have scripts that there are, and the two that do everything', () => {
    assert.deepEqual(unknownScripts(pages, Object.keys(manifest.scripts)), []);
    const [readme = assert.fail()] = pages;
    assert.match(readme.text, /^npm start .*\nnpm test /m);
    assert.ok(readme.text.includes(`code --install-extension xero-test-mfa-${manifest.version}.vsix\n`));
  });

  it('have numbers as the code has them', () =>
    assert.deepEqual(wrongNumbers([...pages, pageAt('package.nls.json')], STATEMENTS), []));

  it('have examples that work', () => {
    assert.deepEqual(guides.flatMap(wrongCalls), []);
    const calls = guides.flatMap(page => examplesOf(page, 'jsonc')).flatMap(each => callsIn(parse(each)));
    assert.equal(calls.length, 3);
  });

  it('have the pages that the product opens', () => {
    for (const target of Object.values(DOCS))
      assert.deepEqual(
        brokenLinks([{ path: 'docs/x.md', text: `[x](${target})` }, ...pages], exists),
        [],
        target,
      );
  });

  it('say that Xero has no part in it, and whom it is for', () => {
    for (const path of ['README.md', 'docs/README.md']) {
      const [start = ''] = pageAt(path).text.split(/^(?:##|\|)/m);
      assert.match(start, /not affiliated with\s+Xero/i);
      assert.match(start, /for test organisations only/i);
    }
  });
});

describe('The rules of documents', () => {
  const page = (text: string, path = 'docs/a.md'): Page => ({ path, text });

  it('know anchors', () => {
    const text = "# Get a lost key back\n\n```sh\n# no heading\n```\n## When VS Code can't\n";
    assert.deepEqual(anchorsOf(page(text)), ['get-a-lost-key-back', 'when-vs-code-cant']);
  });

  const isThere = (path: string): boolean => ['docs/a.md', 'README.md', 'docs/pictures/a.png'].includes(path);
  const statement: readonly Statement[] = [['docs/a.md', 'after ', ' days', 5]];
  const faults: readonly (readonly [
    what: string,
    wrong: string,
    right: string,
    find: (text: string) => string[],
  ])[] = [
    ['a broken link', '[a](../b.md)', '[a](../README.md)', text => brokenLinks([page(text)], isThere)],
    ['a broken anchor', '# A\n[a](#b)', '# A\n[a](#a)', text => brokenLinks([page(text)], isThere)],
    [
      'a picture that is missing',
      '![The sidebar](b.png)',
      '![The sidebar](pictures/a.png)',
      text => brokenLinks([page(text)], isThere),
    ],
    [
      'a picture without words',
      '<img src="a.png">',
      '<img src="a.png" alt="The sidebar">',
      text => silentPictures([page(text)]),
    ],
    [
      'a page that nothing leads to',
      '[a](b.md)',
      '[a](docs/a.md)',
      text => unreachable([page(text, 'README.md'), page('')]),
    ],
    [
      'an address',
      'https://github.com/acme/xero',
      'https://age-encryption.org/v1',
      text => unknownAddresses([page(text)], ADDRESSES),
    ],
    [
      'an address of git',
      'git@example.com:a/b.git',
      'qa-au@acme.test',
      text => unknownAddresses([page(text)], ADDRESSES),
    ],
    [
      'a name',
      'Choose **Sync Store**.',
      'Choose **Sync Team Store**. **A code is for one sign-in.**',
      text => unknownNames([page(text)], names),
    ],
    [
      'a setting',
      '`xeroMfa.clipboard`',
      '`xeroMfa.clearClipboardAfter`',
      text => unknownIds([page(text)], ids),
    ],
    ['a tool', '`xeroMfa_code`', '`xeroMfa_getCode`', text => unknownIds([page(text)], ids)],
    [
      'a path',
      '`examples/cypress`',
      '`examples/pytest`, `text/plain`',
      text => unknownPaths([page(text)], FOLDERS, exists),
    ],
    ['a key', '`Ctrl+Alt+Y`', '`Ctrl+Alt+X`', text => unknownKeys([page(text)], keys)],
    [
      'a script',
      '```sh\nnpm run pack\n```',
      '```sh\nnpm run package && npm test\n```',
      text => unknownScripts([page(text)], Object.keys(manifest.scripts)),
    ],
    ['a number', 'after 4 days', 'after\nfive days', text => wrongNumbers([page(text)], statement)],
    [
      'a number that is gone',
      'after some time',
      'after 5 days',
      text => wrongNumbers([page(text)], statement),
    ],
    [
      'an argument',
      '```jsonc\n{ "command": "xeroMfa.copyCode", "args": {} }\n```',
      '```jsonc\n{ "command": "xeroMfa.copyCode", "args": { "login": "a@acme.test" } }\n```',
      text => wrongCalls(page(text)),
    ],
    [
      'a command',
      '```jsonc\n{ "command": "xeroMfa.copy" }\n```',
      '```jsonc\n{ "command": "xeroMfa.copyNow" }\n```',
      text => wrongCalls(page(text)),
    ],
  ];
  for (const [what, wrong, right, find] of faults) {
    it(`find ${what}`, () => {
      assert.equal(find(wrong).length, 1);
      assert.deepEqual(find(right), []);
    });
  }
});
