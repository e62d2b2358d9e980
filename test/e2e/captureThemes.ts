import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { GuidePage } from '../shared/guidePage';
import { SETTINGS } from '../shared/lists';
import { THEME_OF_PAGE, THEMES, type Theme, type Themes } from '../shared/themes';

/** Has VS Code show a page in each theme, and takes from it what VS Code puts there. */
export async function captureThemes(guide: GuidePage, folder: string): Promise<Themes> {
  const captured = new Map<string, Theme>();
  for (const theme of THEMES) {
    await writeFile(join(folder, SETTINGS), JSON.stringify({ 'workbench.colorTheme': theme }));
    await expect(guide.frame.locator(`body[data-vscode-theme-id="${theme}"]`)).toBeVisible();
    captured.set(theme, await guide.evaluate<Theme>(THEME_OF_PAGE));
  }
  return Object.fromEntries(captured) as Themes;
}
