import { expect } from '@playwright/test';
import type { EvaluatingPage } from './evaluatingPage';
import { AU, NZ } from './lists';

/** The language that VS Code's own translators test with: nobody's, with every text of ours marked. */
export const PSEUDO = 'qps-ploc';

/** Texts of the extension in a language, by the English ones or by their ids. */
export type Bundle = Readonly<Record<string, string>>;

/** All texts of a bundle, each with marks around it and around what is put into it. */
export function marked(bundle: Bundle): Bundle {
  return Object.fromEntries(Object.entries(bundle).map(([key, text]) => [key, mark(text)]));
}

/**
 * A text that tells where it is from: a mark around each of its lines, and around what is put into it. It is longer by
 * half, as a translation may be. Links stay links.
 */
function mark(text: string): string {
  return text
    .split('\n')
    .map(line => {
      const [, label, target] = /^\[([^\]]*)\](\(command:.*\))$/.exec(line) ?? [];
      return label === undefined ? markLine(line) : `[${markLine(label)}]${target}`;
    })
    .join('\n');
}

function markLine(line: string): string {
  const more = ' and so on'.repeat(Math.ceil(line.length / 20));
  return `⟦${line.replaceAll(/\{\d\}/g, '⟪$&⟫')}${more}⟧`;
}

/** The visible parts of the lists, and what every language says alike. */
const DATA = [
  ...[AU, NZ].flatMap(({ login, name, organisations }) => [
    login,
    name,
    ...organisations.map(each => each.name),
  ]),
  AU.owner,
  ...AU.tags,
  'b7c1-au',
  'backup@acme.test',
  'qa-au@example.com',
  'Australia',
  'New Zealand',
  'AU',
  'NZ',
  // Days and lists are written by the engine, which knows no such language.
  'Jan 5, 2026',
  new Date().toLocaleDateString('en', { dateStyle: 'medium' }),
  'I or L',
  'marked/.xero-mfa/accounts.json',
  'Xero',
  'Xero MFA',
];
/** What Xero's pages say, which is quoted. */
const XERO = [
  'Account',
  'Set up',
  'Multi-factor authentication',
  'Set up multi-factor authentication',
  'Xero Verify',
  'Use my own app',
  "Can't scan the QR code? Enter a setup key instead",
  'Setup Key',
  'Enter Code',
  'Confirm',
  'Continue',
  'Confirm email',
  'Connected device',
  'Additional Security',
  'Change',
];

/** The part of a text that is outside of every mark, or was put into a marked one without being marked itself. */
export function unmarked(text: string): string[] {
  const parts: string[] = [];
  const around: string[] = [];
  let part = '';
  for (const character of `${text}⟧`) {
    if (!'⟦⟪⟫⟧'.includes(character)) {
      part += character;
      continue;
    }
    const isQuoted = around.at(-1) === '⟪' && XERO.includes(part);
    if (around.at(-1) !== '⟦' && !isQuoted && hasWords(part)) parts.push(part);
    part = '';
    if ('⟦⟪'.includes(character)) around.push(character);
    else around.pop();
  }
  return parts;
}

/** Whether a text has more than data of the list, times, and single letters that number something. */
function hasWords(text: string): boolean {
  // The longest first, for some are part of others.
  const known = DATA.toSorted((a, b) => b.length - a.length).map(escaped);
  const rest = text.replaceAll(new RegExp(known.join('|'), 'g'), '');
  return /\p{L}/u.test(rest.replaceAll(/\d [AP]M\b|(?<!\p{L})[A-Z](?!\p{L})/gu, ''));
}

export function assertIsMarked(...texts: readonly string[]): void {
  expect(texts.join(), `${texts} is not ours`).toContain('⟦');
  expect(texts.flatMap(unmarked)).toEqual([]);
}

export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The texts of the page that are seen or read out, a sentence each; what is drawn in pictures is Xero's. */
export function textsOf(page: EvaluatingPage): Promise<string[]> {
  return page.evaluate(`(() => {
    const texts = [];
    let block;
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { currentNode: { data, parentElement } } = nodes;
      if (data.trim() === '' || parentElement.closest('svg')) continue;
      let around = parentElement;
      while (getComputedStyle(around).display === 'inline') around = around.parentElement;
      // A label of Xero's is no text of ours, and part of a sentence.
      const text = parentElement.closest('.label[lang="en"]') ? '' : data;
      if (around === block) texts[texts.length - 1] += text;
      else texts.push(text);
      block = around;
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
        if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
      }
    }
    return [...texts, document.title].map(text => text.replaceAll(/\\s+/g, ' ').trim());
  })()`);
}
