import { test as base, expect } from '@playwright/test';
import { profileOptions } from '../../vscode-from-npm/browser.mjs';
import { Extension, type Place } from './extension';
import { readThemes, type ThemeName, type Themes } from './themes';

/** The size of a page in a window of VS Code, in pixels. `pageFrame.test.ts` of the end-to-end tests checks these. */
export const FRAMES = {
  /** Beside the sidebar in a window of 1280 × 800. */
  wide: { width: 922, height: 698 },
  /** Beside the sidebar in a window of 1280 × 720. */
  low: { width: 922, height: 618 },
  /** In a window of 378 × 800, without the sidebar: what a zoom of 200 % makes of a window twice as large. */
  narrow: { width: 320, height: 698 },
  /** In a window of 640 × 800, without the sidebar. */
  medium: { width: 582, height: 698 },
  /** In a window of 448 × 720, without the sidebar. */
  narrowAndLow: { width: 390, height: 618 },
} as const;

interface Start extends Omit<Place, 'theme'> {
  readonly theme?: ThemeName;
  readonly frame?: { readonly width: number; readonly height: number };
}

interface PerWorker {
  readonly themes: Themes;
  /** Starts the extension for a person of their own. */
  readonly start: (given: Start) => Promise<Extension>;
}

/** A test of a page of the extension: the shipped code in a fake VS Code, and the page in a tab of a plain browser. */
export const test = base.extend<object, PerWorker>({
  themes: [async ({ browserName: _ }, use) => use(await readThemes()), { scope: 'worker' }],
  start: [
    async ({ browser, themes }, use) => {
      const started: Extension[] = [];
      await use(async ({ theme = 'Light Modern', frame = FRAMES.wide, ...place }) => {
        const context = await browser.newContext({
          ...profileOptions,
          viewport: frame,
          // What moves is clicked only when it stands still.
          reducedMotion: 'reduce',
        });
        const extension = Extension.start(context, { ...place, theme: themes[theme] });
        started.push(extension);
        return extension;
      });
      for (const { faults } of started) expect(faults).toEqual([]);
      for (const extension of started) await extension.dispose();
    },
    { scope: 'worker' },
  ],
});
