import { deflateSync, inflateSync } from 'node:zlib';
import { chunk, SIGNATURE } from '../shared/pngChunk.mjs';

/** As many as four bits can name. */
const COLOURS = 16;
/** Of these, the colours of areas, which are kept exactly; the rest is the edges of letters. */
const AREAS = 6;

/** A colour of a picture, as 0xRRGGBB, and how many pixels have it. */
type Colour = readonly [rgb: number, pixels: number];

/**
 * Makes a screenshot a fraction of its size: a few colours are all that a piece of a window needs.
 *
 * @param png as browsers write it: 8 bits a channel, not interlaced
 */
export function shrink(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const rgb of pixels) counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
  const palette: number[] = [];
  const indexOf = new Map<number, number>();
  const colours: Colour[] = [...counts].sort((a, b) => b[1] - a[1]);
  const areas = colours.splice(0, AREAS).map(colour => [colour]);
  for (const group of [...areas, ...medianCut(colours, COLOURS - AREAS)]) {
    for (const [rgb] of group) indexOf.set(rgb, palette.length);
    palette.push(commonest(group));
  }
  const stride = Math.ceil(width / 2) + 1;
  const rows = Buffer.alloc(stride * height);
  pixels.forEach((rgb, pixel) => {
    const column = pixel % width;
    const at = Math.floor(pixel / width) * stride + 1 + (column >> 1);
    // Two pixels a byte, the left one first.
    rows[at] = (rows[at] ?? 0) | ((indexOf.get(rgb) ?? 0) << (column % 2 === 0 ? 4 : 0));
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(rgb => [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Median cut: the group that spans most is cut in two, until there are enough groups. */
function medianCut(colours: Colour[], wanted: number): Colour[][] {
  const groups = colours.length === 0 ? [] : [colours];
  while (groups.length > 0 && groups.length < wanted) {
    const spans = groups.map(widest);
    const span = Math.max(...spans.map(({ span }) => span));
    if (span === 0) break;
    const at = spans.findIndex(each => each.span === span);
    const shift = spans[at]?.shift ?? 0;
    const sorted = (groups[at] ?? []).sort(([a], [b]) => ((a >> shift) & 0xff) - ((b >> shift) & 0xff));
    groups.splice(at, 1, sorted.slice(0, sorted.length >> 1), sorted.slice(sorted.length >> 1));
  }
  return groups;
}

function widest(colours: readonly Colour[]): { shift: number; span: number } {
  let best = { shift: 0, span: 0 };
  for (const shift of [16, 8, 0]) {
    const values = colours.map(([rgb]) => (rgb >> shift) & 0xff);
    const span = Math.max(...values) - Math.min(...values);
    if (span > best.span) best = { shift, span };
  }
  return best;
}

/** The colour that most pixels have: backgrounds keep theirs exactly. */
function commonest(colours: readonly Colour[]): number {
  return colours.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, channels);
  const pixels = Uint32Array.from({ length: width * height }, (_, pixel) =>
    bytes.readUIntBE(pixel * channels, 3),
  );
  return { width, height, pixels };
}

/** PNG §9: each row was written as differences to the pixels left of it and above it. */
function unfilter(filtered: Buffer, stride: number, channels: number): Buffer {
  const rows = filtered.length / (stride + 1);
  const bytes = Buffer.alloc(rows * stride);
  for (let row = 0; row < rows; row++) {
    const filter = filtered[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < channels ? 0 : (bytes[at - channels] ?? 0);
      const above = row === 0 ? 0 : (bytes[at - stride] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (bytes[at - stride - channels] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      bytes[at] = (filtered[row * (stride + 1) + column + 1] ?? 0) + predicted;
    }
  }
  return bytes;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [l, a, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (l <= a && l <= c) return left;
  return a <= c ? above : corner;
}
