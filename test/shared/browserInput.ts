import type { Locator, Page } from '@playwright/test';

/** Shift among the modifiers of Chromium's protocol. */
const SHIFT = 8;

/** Copies a picture, as a screenshot program does. */
export async function copyPicture(page: Page, png: Buffer): Promise<void> {
  await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), character => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  })()`);
}

/**
 * Drops a file from outside the browser on a place in a page.
 *
 * @param over what the way there leads over, with Shift held down
 */
export async function dropFile(page: Page, file: string, target: Locator, over?: Locator): Promise<void> {
  await page.bringToFront();
  await target.scrollIntoViewIfNeeded();
  const there = await centreOf(target);
  const way = over ? [await centreOf(over), there, there] : [there, there];
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop', point: Point): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, ...point, data, modifiers: over ? SHIFT : 0 });
  for (const point of way) {
    await drag('dragEnter', point);
    await drag('dragOver', point);
  }
  await drag('drop', there);
  await session.detach();
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function centreOf(element: Locator): Promise<Point> {
  const box = await element.boundingBox();
  if (!box) throw new Error('The element cannot be seen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
