import { expect } from '@playwright/test';
import { AU, LIST, list, SETTINGS } from '../shared/lists';
import { outOfSight } from '../shared/geometry';
import { stepOf } from '../shared/guidePage';
import { Guide } from './guide';
import { visitScenes } from '../pages/guideScenes';
import { test } from './test';
import type { Workbench } from './workbench';

/** A build task that opens the guide at step 8: a command gets arguments from a task, or from a key. */
const TASKS = JSON.stringify({
  version: '2.0.0',
  tasks: [
    {
      label: 'guide',
      command: `\${input:guide}`,
      group: { kind: 'build', isDefault: true },
      presentation: { reveal: 'never' },
    },
  ],
  inputs: [
    {
      id: 'guide',
      type: 'command',
      command: 'xeroMfa.openGuide',
      args: { login: AU.login, step: 8 },
    },
  ],
});

// The test of the page measures two other themes on its way, and that of French the guide where it is narrow.
test.describe('the step that the guide is at, in a window of 1280 × 720 with the sidebar', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;
  let guide: Guide;

  test.beforeAll(async ({ host }) => {
    const settings = JSON.stringify({
      'workbench.colorTheme': 'Default High Contrast',
      'xeroMfa.minimumRemaining': 0,
    });
    folder = await host.workspace('geometry', {
      [LIST]: list(AU),
      [SETTINGS]: settings,
      '.vscode/tasks.json': TASKS,
    });
    const profile = await host.profile({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    await profile.addInitScript("globalThis._VSCODE_NLS_LANGUAGE = 'fr'");
    window = await host.open(folder, profile);
    await window.activityBarItem.click();
    guide = new Guide(window);
  });
  test.afterAll(({ host }) => host.closeWindows());

  async function openFromSidebar(): Promise<void> {
    await window.row(AU.name).first().hover();
    await window.row(AU.name).first().locator('.action-label.codicon-book').click();
    await guide.heading.waitFor();
  }

  async function closeGuide(): Promise<void> {
    await window.run('View: Close Editor');
    await expect(window.page.locator('.tab')).toHaveCount(0);
  }

  test('is in sight with its title, button and picture, at every step', async () => {
    await openFromSidebar();
    expect(await outOfSight(guide, 'at the first open', true)).toEqual([]);
    const faults: string[] = [];
    const seen: string[] = [];
    await visitScenes(guide, async scene => {
      seen.push(scene);
      faults.push(...(await outOfSight(guide, scene, true)).map(fault => `${scene}: ${fault}`));
    });
    expect(faults).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(30);
  });

  test('is in sight where the guide opens at a kept place, and after a reload', async () => {
    for (const step of ['2', '8', '13']) {
      await guide.frame.locator(`#step-${stepOf(step)}`).click();
      await guide.at(step);
      await closeGuide();
      await openFromSidebar();
      await guide.at(step);
      expect(await outOfSight(guide, step, true), step).toEqual([]);
    }
    await window.reload();
    await guide.at('13');
    expect(await outOfSight(guide, 'after a reload', true)).toEqual([]);
  });

  test('is in sight where a command opens the guide at a step', async () => {
    await closeGuide();
    await window.run('Tasks: Run Build Task');
    await guide.at('8');
    expect(await outOfSight(guide, '8', true)).toEqual([]);
  });

  test('leaves the heading in sight where the window is too low for the rail', async () => {
    await guide.frame.locator(`#step-${stepOf('14')}`).click();
    await guide.at('14');
    await closeGuide();
    await window.page.setViewportSize({ width: 1280, height: 480 });
    await openFromSidebar();
    await guide.at('14');
    expect(await guide.evaluate('scrollY')).toBe(0);
    await expect(guide.heading).toBeInViewport({ ratio: 1 });
  });
});
