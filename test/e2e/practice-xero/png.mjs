import { deflateSync } from 'node:zlib';

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
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** `node:zlib` has one only from Node 20.15 on. @param {Buffer} data */
function crc32(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
