/** The longest side to which pictures are scaled down, in pixels: a QR code needs far fewer. */
const LONGEST = 1600;

/** A part of a picture, in its pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The corners of what is painted over, in the picture's pixels. */
export type Mask = readonly { readonly x: number; readonly y: number }[];

/** How a part is scaled down. */
export function zoomOf({ width, height }: Part, zoom = 1): number {
  return Math.min(zoom, LONGEST / Math.max(width, height));
}

/** Puts a part of a picture on a background, for transparent ones. */
export function drawn(
  bitmap: ImageBitmap,
  part: Part,
  background: string,
  masks: readonly Mask[],
  zoom = 1,
): ImageData {
  const scale = zoomOf(part, zoom);
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, part.x, part.y, part.width, part.height, 0, 0, width, height);
  for (const mask of masks) {
    context.beginPath();
    for (const { x, y } of mask) context.lineTo((x - part.x) * scale, (y - part.y) * scale);
    context.fill();
  }
  return context.getImageData(0, 0, width, height);
}

/** Swaps light and dark, in place. */
export function inverted(image: ImageData): ImageData {
  const { data } = image;
  for (let at = 0; at < data.length; at++) {
    if (at % 4 !== 3) data[at] = 255 - (data[at] ?? 0);
  }
  return image;
}

/** A 3×3 median filter: removes specks and keeps edges. */
export function smoothed({ data, width, height }: ImageData): ImageData {
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
