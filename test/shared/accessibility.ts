import axe from 'axe-core';
import type { EvaluatingPage } from './evaluatingPage';

/** Which rules of axe-core to go by: all, best practices among them, or those on colours. */
export type Rules = 'all' | 'colours';

interface Found {
  readonly violations: readonly string[];
  readonly incomplete: readonly { id: string; target: string; html: string; message: string }[];
  /** Whether the colours of something were looked at, and found right. */
  readonly hasColours: boolean;
  /** Faults of the texts in pictures. */
  readonly drawn: readonly string[];
}

/** Adds axe-core to a page, for {@link faultsIn}. */
export async function addAxe(page: EvaluatingPage): Promise<void> {
  await page.evaluate(axe.source);
}

/** What axe-core finds in a page that it was added to, each fault in a line. */
export async function faultsIn(page: EvaluatingPage, rules: Rules = 'all'): Promise<string[]> {
  // It would load the style sheets once more, which the page may not.
  const options = {
    resultTypes: ['violations', 'incomplete'],
    preload: false,
    ...(rules === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  };
  // All else that axe-core says, which is much, would only be thrown away here.
  const { violations, incomplete, hasColours, drawn } = await page.evaluate<Found>(
    `axe.run(${JSON.stringify(options)}).then(({ violations, incomplete, passes }) => ({
      violations: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary)),
      incomplete: incomplete.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, any }) => ({ id, target: String(target), html, message: any[0]?.message }))),
      hasColours: passes.some(({ id }) => id === 'color-contrast'),
      drawn: ${CONTRAST_OF_DRAWN_TEXT},
    }))`,
  );
  return [
    ...(hasColours ? [] : ['no colour was looked at']),
    ...violations,
    ...incomplete
      .filter(({ id, html }) => !(id === 'color-contrast' && isDrawn(html)))
      .map(({ id, target, message }) => `${id} at ${target} cannot be told: ${message}`),
    ...drawn,
  ];
}

/** What is behind a drawn text axe-core cannot tell, and a mark such as ✓ it takes for no text. */
function isDrawn(html: string): boolean {
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
