import { test as base, expect } from '@playwright/test';
import { type PracticeXero, startPracticeXero } from '../../practice-xero/server.mjs';
import { profileOptions } from '../../vscode-from-npm/browser.mjs';
import { FRAMES } from '../shared/geometry';
import { readThemes, type ThemeName, type Themes } from '../shared/themes';
import { Extension, type Place } from './extension';

interface Start extends Omit<Place, 'theme'> {
  readonly theme?: ThemeName;
  readonly frame?: { readonly width: number; readonly height: number };
}

interface PerWorker {
  readonly themes: Themes;
  /** The practice Xero, which the extension takes for Xero where a setting says so. */
  readonly site: PracticeXero;
  /** Starts the extension for a person of their own, and ends the one before. */
  readonly start: (given: Start) => Promise<Extension>;
}

/** A test of a page of the extension: the shipped code in a fake VS Code, and the page in a tab of a plain browser. */
export const test = base.extend<object, PerWorker>({
  themes: [async ({ browserName: _ }, use) => use(await readThemes()), { scope: 'worker' }],
  site: [
    async ({ browserName: _ }, use) => {
      const site = await startPracticeXero();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  start: [
    async ({ browser, themes }, use) => {
      let running: Extension | undefined;
      const end = async (): Promise<void> => {
        const ended = running;
        running = undefined;
        await ended?.dispose();
        expect(ended?.faults ?? []).toEqual([]);
      };
      await use(async ({ theme = 'Light Modern', frame = FRAMES.wide, ...place }) => {
        // Its pages would go on counting seconds beside those of the next one.
        await end();
        const context = await browser.newContext({
          ...profileOptions,
          viewport: frame,
          // What moves is clicked only when it stands still.
          reducedMotion: 'reduce',
        });
        running = Extension.start(context, { ...place, theme: themes[theme] });
        return running;
      });
      await end();
    },
    { scope: 'worker' },
  ],
});
