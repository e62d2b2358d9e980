import { decodeText } from './decodeText';

/** A text file in an archive. */
export interface ArchivedText {
  /** Its path in the archive. */
  readonly name: string;
  readonly text: string;
}

/** Why an archive can't be read. Holds nothing of it. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(readonly problem: 'damaged' | 'encrypted' | 'tooLarge') {
    super(problem);
  }
}

/** Of all texts together, in bytes, whatever the archive says: a small one may claim to hold terabytes. */
const MAXIMUM_BYTES = 20_000_000;
const MAXIMUM_ENTRIES = 5000;
const MAXIMUM_TEXTS = 20;
/** In bytes. Deflate (RFC 1951) makes at most about a thousand times as many of them, before anybody can stop it. */
const SLICE = 2048;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/** Whether bytes begin as a ZIP archive does, such as the exports of 1Password (1PUX) and Proton Pass. */
export function isArchive([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && third === 3 && fourth === 4;
}

/**
 * The texts in a ZIP archive that may be an export: JSON, CSV, XML and plain ones, except files attached to entries.
 *
 * @throws {@link ArchiveError}
 */
export async function textsInArchive(archive: Uint8Array): Promise<readonly ArchivedText[]> {
  const texts: ArchivedText[] = [];
  let left = MAXIMUM_BYTES;
  for (const entry of entriesIn(archive)
    .filter(({ name }) => mayBeExport(name))
    .slice(0, MAXIMUM_TEXTS)) {
    if (entry.flags & ENCRYPTED) throw new ArchiveError('encrypted');
    const bytes = await contentOf(entry, archive, left);
    left -= bytes.length;
    texts.push({ name: entry.name, text: decodeText(bytes) });
  }
  return texts;
}

function mayBeExport(name: string): boolean {
  return (
    /\.(?:json|csv|txt|xml|data|2fas|pgp)$/i.test(name) &&
    !/(?:^|\/)(?:files|attachments|__MACOSX)\//i.test(name)
  );
}

interface ArchiveEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly compressedSize: number;
  readonly offset: number;
}

function entriesIn(archive: Uint8Array): readonly ArchiveEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  return guarded(() => {
    const end = endOfDirectory(view);
    const count = view.getUint16(end + 10, true);
    if (count > MAXIMUM_ENTRIES) throw new ArchiveError('tooLarge');
    const entries: ArchiveEntry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new ArchiveError('damaged');
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map(field =>
        view.getUint16(at + field, true),
      );
      const nameEnd = at + 46 + (nameLength ?? 0);
      entries.push({
        name: decodeText(archive.subarray(at + 46, nameEnd)),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        compressedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
      at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
    }
    return entries;
  });
}

/** The directory stands at the end, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  throw new ArchiveError('damaged');
}

async function contentOf(
  { method, compressedSize, offset }: ArchiveEntry,
  archive: Uint8Array,
  limit: number,
): Promise<Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const start = guarded(
    () => offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true),
  );
  const compressed = archive.subarray(start, start + compressedSize);
  if (compressed.length < compressedSize) throw new ArchiveError('damaged');
  if (method === DEFLATED) return inflated(compressed, limit);
  if (method !== STORED) throw new ArchiveError('damaged');
  if (compressedSize > limit) throw new ArchiveError('tooLarge');
  return compressed;
}

async function inflated(compressed: Uint8Array, limit: number): Promise<Uint8Array> {
  let at = 0;
  const slices = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < compressed.length) controller.enqueue(compressed.slice(at, at + SLICE));
      else controller.close();
      at += SLICE;
    },
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = slices.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) throw new ArchiveError('tooLarge');
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof ArchiveError ? error : new ArchiveError('damaged');
  }
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** Positions that an archive gives may be outside of it. */
function guarded<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new ArchiveError('damaged') : error;
  }
}
