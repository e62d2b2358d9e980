import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { addAxe, faultsIn } from '../shared/accessibility';
import { tooWide } from '../shared/geometry';
import type { ThemeName } from '../shared/themes';
import { openFiles, TEAM } from './importScene';
import { test } from './test';

/** Pixels: a page as wide as a sidebar, and one in a large window. */
const LOOKS: readonly (readonly [width: number, height: number, theme: ThemeName])[] = [
  [1440, 900, 'Light Modern'],
  [1342, 798, 'Default High Contrast'],
  [922, 698, 'Dark Modern'],
  [642, 798, 'Default High Contrast Light'],
  [390, 618, 'Dark Modern'],
  [250, 698, 'Light Modern'],
  [250, 698, 'Default High Contrast'],
];

/** From here on each row is a line. Narrower, it is a block. */
const WIDE = 720;

/** What is wrong in how the page is laid out, each fault in a line. */
const LAYOUT = `(() => {
  const faults = [];
  const bar = document.querySelector('.actions').getBoundingClientRect();
  if (Math.round(bar.bottom) > innerHeight || bar.top < innerHeight / 2) faults.push('the button is out of sight');
  if (bar.right > innerWidth) faults.push('the button is cut off');
  for (const element of document.querySelectorAll('.scroller')) {
    const { left, right } = element.getBoundingClientRect();
    if (left < 0 || right > innerWidth) faults.push('a table is wider than the page');
    if (innerWidth < ${WIDE} && element.scrollWidth > element.clientWidth)
      faults.push('a table scrolls from ' + element.clientWidth + ' to ' + element.scrollWidth);
  }
  for (const row of document.querySelectorAll('.scroller tbody tr')) {
    if (innerWidth < ${WIDE} || row.querySelector('.long')) continue;
    const { height } = row.getBoundingClientRect();
    if (height > 44) faults.push('a row is ' + height + ' pixels high: ' + row.textContent.trim().slice(0, 80));
  }
  for (const select of document.querySelectorAll('.select select')) {
    const { right } = select.getBoundingClientRect();
    const scroller = select.closest('.scroller');
    if (innerWidth < ${WIDE} && right > innerWidth) faults.push('a choice is cut off');
    if (getComputedStyle(select).textOverflow !== 'ellipsis' || parseFloat(getComputedStyle(select).paddingRight) < 20)
      faults.push('the text of a choice runs under its arrow');
  }
  return faults;
})()`;

/**
 * Shows everything at once, as axe-core can't tell the colours of what is scrolled away or behind the bar. By script, because
 * the page's policy allows no style sheets of others.
 */
const unrolled = (overflow: string, position: string, zoom: string): string => `{
  for (const { style } of document.querySelectorAll('.scroller')) style.overflow = '${overflow}';
  document.querySelector('.actions').style.position = '${position}';
  if (innerWidth >= ${WIDE}) document.documentElement.style.zoom = '${zoom}';
}`;

async function faults(page: Page): Promise<string[]> {
  const layout = await page.evaluate<string[]>(LAYOUT);
  const widths = await tooWide(page);
  // What is scrolled away, or behind the bar, has no colours that axe-core can tell.
  await page.evaluate(unrolled('visible', 'static', '0.25'));
  const found = await faultsIn(page);
  await page.evaluate(unrolled('', '', ''));
  return [...new Set(layout), ...widths, ...found];
}

for (const language of ['en', 'fr']) {
  test(`14 keys and 12 accounts are shown without a fault in every theme and width: ${language}`, async ({
    start,
    themes,
  }) => {
    const texts =
      language === 'en'
        ? {}
        : { texts: JSON.parse(await readFile(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) };
    const extension = await start({ list: TEAM, language, ...texts });
    const tab = await extension.open('importQr');
    const { page } = tab;
    await openFiles(extension, page);
    await expect(page.locator('.keys tbody tr')).toHaveCount(14);
    await expect(page.locator('.accounts tbody tr')).toHaveCount(12);
    await addAxe(page);
    const found: string[] = [];
    const look = async (scene: string): Promise<void> => {
      for (const [width, height, theme] of LOOKS) {
        await page.setViewportSize({ width, height });
        await tab.wear(themes[theme]);
        found.push(...(await faults(page)).map(fault => `${scene}, ${theme}, ${width}: ${fault}`));
      }
    };
    await look('found');
    await page.locator('[data-action="save"]').click();
    await expect(page.locator('[data-action="trash"]')).toBeVisible();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await look('saved');
    expect(found).toEqual([]);
  });
}
