import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import manifest from '../../package.json';

const root = join(__dirname, '../../..');

/** English and what it is in the other language. */
type Pairs = readonly (readonly [english: string, translated: string])[];

type Strings = Readonly<Record<string, string>>;

function read(file: string): Strings {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

const BUNDLE = 'l10n/bundle.l10n';
const MANIFEST = 'package.nls';

/** The part of a file that is the same in every language. */
function fixed(text: string): Readonly<Record<string, readonly string[]>> {
  const all = (pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([match]) => match).sort();
  // French keyboards have Shift as Maj.
  const keys = all(/\b(?:Ctrl|Cmd|Alt|Shift|Maj)(?:\+\w+)+/g).map(key => key.replace('Maj', 'Shift'));
  return {
    placeholders: [...new Set(all(/\{\d+\}/g))],
    code: all(/`[^`]*`/g),
    'command links': all(/\]\(command:[^)]*\)/g),
    icons: all(/\$\([\w-]+\)/g),
    JSON: all(/"[^"]*":?/g),
    names: all(/\bxeroMfa\.[\w.]*\w|\.xero-mfa\/[\w.]+|otpauth\b[:/\w]*|\/guide\?login=|timedatectl[\w -]+/g),
    keys: keys.sort(),
    bold: all(/\*\*/g),
    // A comma in English thousands, a space that keeps them together in French.
    numbers: all(/(?<!\{)\d[\d,\u00A0]*/g)
      .map(number => number.replace(/\D/g, ''))
      .sort(),
    lines: all(/\n/g),
    'space around it': all(/^\s|\s$/g),
    'last character': [/[.…?:]?$/.exec(text)?.[0] ?? ''],
  };
}

function differences([english, translated]: Pairs[number]): string[] {
  const wanted = Object.entries(fixed(english));
  const found = fixed(translated);
  return wanted
    .filter(([what, expected]) => expected.join() !== found[what]?.join())
    .map(([what, expected]) => `${what} [${expected}] not [${found[what]}]: ${english} → ${translated}`);
}

/** What a person sees in quotes, in bold or as a link, without the dots of what asks more. */
function namesIn(english: string): string[] {
  return Array.from(english.matchAll(/“([^“”]+)”|\*\*([^*]+)\*\*|\[([^\]]+)\]\(/g), ([, ...parts]) =>
    withoutDots(parts.find(part => part !== undefined) ?? ''),
  );
}

function withoutDots(text: string): string {
  return text.replace(/…$/, '');
}

interface Language {
  /** Strings that are the same as in English, and why. */
  readonly sameAsEnglish: Strings;
  /** What the language's typography does not allow. */
  readonly mistakes: Readonly<Record<string, RegExp>>;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  fr: {
    sameAsEnglish: {
      'Xero Test MFA': 'the name of the extension',
      'Xero MFA': 'the name of its view and of the category of its commands',
      Notes: 'the same word',
      Organisation: 'the same word',
      Organisations: 'the same word',
      'Question {0}': 'the same word',
      Shortcode: 'the word in the address that Xero has',
    },
    mistakes: {
      'a straight apostrophe': /\p{L}'\p{L}/u,
      'a plain space before punctuation': / [:;?!»]/,
      'no space before punctuation': /[\p{L}\d)}»](?:[;?!]|:(?=\s|$))(?!\w)/u,
      'a plain space, or none, after «': /«(?!\u00A0)/,
      'no space before »': /[^\u00A0]»/,
      'quotes of another language': /[“”„]/,
      'three dots': /\.\.\./,
      'a plain space before a unit': /[\d}] (?:s|bits|Mo|secondes|minutes|heures)(?!\p{L})/u,
      'a space of another kind': /[\u2000-\u200B\u202F]/,
      'spaces in a row': /[ \u00A0]{2}/,
    },
  },
};

const files = [...readdirSync(join(root, 'l10n')).map(name => `l10n/${name}`), ...readdirSync(root)];

function languagesOf(stem: string): string[] {
  return files
    .filter(name => name.startsWith(`${stem}.`) && name.endsWith('.json') && name !== `${stem}.json`)
    .map(name => name.slice(stem.length + 1, -'.json'.length))
    .sort();
}

describe('The strings in the code', () => {
  it('are all in the bundle that translators get, and nothing else is (npm run l10n writes it)', async () => {
    // Not bundled: it loads a parser that lies beside it.
    const { getL10nJson } = createRequire(join(root, 'package.json'))(
      '@vscode/l10n-dev',
    ) as typeof import('@vscode/l10n-dev');
    const imports = new Set<string>();
    const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name =>
        // It searches all the code once for each import of `vscode`: each way to write one is left once.
        readFileSync(join(root, 'src', name), 'utf8').replace(/^import [^;]* from 'vscode';$/gm, line => {
          imports.add(line);
          return '';
        }),
      );
    const contents = [...imports, ...code].join('\n');
    const exported = await getL10nJson([{ extension: '.ts', contents }]);
    assert.deepEqual(Object.keys(read(`${BUNDLE}.json`)).sort(), Object.keys(exported).sort());
  });
});

describe('The languages', () => {
  it('are those that have rules here, for the code and for the manifest', () => {
    assert.deepEqual(languagesOf(BUNDLE), Object.keys(LANGUAGES).sort());
    assert.deepEqual(languagesOf(MANIFEST), Object.keys(LANGUAGES).sort());
  });

  it('are in the package', () => {
    const ignore = readFileSync(join(root, '.vscodeignore'), 'utf8').split('\n');
    // The English one is for translators: the code has its strings in itself.
    assert.ok(ignore.includes('!l10n/bundle.l10n.*.json'));
    assert.ok(ignore.includes('!package.nls*.json'));
    assert.equal(manifest.l10n, './l10n');
  });
});

for (const [language, { sameAsEnglish, mistakes }] of Object.entries(LANGUAGES)) {
  describe(`The strings in ${language}`, () => {
    const of = (stem: string): { english: Strings; translated: Strings } => ({
      english: read(`${stem}.json`),
      translated: read(`${stem}.${language}.json`),
    });
    const pairs: Pairs = [BUNDLE, MANIFEST].flatMap(stem => {
      const { english, translated } = of(stem);
      return Object.entries(english).flatMap(([key, text]) => {
        const other = translated[key];
        return other === undefined ? [] : [[text, other] as const];
      });
    });

    for (const stem of [BUNDLE, MANIFEST]) {
      it(`are those of ${stem}.json`, () => {
        const { english, translated } = of(stem);
        assert.deepEqual(
          {
            missing: Object.keys(english).filter(key => !(key in translated)),
            leftOver: Object.keys(translated).filter(key => !(key in english)),
          },
          { missing: [], leftOver: [] },
        );
      });
    }

    it('keep placeholders, code, links, keys and line ends', () => {
      assert.deepEqual(pairs.flatMap(differences), []);
    });

    it('are translated, but for those that are the same and why', () => {
      const same = pairs.filter(([english, translated]) => english === translated);
      assert.deepEqual(
        [...new Set(same.map(([english]) => english))].sort(),
        Object.keys(sameAsEnglish).sort(),
      );
    });

    it('say the same for the same', () => {
      const first = new Map<string, string>();
      const several = pairs.flatMap(([english, translated]) => {
        const before = first.get(english) ?? translated;
        first.set(english, before);
        return before === translated ? [] : [`${english} → ${before}, ${translated}`];
      });
      assert.deepEqual(several, []);
    });

    it('call commands and choices what they are called where they are', () => {
      const names = new Map(
        pairs.map(([english, translated]) => [withoutDots(english), withoutDots(translated)]),
      );
      const wrong = pairs.flatMap(([english, translated]) =>
        namesIn(english).flatMap(name => {
          const expected = names.get(name);
          return expected === undefined || translated.includes(expected)
            ? []
            : [`${expected}: ${translated}`];
        }),
      );
      assert.deepEqual(wrong, []);
    });

    it('are set as the language is', () => {
      const wrong = pairs.flatMap(([, translated]) =>
        Object.entries(mistakes)
          .filter(([, pattern]) => pattern.test(withoutCode(translated)))
          .map(([mistake]) => `${mistake}: ${translated}`),
      );
      assert.deepEqual(wrong, []);
    });
  });
}

/** JSON and links have an orthography of their own. */
function withoutCode(text: string): string {
  return text.replace(/\]\([^)]*\)|`[^`]*`|"[^"]*":? ?/g, ']');
}
