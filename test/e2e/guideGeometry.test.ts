import { expect } from '@playwright/test';
import { AU, LIST, list, SETTINGS } from '../shared/lists';
import { Guide } from './guide';
import { visitScenes } from './guideScenes';
import { test } from './test';

/** What a person must see of a step, and how much of the page there is to see it in. Pixels. */
interface Geometry {
  readonly height: number;
  /** From the top of what is in sight. */
  readonly parts: Readonly<Record<'title' | 'button' | 'picture', { top: number; bottom: number } | null>>;
  /** Of Xero's labels in the picture. */
  readonly smallestText: number | null;
}

const GEOMETRY = `(() => {
  const step = document.querySelector('.current-step');
  const box = element => {
    if (!element) return null;
    const { top, bottom } = element.getBoundingClientRect();
    return { top: Math.floor(top), bottom: Math.ceil(bottom) };
  };
  const picture = step.querySelector('.picture svg');
  const scale = picture && picture.getScreenCTM().a;
  const sizes = picture ? Array.from(picture.querySelectorAll('text'), each => parseFloat(getComputedStyle(each).fontSize)) : [];
  return {
    height: innerHeight,
    parts: {
      title: box(step.querySelector('h2')),
      button: box(step.querySelector('.primary') ?? step.querySelector('.buttons button')),
      picture: box(step.querySelector('.picture')),
    },
    smallestText: sizes.length > 0 ? scale * Math.min(...sizes) : null,
  };
})()`;

/** A step as it is opened: not with an error below a field, or with what to do about a rejected code. */
const isPlain = (scene: string): boolean => !/error|troubleshooting|stored|about to end/.test(scene);

test.describe('the step that the guide is at', () => {
  test.afterEach(({ host }) => host.closeWindows());

  for (const { theme, language, width, sidebar } of [
    { theme: 'Light Modern', language: 'en', width: 1280, sidebar: true },
    { theme: 'Default High Contrast', language: 'fr', width: 1280, sidebar: true },
    { theme: 'Dark Modern', language: 'fr', width: 448, sidebar: false },
  ]) {
    test(`is in sight with its title, button and picture (${theme}, ${language}, ${width} pixels)`, async ({
      host,
    }) => {
      const settings = JSON.stringify({ 'workbench.colorTheme': theme, 'xeroMfa.minimumRemaining': 0 });
      const folder = await host.workspace('geometry', { [LIST]: list(AU), [SETTINGS]: settings });
      const profile = await host.profile();
      await profile.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
      const window = await host.open(folder, profile);
      await window.page.setViewportSize({ width, height: 720 });
      await window.page.emulateMedia({ reducedMotion: 'reduce' });
      await window.activityBarItem.click();
      await window.row(AU.name).first().waitFor();
      const guide = new Guide(window);
      await window.row(AU.name).first().hover();
      await window.row(AU.name).first().locator('.action-label.codicon-book').click();
      await guide.heading.waitFor();
      if (!sidebar) await window.run('View: Close Primary Side Bar');

      const seen: string[] = [];
      const faults: string[] = [];
      await visitScenes(guide, async scene => {
        if (!isPlain(scene)) return;
        const { height, parts, smallestText } = await guide.evaluate<Geometry>(GEOMETRY);
        seen.push(scene);
        const boxes = Object.entries(parts).flatMap(([part, box]) => (box ? [{ part, ...box }] : []));
        // Where it is narrow, one scroll to the title may be needed.
        const top = sidebar ? 0 : (parts.title?.top ?? 0);
        for (const box of boxes) {
          if (box.top < top || box.bottom - top > height)
            faults.push(`${scene}: ${box.part} from ${box.top - top} to ${box.bottom - top} of ${height}`);
        }
        if (sidebar && smallestText !== null && smallestText < 7)
          faults.push(`${scene}: text of ${smallestText.toFixed(1)} pixels in the picture`);
      });
      expect(faults).toEqual([]);
      expect(seen.length, `${seen}`).toBeGreaterThanOrEqual(20);
    });
  }
});
