/** A file in an archive. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is read of an archive: no more, however much it claims to hold. */
export interface ZipLimits {
  readonly files: number;
  /** Bytes of all files together. */
  readonly bytes: number;
}

const [END, ENTRY] = [0x06054b50, 0x02014b50];
/** The record at the end of an archive, with the longest comment that may follow it. */
const LONGEST_END = 22 + 0xffff;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;
/** In bytes. */
const SLICE = 2048;

/**
 * The files of a ZIP archive (ISO/IEC 21320-1) whose names are wanted.
 *
 * @returns `undefined` if the archive is damaged or encrypted, or holds more than the limits
 */
export async function zipFiles(
  archive: Uint8Array,
  isWanted: (name: string) => boolean,
  limits: ZipLimits,
): Promise<readonly ZipFile[] | undefined> {
  try {
    return await filesIn(archive, isWanted, limits);
  } catch {
    // A number points outside of the archive, or the data can't be unpacked.
    return undefined;
  }
}

async function filesIn(
  archive: Uint8Array<ArrayBufferLike>,
  isWanted: (name: string) => boolean,
  limits: ZipLimits,
): Promise<readonly ZipFile[] | undefined> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  if (end < 0) return undefined;
  const count = view.getUint16(end + 10, true);
  const files: ZipFile[] = [];
  let left = limits.bytes;
  for (let index = 0, at = view.getUint32(end + 16, true); index < count; index++) {
    if (view.getUint32(at, true) !== ENTRY) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    if (isWanted(name)) {
      if (files.length >= limits.files || (view.getUint16(at + 8, true) & ENCRYPTED) !== 0) return undefined;
      const bytes = await unpacked(dataOf(archive, view, at), view.getUint16(at + 10, true), left);
      if (!bytes) return undefined;
      left -= bytes.byteLength;
      files.push({ name, bytes });
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - LONGEST_END); at--)
    if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** @param entry where its entry in the directory begins */
function dataOf(archive: Uint8Array, view: DataView, entry: number): Uint8Array {
  const size = view.getUint32(entry + 20, true);
  const header = view.getUint32(entry + 42, true);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + size > archive.byteLength) throw new RangeError('The archive is too short.');
  return archive.subarray(start, start + size);
}

/** Stops at the limit: a small archive may claim to hold much. */
async function unpacked(data: Uint8Array, method: number, limit: number): Promise<Uint8Array | undefined> {
  if (method === STORED) return data.byteLength <= limit ? data : undefined;
  if (method !== DEFLATED) return undefined;
  const stream = sliced(data).pipeThrough(new DecompressionStream('deflate-raw'));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** In small slices, because a browser unpacks all of a slice before anybody can stop it, up to a thousand times its size. */
function sliced(data: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < data.length) controller.enqueue(data.slice(at, at + SLICE));
      else controller.close();
      at += SLICE;
    },
  });
}
