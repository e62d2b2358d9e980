import { decodeQRBatch } from 'qr/decode.js';
import { seemsToHaveCode } from './finderPatterns';
import { drawn, inverted, type Mask, type Part, smoothed, zoomOf } from './qrLooks';

/** What was read in a picture. */
export interface QrCodes {
  /** Each text once. */
  readonly texts: readonly string[];
  /** Whether there seem to be codes that could not be read, beside those that were. */
  readonly hasMore: boolean;
}

/** No more are read of one picture. */
const MAXIMUM_CODES = 30;
/** How many times the rest of a picture is searched, as long as codes are found in it. */
const MAXIMUM_ROUNDS = 3;
/** The time limit of one attempt, in milliseconds, and its effort. */
const LOOK = { timeLimit: 1000, effort: 8 };

/**
 * The text of the QR code in a picture, or `undefined` if none is found. Of several, one for MFA comes first.
 *
 * @throws if this browser cannot read the file as a picture
 */
export async function readQr(file: Blob): Promise<string | undefined> {
  const { texts } = await readQrCodes(file);
  return texts.find(text => /^otpauth/i.test(text)) ?? texts[0];
}

/**
 * The texts of all QR codes in a picture.
 *
 * @throws if this browser cannot read the file as a picture
 */
export async function readQrCodes(file: Blob): Promise<QrCodes> {
  const bitmap = await createImageBitmap(file);
  try {
    const reader = new PictureReader(bitmap);
    await reader.read();
    return { texts: [...reader.texts].slice(0, MAXIMUM_CODES), hasMore: reader.hasMore };
  } finally {
    bitmap.close();
  }
}

type Look = (bitmap: ImageBitmap, part: Part, masks: readonly Mask[]) => ImageData;

const onWhite: Look = (bitmap, part, masks) => drawn(bitmap, part, '#fff', masks);

const ENLARGED: Look = (bitmap, part, masks) => drawn(bitmap, part, '#fff', masks, 3);

/** Without enlarging the picture, which does little for a large one and takes long. */
const DIRECT_LOOKS: readonly Look[] = [onWhite, (...picture) => inverted(onWhite(...picture))];
/** Preparations of a picture, the most successful ones first. */
const QUICK_LOOKS: readonly Look[] = [...DIRECT_LOOKS, ENLARGED];
const SLOW_LOOKS: readonly Look[] = [
  (...picture) => smoothed(onWhite(...picture)),
  (bitmap, part, masks) => drawn(bitmap, part, '#000', masks),
];

/** Reads a picture in a bounded number of attempts: a few looks at the whole, and at 13 parts of it at most. */
class PictureReader {
  readonly texts = new Set<string>();
  /** Where codes were found, so that they are not found again. */
  readonly #masks: Mask[] = [];
  #suspects = false;

  constructor(private readonly bitmap: ImageBitmap) {}

  get hasMore(): boolean {
    return this.texts.size > 0 && (this.#suspects || this.texts.size > MAXIMUM_CODES);
  }

  async read(): Promise<void> {
    const { width, height } = this.bitmap;
    const whole = { x: 0, y: 0, width, height };
    await this.#scanUntilFound(QUICK_LOOKS, whole);
    if (this.texts.size === 0) await this.#scanParts(whole, QUICK_LOOKS);
    if (this.texts.size === 0) await this.#scanUntilFound(SLOW_LOOKS, whole);
    if (this.texts.size === 0) return;
    // Beside dark codes there may be light or small ones.
    await this.#scanRest(whole);
    if (!this.#suspects && zoomOf(whole) >= 1) return;
    const found = this.texts.size;
    await this.#scanParts(whole, this.#suspects ? QUICK_LOOKS : [onWhite]);
    if (this.texts.size > found) await this.#scanRest(whole);
  }

  async #scanUntilFound(looks: readonly Look[], whole: Part): Promise<void> {
    for (const look of looks) {
      await this.#scan(look, whole);
      if (this.texts.size > 0) return;
    }
  }

  /** Looks at what is left of the picture where codes were found. What still seems to be a code can't be read. */
  async #scanRest(whole: Part): Promise<void> {
    for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
      const before = this.texts.size;
      this.#suspects = false;
      for (const look of DIRECT_LOOKS) await this.#scan(look, whole, true);
      // Enlarging takes as long as all the rest, so only if something looks like a code.
      if (this.#suspects && zoomOf(whole, 3) >= 2) await this.#scan(ENLARGED, whole, true);
      if (this.texts.size === before) return;
    }
  }

  /** Codes that are too small, or too close to each other, may be found in a part of the picture. */
  async #scanParts(whole: Part, looks: readonly Look[]): Promise<void> {
    const parts = [...partsOf(whole, 2), ...(zoomOf(whole) < 0.5 ? partsOf(whole, 3) : [])];
    for (const part of parts) {
      for (const look of zoomOf(part, 3) < 2 ? looks.slice(0, DIRECT_LOOKS.length) : looks)
        await this.#scan(look, part);
    }
  }

  async #scan(look: Look, part: Part, isRest = false): Promise<void> {
    if (this.texts.size > MAXIMUM_CODES) return;
    const image = look(this.bitmap, part, this.#masks);
    const { width, height } = image;
    const scale = width / part.width;
    const [results = []] = await decodeQRBatch([image], {
      ...LOOK,
      maxSize: { width, height },
      pointsOnDetect: (points, result) => {
        if (result instanceof Error) return;
        this.#masks.push(
          points.outline.map(({ x, y }) => ({ x: part.x + x / scale, y: part.y + y / scale })),
        );
      },
      ...(isRest && {
        imageOnBitmap: image => {
          this.#suspects ||= seemsToHaveCode(image);
        },
      }),
    });
    for (const result of results) if (typeof result === 'string') this.texts.add(result);
    // Lets the page update its countdown between attempts.
    await new Promise(resolve => setTimeout(resolve));
  }
}

/** Parts that overlap, `count` a side. */
function partsOf({ width, height }: Part, count: number): Part[] {
  const [partWidth, partHeight] = [(width * 1.3) / count, (height * 1.3) / count];
  const at = (index: number, all: number, part: number): number => (index * (all - part)) / (count - 1);
  return Array.from({ length: count * count }, (_, index) => ({
    x: at(index % count, width, partWidth),
    y: at(Math.floor(index / count), height, partHeight),
    width: partWidth,
    height: partHeight,
  }));
}
