import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { shrink } from './png';

/** A part of the page, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes pictures of parts of a window and writes them under the names of their subjects. */
export class Camera {
  constructor(
    private readonly page: Page,
    private readonly folder: string,
    private readonly theme: string,
  ) {}

  /** @param subject what the file is called, before its theme */
  async take(subject: string, clip: Box): Promise<void> {
    // Hover effects and tooltips of the last click don't belong in the picture.
    await this.page.mouse.move(this.page.viewportSize()?.width ?? 0, 0);
    await this.page.waitForTimeout(300);
    const png = shrink(await this.page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
    await writeFile(join(this.folder, `${subject}-${this.theme}.png`), png);
    console.log(`  ${subject}-${this.theme}.png  ${(png.byteLength / 1024).toFixed(0)} KB`);
  }
}

/** The smallest box around elements that can be seen, with a margin. */
export async function boxAround(locators: readonly Locator[], margin = 0): Promise<Box> {
  const boxes: Box[] = [];
  for (const locator of locators) {
    for (const element of await locator.all()) {
      const box = await element.boundingBox();
      if (box) boxes.push(box);
    }
  }
  if (boxes.length === 0) throw new Error('There is nothing to take a picture of.');
  const x = Math.max(0, Math.min(...boxes.map(box => box.x)) - margin);
  const y = Math.max(0, Math.min(...boxes.map(box => box.y)) - margin);
  const right = Math.max(...boxes.map(box => box.x + box.width)) + margin;
  const bottom = Math.max(...boxes.map(box => box.y + box.height)) + margin;
  return { x, y, width: right - x, height: bottom - y };
}
