import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, root } from '../../scripts/folders.mjs';
import { Host } from '../e2e/host';
import { Camera } from './camera';
import { useFontOfBrowser } from './fonts';
import { tourOfGuide } from './guideTour';
import { THEMES, type ThemeName } from './themes';
import { tourOfNothing, tourOfSample } from './tour';

const SAMPLE = '.xero-mfa/accounts.json';
const VIEW = { viewport: { width: 1120, height: 760 }, deviceScaleFactor: 1.5 };
/** A step of the guide with its picture is on it in full. */
const TALL_VIEW = {
  viewport: { width: 1000, height: 1500 },
  deviceScaleFactor: 1,
  reducedMotion: 'reduce' as const,
};
const CALM = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'xeroMfa.minimumRemaining': 0,
};

/** Drives the packaged extension and writes its pictures, in every theme. */
export async function screenshots(folder: string, themes: readonly ThemeName[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await mkdir(cache, { recursive: true });
  await useFontOfBrowser(join(cache, 'screenshots-fonts.conf'));
  for (const theme of themes) {
    const host = await Host.start({ ...CALM, 'workbench.colorTheme': THEMES[theme] });
    try {
      const nothing = await host.open(await host.workspace('nothing'), await host.profile(VIEW));
      await tourOfNothing(nothing, new Camera(nothing.page, folder, theme));
      const list = await readFile(join(root, 'media/sample', SAMPLE));
      const sample = await host.open(
        await host.workspace('sample', { [SAMPLE]: list }),
        await host.profile(VIEW),
      );
      await tourOfSample(sample, new Camera(sample.page, folder, theme));
      const guide = await host.open(
        await host.workspace('guide', { [SAMPLE]: list }),
        await host.profile(TALL_VIEW),
      );
      await tourOfGuide(guide, new Camera(guide.page, folder, theme));
    } finally {
      await host.stop();
    }
  }
}
