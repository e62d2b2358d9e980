import type { Image } from 'qr/decode.js';

/** A square in a corner of a QR code, by its centre. Pixels. */
interface FinderPattern {
  readonly x: number;
  readonly y: number;
  /** The side of a module. */
  readonly module: number;
}

/** What a line through the middle of a finder pattern crosses, dark and light in turn, in modules. */
const RUNS = [1, 1, 3, 1, 1];
/** How far a run may differ, as a part of its length. Blurred edges move by half a module. */
const TOLERANCE = 0.6;
/** In pixels: noise is as fine as smaller modules. */
const SMALLEST_MODULE = 1.9;

/** Whether a picture of black and white seems to have a QR code, even one that can't be read. */
export function seemsToHaveCode(image: Image): boolean {
  const patterns = patternsIn(new BlackAndWhite(image));
  return patterns.some((corner, index) =>
    patterns.some((right, second) =>
      patterns.some(
        (below, third) =>
          index !== second && second < third && index !== third && areOfCode(corner, right, below),
      ),
    ),
  );
}

/** Whether three patterns are at a right angle, and of one size, as far apart as those of a code. */
function areOfCode(corner: FinderPattern, right: FinderPattern, below: FinderPattern): boolean {
  const sizes = [corner, right, below].map(({ module }) => module);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const [across, down] = [distance(corner, right), distance(corner, below)];
  const diagonal = distance(right, below);
  const modules = (across + down) / (smallest + largest) + 7;
  return (
    largest <= 1.4 * smallest &&
    Math.max(across, down) <= 1.3 * Math.min(across, down) &&
    Math.abs(across ** 2 + down ** 2 - diagonal ** 2) <= 0.25 * diagonal ** 2 &&
    modules >= 18 &&
    modules <= 180
  );
}

function distance(a: FinderPattern, b: FinderPattern): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** No more are compared: each with each other two. */
const MAXIMUM_PATTERNS = 60;

function patternsIn(image: BlackAndWhite): readonly FinderPattern[] {
  const patterns: FinderPattern[] = [];
  for (let y = 0; y < image.height && patterns.length < MAXIMUM_PATTERNS; y++) {
    const edges = image.edgesIn(y);
    for (let index = 0; index + 5 < edges.length; index += 2) {
      const [left = 0, , middle = 0, afterMiddle = 0, , right = 0] = edges.slice(index, index + 6);
      const x = Math.floor((middle + afterMiddle) / 2);
      if ((right - left) / 7 < SMALLEST_MODULE) continue;
      const pattern = { x, y, module: (right - left) / 7 };
      const isKnown = patterns.some(other => distance(pattern, other) < 4 * pattern.module);
      if (!isKnown && image.isCentre(pattern)) patterns.push(pattern);
    }
  }
  return patterns;
}

class BlackAndWhite {
  readonly #width: number;
  readonly height: number;
  readonly #data: Image['data'];

  constructor({ width, height, data }: Image) {
    this.#width = width;
    this.height = height;
    this.#data = data;
  }

  #isDark(x: number, y: number): boolean {
    return (this.#data[(y * this.#width + x) * 4] ?? 255) < 128;
  }

  /** Where a row turns dark, light, dark and so on. */
  edgesIn(y: number): readonly number[] {
    const edges: number[] = [];
    let isDark = false;
    for (let x = 0; x <= this.#width; x++) {
      if (isDark === (x < this.#width && this.#isDark(x, y))) continue;
      isDark = !isDark;
      edges.push(x);
    }
    return edges;
  }

  /** Whether lines in all directions cross a finder pattern here. Of the diagonal ones one may be blurred. */
  isCentre({ x, y, module }: FinderPattern): boolean {
    if (!this.#isDark(x, y)) return false;
    const down = this.#moduleAlong(x, y, 0, 1);
    if (down === undefined || Math.abs(down - module) > 0.4 * module) return false;
    if (this.#moduleAlong(x, y, 1, 0) === undefined) return false;
    return this.#moduleAlong(x, y, 1, 1) !== undefined || this.#moduleAlong(x, y, 1, -1) !== undefined;
  }

  /** The size of a module, if the line through a point crosses a finder pattern. */
  #moduleAlong(x: number, y: number, stepX: number, stepY: number): number | undefined {
    const [middle, light, dark] = this.#runsFrom(x, y, stepX, stepY);
    const [middleBack, lightBack, darkBack] = this.#runsFrom(x, y, -stepX, -stepY);
    const runs = [darkBack, lightBack, middleBack + middle + 1, light, dark];
    const module = runs.reduce((sum, run) => sum + run, 0) / 7;
    const isPattern = RUNS.every(
      (modules, index) =>
        Math.abs((runs[index] ?? 0) - modules * module) <= Math.min(modules, 2) * TOLERANCE * module,
    );
    return isPattern && module >= SMALLEST_MODULE ? module : undefined;
  }

  /** The lengths of a dark, a light and a dark run from a point on. */
  #runsFrom(x: number, y: number, stepX: number, stepY: number): [number, number, number] {
    const runs: [number, number, number] = [0, 0, 0];
    let run = 0;
    for (let [atX, atY] = [x + stepX, y + stepY]; this.#isInside(atX, atY); atX += stepX, atY += stepY) {
      if (this.#isDark(atX, atY) === (run === 1)) run++;
      if (run > 2) break;
      runs[run] = (runs[run] ?? 0) + 1;
    }
    return runs;
  }

  #isInside(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.#width && y < this.height;
  }
}
