// cspell:locale en-GB,fr-FR
/** Rules of texts that a machine can check. Each returns what is wrong, one line a fault. */

type Mistakes = Readonly<Record<string, RegExp>>;

/** A text that shows or names a command, and the command. */
export interface Named {
  readonly title: string;
  readonly command: string;
}

/** What no text has, by why. */
const MISTAKES: Readonly<Record<'en' | 'fr', Mistakes>> = {
  en: {
    'a straight apostrophe': /\p{L}'\p{L}/u,
    'three dots': /\.{3}/,
    'spaces in a row': / {2}/,
    '“set-up”: the noun is “setup”, the verb “set up”': /\bset-up/i,
    'a form that is not contracted':
      /\bcannot\b|\b(?:do|does|did|is|are|was|were|has|have|could|would|will) not\b/i,
    '“somebody”, “nobody”: someone, no one': /\b(?:some|no)body\b/i,
    '“store” for “save”: the store is the team’s':
      /\bstored\b|\b(?:to|not|can|can’t|could|couldn’t|you) store\b|\bStore (?:[Tt]h(?:is|e|em)\b|[Yy]our\b|Keys?\b|Answers\b|\{)/,
    'a key, code, login or password “of”: for': /\b(?:codes?|keys?|logins?|passwords?) of \{/i,
    '“short code”: the command is “Copy Shortcode”': /\bshort code/i,
    'a plural after 1':
      /(?<![\d.,])1 (?:setup )?(?:accounts|days|files|items|keys|organisations|passwords|people|problems)\b/i,
  },
  fr: {
    '« code QR »: elsewhere « QR code »': /\bcodes? QR\b/i,
    '« récupérer » is Fetch, and Pull « tirer »':
      /(?<!\p{L})récup\p{L}+ (?:les |dernières |autres )*modifications/iu,
    '« code court »: the command is « Copier le shortcode »': /codes? courts?/i,
    '« presse-papiers », « stockage de secrets »: VS Code writes « Presse-papiers », « stockage des secrets »':
      /presse-papiers|stockage de secrets/,
    'a plural after 1':
      /(?<![\d.,])1 (?:clés|comptes|fichiers|jours|mots|organisations|personnes|problèmes)\b/i,
    // What the placeholder stands for may begin with a vowel. These don’t: lengths of time, sizes, a label of Xero’s.
    'a name after « de » or « que »':
      /(?<!(?:avance|retarde?|limite est|en retard|à côté) )\b(?:de|que) \{\d\}/i,
  },
};

export function mistakesIn(texts: readonly string[], language: 'en' | 'fr'): string[] {
  return texts.flatMap(text =>
    Object.entries(MISTAKES[language])
      .filter(([, mistake]) => mistake.test(text))
      .map(([why]) => `${why}: ${text}`),
  );
}

/** A title without the dots that say it asks more. */
export function bare(title: string): string {
  return title.replace(/…$/, '');
}

/** Names in quotes that nothing has: a command, a button or a choice must be called what it is called. */
export function unknownNames(texts: readonly string[], others: readonly string[] = []): string[] {
  const names = new Set([...texts, ...others].map(bare));
  return texts.flatMap(text =>
    Array.from(text.matchAll(/“(\p{Lu}[^“”{}]*\p{L}…?)”/gu), ([, name = '']) => name)
      .filter(name => !names.has(bare(name)))
      .map(name => `“${name}”: ${text}`),
  );
}

/** The titles of commands in code: of rows, of actions on pages, of links in welcome texts and in the walkthrough. */
export function namedCommands(code: string): Named[] {
  const patterns = [
    /asCommand\(\s*'(?<command>[\w.]+)',\s*(?:vscode\.)?l10n\.t\(\s*'(?<title>[^']+)'/g,
    /pageAction\(\s*(?:vscode\.)?l10n\.t\(\s*'(?<title>[^']+)'\s*\),\s*'(?<command>[\w.]+)'/g,
    /\[(?<title>[^\]]+)\]\(command:xeroMfa\.(?<command>[\w.]+)\)/g,
  ];
  return patterns.flatMap(pattern =>
    Array.from(code.matchAll(pattern), ({ groups }) => ({
      title: groups?.['title'] ?? '',
      command: groups?.['command'] ?? '',
    })),
  );
}

/** Second names of commands. */
export function secondNames(shown: readonly Named[], commands: readonly Named[]): string[] {
  const names = commands.map(({ title, command }) => `${command} ${bare(title)}`);
  return shown
    .filter(({ title, command }) => !names.includes(`${command} ${bare(title)}`))
    .map(({ title, command }) => `${command} is called “${title}”`);
}

/**
 * Labels that say a part of a command's title, or more, and begin alike: they look like another name of that command.
 *
 * @param titles of the commands
 */
export function nearNames(labels: readonly string[], titles: readonly string[]): string[] {
  const known = new Set(titles.map(bare));
  const isLabel = (text: string): boolean =>
    /^(?:\p{Lu}\p{L}*(?: |…?$)(?:(?:a|and|by|for|from|in|of|the|to) )*){2,6}$/u.test(text);
  return [...new Set(labels.map(bare))]
    .filter(label => isLabel(label) && !known.has(label))
    .flatMap(label =>
      [...known]
        .filter(title => title.includes(' ') && (isWithin(label, title) || isWithin(title, label)))
        .map(title => `“${label}” beside “${title}”`),
    );
}

/** Whether all words of one are in another, in this order, the first one first. */
function isWithin(some: string, all: string): boolean {
  const [words, others] = [some.split(' '), all.split(' ')];
  if (words[0] !== others[0]) return false;
  let at = 0;
  for (const word of others) if (word === words[at]) at++;
  return at === words.length;
}

/** What is counted in texts, where the number may be one. */
const COUNTED =
  /\{\d\}(?= (?:setup )?(?:accounts|days|files|keys|organisations|passwords|people|problems)\b)/gi;

/** Texts that count, and have no form for one. */
export function withoutSingular(texts: readonly string[]): string[] {
  const singular = new Set(texts.filter(text => /\b1\b/.test(text)).map(alike));
  return texts.filter(text => {
    const counts = text.match(COUNTED) ?? [];
    return counts.some(count => !singular.has(alike(text.replace(count, '1'))));
  });
}

/** The same for a text about one and about several. */
function alike(text: string): string {
  const forms: readonly (readonly [RegExp, string])[] = [
    [/\bare\b/g, 'is'],
    [/\bthese\b/g, 'this'],
    [/\bthem\b/g, 'it'],
    [/\{\d\}/g, '{}'],
    [/(\p{L}{2})s\b/gu, '$1'],
  ];
  return forms.reduce((form, [several, one]) => form.replace(several, one), text.toLowerCase());
}

/** Where names are joined by commas, in code. */
export function joined(code: string): string[] {
  return code
    .split('\n')
    .filter(line => /\.join\((['"`])[,;] \1\)/.test(line))
    .map(line => line.trim());
}
