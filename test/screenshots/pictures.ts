import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/folders.mjs';
import { test } from '../e2e/test';
import { LIST } from '../shared/lists';
import { Camera } from './camera';
import { tourOfGuide } from './guideTour';
import { tourOfImport } from './importTour';
import { tourOfTeam } from './teamTour';
import { tourOfNothing, tourOfSample } from './tour';

const FOLDER = join(root, 'docs/pictures');
const VIEW = { viewport: { width: 1120, height: 760 }, deviceScaleFactor: 1.5 };
/** A step of the guide with its picture fits into it. */
const GUIDE_VIEW = {
  viewport: { width: 1000, height: 740 },
  deviceScaleFactor: 1,
  reducedMotion: 'reduce' as const,
};

for (const { name, tour, view, hasList } of [
  { name: 'nothing', tour: tourOfNothing, view: VIEW, hasList: false },
  { name: 'sample', tour: tourOfSample, view: VIEW, hasList: true },
  { name: 'guide', tour: tourOfGuide, view: GUIDE_VIEW, hasList: true },
  { name: 'import', tour: tourOfImport, view: GUIDE_VIEW, hasList: true },
  { name: 'team', tour: tourOfTeam, view: VIEW, hasList: true },
]) {
  test(name, async ({ host }, { project }) => {
    const list = hasList ? { [LIST]: await readFile(join(root, 'media/sample', LIST)) } : {};
    const folder = await host.workspace(name, list);
    const window = await host.open(folder, await host.profile(view));
    await tour(window, new Camera(window.page, FOLDER, project.name), async () =>
      host.open(folder, await host.profile(view)),
    );
    await host.closeWindows();
  });
}
