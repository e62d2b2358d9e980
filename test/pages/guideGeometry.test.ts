import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { inOneCall } from '../shared/evaluatingPage';
import { outOfSight, tooWide, FRAMES as WINDOWS } from '../shared/geometry';
import { AU, list, NZ } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import { ScenePage } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

/** `isWide`: title, main button and picture are seen without scrolling; otherwise after one scroll to the title. */
const FRAMES = [
  { width: 250, height: 698, isWide: false },
  { width: 700, height: 698, isWide: true },
  { width: 1440, height: 900, isWide: true },
] as const;

for (const language of ['en', 'fr']) {
  test(`the guide shows all of a step below what is left to tick before the start: ${language}`, async ({
    start,
  }) => {
    const texts = JSON.parse(await readFile(join(root, 'l10n/bundle.l10n.fr.json'), 'utf8'));
    const guide = await GuideTab.open(
      await start({
        // Without an owner, so that nothing is known yet.
        list: list(NZ),
        settings: { 'xeroMfa.minimumRemaining': 0 },
        ...(language === 'fr' && { language, texts }),
      }),
      NZ.login,
    );
    const page = new ScenePage(guide);
    const left = guide.frame.locator('.prerequisites[open] input');
    const faults: string[] = [];
    for (const step of ['pasteKey', 'confirmCode', 'copyEmailCode']) {
      await page.open(step);
      for (const size of [FRAMES[1], WINDOWS.low]) {
        await guide.page.setViewportSize(size);
        const found = await outOfSight(guide, step, true);
        faults.push(...found.map(fault => `${step} at ${size.width}: ${fault}`));
      }
      if (step === 'pasteKey') await page.storeKey();
    }
    expect(faults).toEqual([]);
    await expect(left).toHaveCount(6);
    // What is ticked leaves the list, so the first one is another by then.
    await left.first().click();
    await expect(left).toHaveCount(5);
    await expect(left.first()).not.toBeChecked();
  });

  test(`the guide shows title, main button and picture of every step of every scenario: ${language}`, async ({
    start,
  }) => {
    const texts = JSON.parse(await readFile(join(root, 'l10n/bundle.l10n.fr.json'), 'utf8'));
    const extension = await start({
      list: list(AU),
      settings: { 'xeroMfa.minimumRemaining': 0 },
      ...(language === 'fr' && { language, texts }),
    });
    const guide = await GuideTab.open(extension, AU.login);
    const page = new ScenePage(guide);
    const faults: string[] = [];
    await extension.vscode.run('xeroMfa.setSecret', {
      login: AU.login,
      secret: EXAMPLE_KEY.base32,
      confirm: true,
    });
    const scenarios = await page.scenarios();
    for (const { isWide, ...size } of FRAMES) {
      await guide.page.setViewportSize(size);
      for (const scenario of scenarios) {
        await page.choose(scenario);
        for (const step of await page.steps()) {
          await page.open(step);
          const found = await inOneCall(guide, seen =>
            Promise.all([outOfSight(seen, step, isWide), tooWide(seen)]),
          );
          faults.push(...found.flat().map(fault => `${scenario}, ${step} at ${size.width}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });
}
