import { deflateSync } from 'node:zlib';
import { encode as encodeJpeg } from 'jpeg-js';
import { encodeQR } from 'qr';
import { chunk, SIGNATURE } from './pngChunk.mjs';

/** Pictures of QR codes as people have them, made from a seed: the same ones in each run. */

export interface QrPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];
type Point = readonly [x: number, y: number];

/** How a picture is made of a QR code. */
interface Look {
  readonly dark?: Colour;
  readonly light?: Colour;
  /** What is around the code. */
  readonly page?: Colour;
  /** Pixels of a module's side. */
  readonly scale: number;
  /** In degrees. */
  readonly angle?: number;
  /** How far a corner is moved, as a part of the side. */
  readonly perspective?: number;
  /** Pixels of page around it, as a part of the side. */
  readonly margin?: number;
  /** The standard deviation of a pixel. */
  readonly noise?: number;
  /** The part of pixels that are black or white by chance. */
  readonly specks?: number;
  /** Radius of a box, in pixels. */
  readonly blur?: number;
  /** From one side to the other, as a part of the light. */
  readonly shade?: number;
  /** Quality of a JPEG, 1 to 100; without it, it is a PNG. */
  readonly jpeg?: number;
  /** Lines and boxes of a page around it. */
  readonly isScreenshot?: boolean;
}

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/** Numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The looks, each with random details. */
export const LOOKS: Readonly<Record<string, (random: () => number) => Look>> = {
  clean: random => ({ scale: 2 + Math.floor(random() * 7) }),
  scaled: random => ({ scale: 2.2 + random() * 5 }),
  rotated: random => ({ scale: 4 + random() * 3, angle: random() * 360, margin: 0.3 }),
  noisy: random => ({ scale: 4 + random() * 3, noise: 10 + random() * 30 }),
  speckled: random => ({ scale: 4 + random() * 3, specks: 0.01 + random() * 0.03 }),
  inverted: random => ({ scale: 3 + random() * 4, dark: WHITE, light: BLACK, page: BLACK }),
  pale: random => {
    const light = 150 + random() * 90;
    const dark = light - 25 - random() * 40;
    return {
      scale: 3 + random() * 4,
      dark: [dark, dark, dark],
      light: [light, light, light],
      page: [light, light, light],
    };
  },
  coloured: random => ({
    scale: 3 + random() * 4,
    dark: [20, 40, 110],
    light: [250, 240, 190],
    page: [250, 240, 190],
  }),
  transparent: random => ({ scale: 3 + random() * 4, light: [255, 255, 255, 0], page: [255, 255, 255, 0] }),
  'white on transparent': random => ({
    scale: 3 + random() * 4,
    dark: WHITE,
    light: [0, 0, 0, 0],
    page: [0, 0, 0, 0],
  }),
  'dark page': random => ({ scale: 3 + random() * 3, page: [30, 30, 30], margin: 0.6, isScreenshot: true }),
  'light on dark page': random => ({
    scale: 4 + random() * 3,
    dark: [230, 230, 230],
    light: [30, 30, 30],
    page: [30, 30, 30],
    margin: 0.5,
    isScreenshot: true,
  }),
  perspective: random => ({ scale: 5 + random() * 3, perspective: 0.04 + random() * 0.08, margin: 0.3 }),
  photograph: random => ({
    scale: 6 + random() * 2,
    angle: random() * 30 - 15,
    perspective: random() * 0.05,
    margin: 0.4,
    page: [150, 140, 130],
    noise: 6,
    blur: 1,
    shade: 0.3 * random(),
    jpeg: 60,
  }),
  'a small JPEG': random => ({ scale: 3 + random() * 4, jpeg: 30 + random() * 40 }),
};

/** The pixels of a picture of a text. */
export function qrImage(text: string, look: Look, random: () => number): Image {
  return drawn(encodeQR(text, 'raw', { ecc: 'medium', border: 4 }), look, random);
}

/** A picture of a text. */
export function qrPicture(name: string, text: string, look: Look, random: () => number): QrPicture {
  const image = qrImage(text, look, random);
  const bytes =
    look.jpeg === undefined
      ? png(image)
      : encodeJpeg({ ...image, data: Buffer.from(image.data) }, look.jpeg).data;
  return { name: `${name}.${look.jpeg === undefined ? 'png' : 'jpg'}`, bytes };
}

/** RGBA, one byte each. */
interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A PNG of a QR code on a dark page. */
export function darkPagePicture(text: string): Buffer {
  const random = randomNumbers(5);
  const look = LOOKS['dark page'];
  if (!look) throw new Error('There is no such look.');
  return Buffer.from(qrPicture('picture', text, look(random), random).bytes);
}

/** A PNG with pictures at places of a white page. What covers a picture comes after it. */
export function collage(
  width: number,
  height: number,
  pictures: readonly { readonly image: Image; readonly x: number; readonly y: number }[],
): Buffer {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const { image, x, y } of pictures)
    for (let row = 0; row < image.height; row++) {
      const from = row * image.width * 4;
      data.set(image.data.subarray(from, from + image.width * 4), ((y + row) * width + x) * 4);
    }
  return Buffer.from(png({ width, height, data }));
}

/** Black and white by chance. */
export function noiseImage(width: number, height: number, random: () => number): Image {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < data.length; at += 4) data.fill(random() < 0.5 ? 0 : 255, at, at + 3);
  return { width, height, data };
}

function drawn(modules: readonly (readonly boolean[])[], look: Look, random: () => number): Image {
  const { scale, margin = 0, angle = 0, perspective = 0, dark = BLACK, light = WHITE, page = light } = look;
  const side = modules.length;
  const size = Math.round(side * scale * (1 + 2 * margin));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = placement(
    side,
    size,
    scale,
    angle,
    perspective,
    random,
  );
  const data = new Uint8ClampedArray(size * size * 4);
  const pixels = new Uint32Array(data.buffer);
  const mixtures = mixturesOf(page, light, dark);
  const cells = Uint8Array.from(modules.flat(), isOn => (isOn ? 5 : 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      // Each pixel is the middle of four points in it.
      let mixture = 0;
      for (let point = 0; point < 4; point++) {
        const px = x + (point % 2 === 0 ? 0.25 : 0.75);
        const py = y + (point < 2 ? 0.25 : 0.75);
        const w = g * px + h * py + 1;
        const row = Math.floor((d * px + e * py + f) / w);
        const column = Math.floor((a * px + b * py + c) / w);
        if (row >= 0 && row < side && column >= 0 && column < side)
          mixture += cells[row * side + column] ?? 0;
      }
      pixels[y * size + x] = mixtures[mixture] ?? 0;
    }
  }
  const image = { width: size, height: size, data };
  if (look.isScreenshot) drawPage(image, side * scale, random);
  if (look.blur) blur(image, look.blur);
  spoil(image, look, random);
  return image;
}

/** The pixel that is made of four points, by how many of them are light and five times how many are dark. */
function mixturesOf(page: Colour, light: Colour, dark: Colour): Uint32Array {
  const data = new Uint8ClampedArray(21 * 4);
  for (let darks = 0; darks <= 4; darks++) {
    for (let lights = 0; lights <= 4 - darks; lights++) {
      const mix = (channel: number): number => {
        const [ofPage, ofLight, ofDark] = [page, light, dark].map(colour => colour[channel] ?? 255);
        return ((ofPage ?? 0) * (4 - lights - darks) + (ofLight ?? 0) * lights + (ofDark ?? 0) * darks) / 4;
      };
      data.set([0, 1, 2, 3].map(mix), (lights + 5 * darks) * 4);
    }
  }
  return new Uint32Array(data.buffer);
}

/** The eight numbers that lead from a pixel to a module: the code is turned, and its corners are moved. */
function placement(
  side: number,
  size: number,
  scale: number,
  angle: number,
  perspective: number,
  random: () => number,
): number[] {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const half = (side * scale) / 2;
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ].map(([x = 0, y = 0]): Point => {
    const move = (): number => (random() - 0.5) * 2 * perspective * side * scale;
    return [size / 2 + x * cos - y * sin + move(), size / 2 + x * sin + y * cos + move()];
  });
  return homography(corners, side);
}

/** The eight numbers that map four corners to those of a square. */
function homography(corners: readonly Point[], side: number): number[] {
  const square: Point[] = [
    [0, 0],
    [side, 0],
    [side, side],
    [0, side],
  ];
  const rows = corners.flatMap(([x, y], index) => {
    const [u, v] = square[index] ?? [0, 0];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  for (let column = 0; column < 8; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    const scale = pivot[column] ?? 1;
    for (let at = 0; at < 9; at++) pivot[at] = (pivot[at] ?? 0) / scale;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[column] ?? 0;
      for (let at = 0; at < 9; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return rows.map(row => row[8] ?? 0);
}

/** Lines as of text, and a frame, where the code is not. */
function drawPage({ width, height, data }: Image, code: number, random: () => number): void {
  const from = (width - code) / 2;
  for (let y = 12; y < height - 6; y += 14) {
    const end = width * (0.3 + random() * 0.6);
    for (let row = y; row < y + 5; row++) {
      for (let x = 10; x < end; x++) {
        const isInCode = x > from - 8 && x < from + code + 8 && row > from - 8 && row < from + code + 8;
        if (isInCode || x % 9 < 3) continue;
        const grey = 120 + (x % 5) * 20;
        data.set([grey, grey, grey], (row * width + x) * 4);
      }
    }
  }
}

function blur({ width, height, data }: Image, radius: number): void {
  const before = data.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let [sum, count] = [0, 0];
        for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++) {
          for (let column = Math.max(0, x - radius); column <= Math.min(width - 1, x + radius); column++) {
            sum += before[(row * width + column) * 4 + channel] ?? 0;
            count++;
          }
        }
        data[(y * width + x) * 4 + channel] = sum / count;
      }
    }
  }
}

function spoil(
  { width, data }: Image,
  { noise = 0, specks = 0, shade = 0 }: Look,
  random: () => number,
): void {
  if (noise === 0 && specks === 0 && shade === 0) return;
  for (let at = 0; at < data.length; at += 4) {
    const x = (at / 4) % width;
    const light = 1 - (shade * x) / width;
    // Of three, the sum is nearly normal; its deviation is one half.
    const shift = noise * 2 * (random() + random() + random() - 1.5);
    const speck = random() < specks ? (random() < 0.5 ? 0 : 255) : undefined;
    for (let channel = 0; channel < 3; channel++)
      data[at + channel] = speck ?? (data[at + channel] ?? 0) * light + shift;
  }
}

function png({ width, height, data }: Image): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), Buffer.from(data.subarray(y * width * 4, (y + 1) * width * 4))]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF of two colours: what is darker than the middle is black. Its LZW never makes use of what it could remember. */
export function gif({ width, height, data }: Image): Uint8Array {
  const bits: number[] = [];
  const put = (code: number): void => void bits.push(code & 1, (code >> 1) & 1, (code >> 2) & 1);
  // Codes stay three bits wide as long as they are forgotten after every two pixels.
  const [clear, end] = [4, 5];
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (pixel % 2 === 0) put(clear);
    put((data[pixel * 4] ?? 0) < 128 ? 0 : 1);
  }
  put(end);
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((byte, bit, place) => byte | (bit << place), 0),
  );
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(Buffer.from([block.length, ...block]));
  }
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size,
    // A table of four colours follows. Two are used.
    Buffer.from([0x81, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0]),
    Buffer.from([0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2]),
    ...blocks,
    Buffer.from([0, 0x3b]),
  ]);
}
