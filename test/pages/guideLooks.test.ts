import { expect } from '@playwright/test';
import { addAxe, faultsIn } from '../shared/accessibility';
import { type EvaluatingPage, inOneCall } from '../shared/evaluatingPage';
import { FRAMES, outOfSight, tooWide } from '../shared/geometry';
import { AU, list, NZ } from '../shared/lists';
import type { ThemeName } from '../shared/themes';
import { visitScenes } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

/** A frame, the themes that the page wears in it, and the checks in each. */
interface Look {
  readonly frame: keyof typeof FRAMES;
  readonly themes: readonly ThemeName[];
  readonly find: (page: EvaluatingPage, theme: ThemeName, scene: string) => Promise<string[]>[];
}

// Contrast themes differ from the others in their colours alone.
const rulesFor = (theme: ThemeName) => (theme.includes('Contrast') ? 'colours' : 'all');

// Each begins with the theme that the one before ends with. A scene is entered in the wide frame, which the last one leaves.
const LOOKS: readonly Look[] = [
  {
    frame: 'low',
    themes: ['Light Modern', 'Default High Contrast Light', 'Default High Contrast'],
    find: (page, _, scene) => [outOfSight(page, scene, true)],
  },
  {
    frame: 'narrow',
    themes: ['Default High Contrast', 'Dark Modern'],
    find: (page, theme) => [faultsIn(page, rulesFor(theme)), tooWide(page)],
  },
  {
    frame: 'medium',
    themes: ['Dark Modern', 'Default High Contrast'],
    find: page => [tooWide(page)],
  },
  {
    frame: 'wide',
    themes: ['Default High Contrast', 'Default High Contrast Light', 'Light Modern'],
    find: (page, theme) => [faultsIn(page, rulesFor(theme)), tooWide(page)],
  },
];

test('the guide shows everything without a fault in every theme, wide and narrow', async ({
  start,
  themes,
}) => {
  const guide = await GuideTab.open(
    await start({ list: list(AU, NZ), settings: { 'xeroMfa.minimumRemaining': 0 } }),
    AU.login,
  );
  await addAxe(guide);
  const faults = new Map<string, string>();
  const seen: string[] = [];
  await visitScenes(guide, async scene => {
    seen.push(scene);
    for (const { frame, themes: worn, find } of LOOKS) {
      await guide.page.setViewportSize(FRAMES[frame]);
      const look = async (page: EvaluatingPage, theme: ThemeName): Promise<void> => {
        const [, ...found] = await Promise.all([
          guide.tab.wear(themes[theme], page),
          ...find(page, theme, scene),
        ]);
        for (const fault of found.flat())
          if (!faults.has(fault)) faults.set(fault, `${scene}, ${theme}, ${frame}`);
      };
      await inOneCall(guide, page => Promise.all(worn.map(theme => look(page, theme))));
    }
  });
  expect([...faults]).toEqual([]);
  expect(seen.length, `${seen}`).toBeGreaterThanOrEqual(30);
});

test('the guide of a login whose key is missing shows that without a fault', async ({ start }) => {
  const US = { login: 'qa-us@acme.test', name: 'US sales tax', mfaSetUpOn: '2026-01-05' };
  const guide = await GuideTab.open(await start({ list: list(AU, US) }), US.login);
  await addAxe(guide);
  await expect(guide.open.locator('[data-action="nobodyHasIt"]')).toBeVisible();
  expect(await faultsIn(guide)).toEqual([]);
  await guide.frame.locator('#scenario').selectOption('setUp');
  await expect(guide.frame.getByText('MFA was set up on Jan 5, 2026. If you set it up again')).toBeVisible();
  // It pushes the rail down so far that axe can't tell what is behind its last steps.
  await guide.frame.locator('[data-action="skipPrerequisites"]').click();
  await guide.frame.locator('#step-copyCode').click();
  await expect(guide.open.locator('[data-action="goToKey"]')).toBeVisible();
  expect(await faultsIn(guide)).toEqual([]);
});
