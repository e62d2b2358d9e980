import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { inOneCall } from '../shared/evaluatingPage';
import { tooWide } from '../shared/geometry';
import { AU, list } from '../shared/lists';
import { ScenePage } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

const SIZES = [
  { width: 700, height: 698 },
  { width: 1000, height: 698 },
  { width: 1440, height: 900 },
] as const;

/** Expression: what is wrong with the rail, each fault in a line. */
const RAIL_FAULTS = `(() => {
  const rail = document.querySelector('.rail');
  const faults = [];
  if (rail.scrollWidth > rail.clientWidth) faults.push('the rail is too wide');
  if (rail.getBoundingClientRect().right > document.querySelector('.current-step').getBoundingClientRect().left)
    faults.push('the rail is on the step');
  const titles = Array.from(document.querySelectorAll('.step'));
  for (const [index, step] of titles.entries()) {
    const text = step.querySelector('.step-text');
    const range = document.createRange();
    range.selectNodeContents(text);
    const [drawn, box] = [range, step.querySelector('.step-title')].map(each => each.getBoundingClientRect());
    const lines = Math.round(drawn.height / parseFloat(getComputedStyle(text).lineHeight));
    const isCut = text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight || drawn.right > box.right ||
      drawn.top < box.top || drawn.bottom > box.bottom;
    if (isCut) faults.push('“' + text.textContent + '” is cut');
    if (lines < 1 || lines > 2) faults.push('“' + text.textContent + '” has ' + lines + ' lines');
    if (step.querySelector('.mark').textContent !== String(index + 1)) faults.push('“' + text.textContent + '” is not ' + (index + 1));
  }
  return faults;
})()`;

/** Expression: whether all of the rail is in sight at once. */
const IS_WHOLE = `(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight)(document.querySelector('.rail'))`;

for (const language of ['en', 'fr']) {
  test(`the rail shows every title of every scenario whole: ${language}`, async ({ start }) => {
    const texts = JSON.parse(await readFile(join(root, 'l10n/bundle.l10n.fr.json'), 'utf8'));
    const extension = await start({
      list: list(AU),
      ...(language === 'fr' && { language, texts }),
    });
    const guide = await GuideTab.open(extension, AU.login);
    const faults: string[] = [];
    const page = new ScenePage(guide);
    const scenarios = await page.scenarios();
    expect(scenarios.length).toBeGreaterThanOrEqual(8);
    for (const id of scenarios) {
      await page.choose(id);
      // At the first step, what to have before the start takes much of the page, and in some scenarios until it is skipped.
      if (await guide.frame.locator('[data-action="skipPrerequisites"]').isVisible())
        await page.skipPrerequisites();
      await page.open((await page.steps()).at(-1) ?? '');
      for (const size of SIZES) {
        await guide.page.setViewportSize(size);
        const [found, wide, isWhole] = await inOneCall(guide, page =>
          Promise.all([
            page.evaluate<string[]>(RAIL_FAULTS),
            tooWide(page),
            page.evaluate<boolean>(IS_WHOLE),
          ]),
        );
        if (!isWhole) found.push('the rail is longer than what is seen of it');
        faults.push(...[...found, ...wide].map(fault => `${id} at ${size.width}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });
}
