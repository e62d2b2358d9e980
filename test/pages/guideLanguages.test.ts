import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { inOneCall } from '../shared/evaluatingPage';
import { FRAMES, outOfSight, tooWide } from '../shared/geometry';
import { AU, list, NZ } from '../shared/lists';
import { type Bundle, escaped, marked, PSEUDO, textsOf, unmarked } from '../shared/markedTexts';
import { visitScenes } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

const settings = { 'xeroMfa.minimumRemaining': 0 };

async function readBundle(name: string): Promise<Bundle> {
  return JSON.parse(await readFile(join(root, 'l10n', name), 'utf8'));
}

test('the guide speaks French everywhere, and has room for it', async ({ start, themes }) => {
  const texts = await readBundle('bundle.l10n.fr.json');
  const extension = await start({
    list: list(AU, NZ),
    settings,
    language: 'fr',
    texts,
    theme: 'Default High Contrast',
    frame: FRAMES.low,
  });
  const guide = await GuideTab.open(extension, AU.login);
  await expect(guide.heading).toHaveText(texts['Xero MFA for {0}']?.replace('{0}', 'AU payroll') ?? '?');
  expect(await guide.evaluate('document.documentElement.lang')).toBe('fr');
  expect(await outOfSight(guide, 'at the first open', true)).toEqual([]);
  await guide.page.setViewportSize(FRAMES.narrow);

  const english = Object.entries(texts)
    .filter(
      ([message, translated]) => message !== translated && message.replaceAll(/[^a-z]/gi, '').length > 8,
    )
    .map(([message]) =>
      message
        .split(/\{\d\}/)
        .map(escaped)
        .join('.+'),
    );
  const isEnglish = new RegExp(`^(?:${english.join('|')})$`);
  const seen = new Set<string>();
  const faults: string[] = [];
  const scenes: string[] = [];
  await visitScenes(guide, async scene => {
    scenes.push(scene);
    const look = async (where: string, find: Promise<string[]>): Promise<void> => {
      faults.push(...(await find).map(fault => `${scene}, ${where}: ${fault}`));
    };
    await inOneCall(guide, async page => {
      const [texts] = await Promise.all([
        textsOf(page),
        guide.tab.wear(themes['Light Modern'], page),
        look('narrow', tooWide(page)),
      ]);
      for (const text of texts) seen.add(text);
    });
    await guide.page.setViewportSize(FRAMES.narrowAndLow);
    await look('narrow and low', outOfSight(guide, scene, false));
    await guide.page.setViewportSize(FRAMES.low);
    await inOneCall(guide, page =>
      Promise.all([
        guide.tab.wear(themes['Default High Contrast'], page),
        look('low', outOfSight(page, scene, true)),
      ]),
    );
    await guide.page.setViewportSize(FRAMES.narrow);
  });
  expect(seen.size).toBeGreaterThan(100);
  expect([...seen].filter(text => isEnglish.test(text))).toEqual([]);
  expect(faults).toEqual([]);
  expect(scenes.length).toBeGreaterThanOrEqual(30);
});

test('the guide leaves no text untranslated, and has room for texts that are longer by half', async ({
  start,
}) => {
  const texts = marked(await readBundle('bundle.l10n.json'));
  const extension = await start({
    list: list(
      { ...AU, backupEmail: 'backup@acme.test', mfaSetUpOn: '2026-01-05' },
      { ...NZ, backupEmail: NZ.login },
    ),
    settings,
    language: PSEUDO,
    texts,
    frame: FRAMES.narrow,
  });
  const guide = await GuideTab.open(extension, AU.login);
  const faults: string[] = [];
  const look = async (scene: string): Promise<void> => {
    const [texts, widths] = await inOneCall(guide, page => Promise.all([textsOf(page), tooWide(page)]));
    for (const text of texts) {
      faults.push(...unmarked(text).map(part => `${scene}: “${part}” in “${text}”`));
    }
    faults.push(...widths.map(fault => `${scene}: ${fault}`));
  };
  await look('at first');
  await guide.frame.locator('#step-copyCode').click();
  await expect(guide.open.locator('[data-action="goToKey"]')).toBeVisible();
  await look('8, without a key');
  await visitScenes(guide, look);
  expect([...new Set(faults)]).toEqual([]);
});
