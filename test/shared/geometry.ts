import type { EvaluatingPage } from './evaluatingPage';

/** The size of a page in a window of VS Code, in pixels. The end-to-end test of the pages checks these. */
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

/** Whether a scene is a step as it is opened: not with an error below a field, or what to do about a rejected code. */
const isPlain = (scene: string): boolean => !/error|troubleshooting|stored|about to end/.test(scene);

/**
 * The parts of the open step that are out of sight, each fault in a line.
 *
 * @param scene of the guide; not looked at where it is more than a step as it is opened
 * @param isWide whether everything is to be seen without scrolling, and not after one scroll to the title
 */
export async function outOfSight(guide: EvaluatingPage, scene: string, isWide: boolean): Promise<string[]> {
  if (!isPlain(scene)) return [];
  const { height, parts, smallestText } = await guide.evaluate<Geometry>(GEOMETRY);
  const top = isWide ? 0 : (parts.title?.top ?? 0);
  const faults = Object.entries(parts).flatMap(([part, box]) =>
    box && (box.top < top || box.bottom - top > height)
      ? [`${part} from ${box.top - top} to ${box.bottom - top} of ${height}`]
      : [],
  );
  if (parts.title === null) faults.push('no title');
  if (isWide && smallestText !== null && smallestText < 7)
    faults.push(`text of ${smallestText.toFixed(1)} pixels in the picture`);
  return faults;
}

/** Whether the page is wider than what can be seen of it, in a line. */
export async function tooWide(page: EvaluatingPage): Promise<string[]> {
  const [wide, seen] = await page.evaluate<[number, number]>(
    '(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.documentElement)',
  );
  return wide > seen ? [`${wide} of ${seen} pixels wide`] : [];
}
