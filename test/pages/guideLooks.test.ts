import { expect } from '@playwright/test';
import { faultsIn } from '../shared/accessibility';
import { FRAMES, outOfSight, tooWide } from '../shared/geometry';
import { AU, list, NZ } from '../shared/lists';
import { visitScenes } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

// Contrast themes differ from the others in their colours alone. Each frame begins with the theme that the one before ends with.
const WIDE = ['Default High Contrast', 'Default High Contrast Light', 'Light Modern'] as const;
const NARROW = ['Default High Contrast', 'Dark Modern'] as const;

test('the guide shows everything without a fault in every theme, wide and narrow', async ({
  start,
  themes,
}) => {
  const guide = await GuideTab.open(
    await start({ list: list(AU, NZ), settings: { 'xeroMfa.minimumRemaining': 0 } }),
    AU.login,
  );
  const faults = new Map<string, string>();
  const seen: string[] = [];
  await visitScenes(guide, async scene => {
    seen.push(scene);
    const look = async (where: string, find: () => Promise<string[]>): Promise<void> => {
      for (const fault of await find()) if (!faults.has(fault)) faults.set(fault, `${scene}, ${where}`);
    };
    for (const theme of WIDE) {
      await guide.tab.wear(themes[theme]);
      await look(theme, () => faultsIn(guide, theme === 'Light Modern' ? 'all' : 'colours'));
      await look(theme, () => tooWide(guide));
    }
    await guide.page.setViewportSize(FRAMES.low);
    for (const theme of WIDE.toReversed()) {
      await guide.tab.wear(themes[theme]);
      await look(`${theme}, low`, () => outOfSight(guide, scene, true));
    }
    await guide.page.setViewportSize(FRAMES.narrow);
    for (const theme of NARROW) {
      await guide.tab.wear(themes[theme]);
      await look(`${theme}, narrow`, () => faultsIn(guide, theme === 'Dark Modern' ? 'all' : 'colours'));
      await look(`${theme}, narrow`, () => tooWide(guide));
    }
    await guide.page.setViewportSize(FRAMES.medium);
    for (const theme of NARROW.toReversed()) {
      await guide.tab.wear(themes[theme]);
      await look(`${theme}, medium`, () => tooWide(guide));
    }
    await guide.page.setViewportSize(FRAMES.wide);
  });
  expect([...faults]).toEqual([]);
  expect(seen.length, `${seen}`).toBeGreaterThanOrEqual(30);
});

test('the guide of a login whose key is missing shows that without a fault', async ({ start }) => {
  const US = { login: 'qa-us@acme.test', name: 'US sales tax', mfaSetUpOn: '2026-01-05' };
  const guide = await GuideTab.open(await start({ list: list(AU, US) }), US.login);
  await expect(guide.open.locator('[data-action="nobodyHasIt"]')).toBeVisible();
  expect(await faultsIn(guide)).toEqual([]);
  await guide.frame.locator('#scenario').selectOption('setUp');
  await expect(guide.frame.getByText('MFA was set up on 2026-01-05. If you set it up again')).toBeVisible();
  await guide.frame.locator('#step-copyCode').click();
  await expect(guide.open.locator('[data-action="goToKey"]')).toBeVisible();
  expect(await faultsIn(guide)).toEqual([]);
});
