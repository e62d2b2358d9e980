import { deflateSync } from 'node:zlib';
import { chunk, SIGNATURE } from '../test/shared/pngChunk.mjs';

/**
 * Makes a picture of squares, as every program can read it: a PNG of grey values, one byte each.
 *
 * @param {readonly (readonly boolean[])[]} rows true is black
 * @param {number} scale pixels of a square's side
 */
export function png(rows, scale) {
  const width = (rows[0]?.length ?? 0) * scale;
  const lines = rows.flatMap(row => {
    // Each line begins with the number of its filter: none.
    const line = Buffer.from([0, ...row.flatMap(black => Array(scale).fill(black ? 0 : 255))]);
    return Array(scale).fill(line);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(lines.length, 4);
  header[8] = 8;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
