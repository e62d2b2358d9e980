import decodeQR from 'qr/decode.js';

/** The longest side to which pictures are scaled down, in pixels: a QR code needs far fewer. */
const LONGEST = 1600;
/** The time limit of one attempt, in milliseconds, and its effort. */
const LOOK = { timeLimit: 1000, effort: 8 };

/**
 * The text of the QR code in a picture, or `undefined` if none is found.
 *
 * @throws if this browser cannot read the file as a picture
 */
export async function readQr(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file);
  try {
    for (const look of LOOKS) {
      const text = decode(look(bitmap));
      if (text !== undefined) return text;
      // Lets the page update its countdown between attempts.
      await new Promise(resolve => setTimeout(resolve));
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

function decode(image: ImageData): string | undefined {
  try {
    return decodeQR(image, LOOK);
  } catch {
    // The decoder throws if it finds no code.
    return undefined;
  }
}

/** Preparations of a picture, the most successful ones first. */
const LOOKS: readonly ((bitmap: ImageBitmap) => ImageData)[] = [
  bitmap => drawn(bitmap, '#fff'),
  bitmap => inverted(drawn(bitmap, '#fff')),
  bitmap => drawn(bitmap, '#fff', 3),
  bitmap => smoothed(drawn(bitmap, '#fff')),
  bitmap => drawn(bitmap, '#000'),
];

/** Puts a picture on a background, for transparent ones. */
function drawn(bitmap: ImageBitmap, background: string, zoom = 1): ImageData {
  const scale = Math.min(zoom, LONGEST / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function inverted(image: ImageData): ImageData {
  const { data } = image;
  for (let at = 0; at < data.length; at++) {
    if (at % 4 !== 3) data[at] = 255 - (data[at] ?? 0);
  }
  return image;
}

/** A 3×3 median filter: removes specks and keeps edges. */
function smoothed({ data, width, height }: ImageData): ImageData {
  const result = new ImageData(width, height);
  const around: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      around.length = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          around.push(data[(row * width + column) * 4 + 1] ?? 0);
        }
      }
      around.sort((a, b) => a - b);
      const median = around[around.length >> 1] ?? 0;
      result.data.set([median, median, median, 255], (y * width + x) * 4);
    }
  }
  return result;
}
