import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../../scripts/folders.mjs';
import { VERSIONS } from '../../vscode-from-npm/versions.mjs';

/** The themes that pages are tested in, by their names in VS Code. */
export const THEMES = [
  'Light Modern',
  'Dark Modern',
  'Default High Contrast',
  'Default High Contrast Light',
] as const;
export type ThemeName = (typeof THEMES)[number];

/** What VS Code puts on a page for a theme. */
export interface Theme {
  /** The page’s element: all of VS Code’s colours as variables. */
  readonly html: Readonly<Record<string, string>>;
  /** The body: which theme it is. */
  readonly body: Readonly<Record<string, string>>;
  /** VS Code’s own style sheet of pages. */
  readonly styles: string;
}

export type Themes = Readonly<Record<ThemeName, Theme>>;

/** Where the themes of the newest VS Code are kept. The set-up of the tests takes them from there once. */
export const themesFile = join(cache, `themes-${VERSIONS.newest.vscode}.json`);

/** Expression: the {@link Theme} that a page has. */
export const THEME_OF_PAGE = `(() => {
  const attributes = element =>
    Object.fromEntries(
      Array.from(element.attributes, ({ name, value }) => [name, value])
        .filter(([name]) => /^(style|class|data-vscode-)/.test(name)),
    );
  return {
    html: attributes(document.documentElement),
    body: attributes(document.body),
    styles: document.querySelector('#_defaultStyles').textContent,
  };
})()`;

export async function readThemes(): Promise<Themes> {
  return JSON.parse(await readFile(themesFile, 'utf8'));
}

export function hasThemes(): boolean {
  return existsSync(themesFile);
}

/** A page of the extension as VS Code gives it to the browser in a theme: with what comes before the page’s own policy. */
export function themed(html: string, theme: Theme): string {
  return html
    .replace('<html ', () => `<html ${markup(theme.html)} `)
    .replace('<head>', () => `<head>\n<style id="_defaultStyles">${theme.styles}</style>`)
    .replace('<body>', () => `<body ${markup(theme.body)}>`);
}

function markup(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join(' ');
}

/** Expression: gives the page that it is evaluated in another theme. */
export function wear(theme: Theme): string {
  return `(() => {
    const elements = [document.documentElement, document.body];
    ${JSON.stringify([theme.html, theme.body])}.forEach(({ style, ...others }, index) => {
      // The page’s policy refuses a style that is written as an attribute.
      if (style !== undefined) elements[index].style.cssText = style;
      for (const [name, value] of Object.entries(others)) elements[index].setAttribute(name, value);
    });
  })()`;
}
