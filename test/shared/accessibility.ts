import { expect } from '@playwright/test';
import axe, { type AxeResults, type NodeResult } from 'axe-core';

/** Which rules of axe-core to go by: all, best practices among them, or those on colours. */
export type Rules = 'all' | 'colours';

/** A page of a webview. */
interface WebviewPage {
  /** The value of an expression in it. */
  evaluate<T>(expression: string): Promise<T>;
}

interface Found extends Pick<AxeResults, 'violations' | 'incomplete'> {
  /** The ids of the rules that something was looked at for, and found right. */
  readonly passed: readonly string[];
  /** Faults of the texts in pictures. */
  readonly drawn: readonly string[];
}

/** What axe-core finds in a page, each fault in a line. */
export async function faultsIn(page: WebviewPage, rules: Rules = 'all'): Promise<string[]> {
  // It would load the style sheets once more, which the page may not.
  const options = {
    resultTypes: ['violations', 'incomplete'],
    preload: false,
    ...(rules === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  };
  // All else that axe-core says, which is much, would only be thrown away here.
  const find = `'axe' in globalThis ? axe.run(${JSON.stringify(options)}).then(({ violations, incomplete, passes }) =>
    ({ violations, incomplete, passed: passes.map(({ id }) => id), drawn: ${CONTRAST_OF_DRAWN_TEXT} })) : undefined`;
  let found = await page.evaluate<Found | undefined>(find);
  if (!found) {
    await page.evaluate(axe.source);
    found = await page.evaluate<Found>(find);
  }
  const { violations, incomplete, passed, drawn } = found;
  expect(passed, 'no colour was looked at').toContain('color-contrast');
  return [
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    ),
    ...incomplete.flatMap(({ id, nodes }) =>
      nodes
        .filter(node => !(id === 'color-contrast' && isDrawn(node)))
        .map(({ target, any }) => `${id} at ${target} cannot be told: ${any[0]?.message}`),
    ),
    ...drawn,
  ];
}

/** What is behind a drawn text axe-core cannot tell, and a mark such as ✓ it takes for no text. */
function isDrawn({ html }: NodeResult): boolean {
  return html.startsWith('<text') || !/[\p{L}\d]/u.test(html.replace(/<[^>]*>/g, ''));
}

/** Paints each text of the pictures and what is behind it onto one pixel, as the page paints them. */
const CONTRAST_OF_DRAWN_TEXT = `(() => {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    .getContext('2d', { willReadFrequently: true });
  const paint = (colour, opacity) => {
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
  };
  const luminance = () => {
    const [red, green, blue] = Array.from(context.getImageData(0, 0, 1, 1).data, value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const faults = [];
  for (const text of document.querySelectorAll('svg text')) {
    const { x, y, width, height } = text.getBoundingClientRect();
    if (width === 0) continue;
    const behind = [];
    for (let element = text.closest('svg'); element; element = element.parentElement) {
      behind.unshift([getComputedStyle(element).backgroundColor, 1]);
    }
    for (const shape of text.closest('svg').querySelectorAll('*')) {
      if (shape.compareDocumentPosition(text) !== Node.DOCUMENT_POSITION_FOLLOWING) continue;
      if (!(shape instanceof SVGGeometryElement)) continue;
      const { fill, fillOpacity } = getComputedStyle(shape);
      const centre = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(shape.getScreenCTM().inverse());
      if (fill !== 'none' && shape.isPointInFill(centre)) behind.push([fill, Number(fillOpacity)]);
    }
    for (const [colour, opacity] of behind) paint(colour, opacity);
    const back = luminance();
    paint(getComputedStyle(text).fill, 1);
    const [darker, lighter] = [back, luminance()].sort((a, b) => a - b);
    const ratio = (lighter + 0.05) / (darker + 0.05);
    if (ratio < 4.5) faults.push('“' + text.textContent + '” in a picture has a contrast of ' + ratio.toFixed(2));
  }
  return faults;
})()`;
