import type { ListProblem } from './listProblem';

/** Lists of this many bytes or more are not read. */
export const MAXIMUM_LIST_BYTES = 5_000_000;

const BYTE_ORDER_MARK = '\uFEFF';

/** The text of a list file as editors show it, without the byte order mark. */
export interface ListText {
  readonly text: string;
  readonly hasByteOrderMark: boolean;
}

/** Decodes a list file strictly as UTF-8: invalid bytes are reported, not replaced. */
export function decodeList(bytes: Uint8Array): ListText | ListProblem {
  if (bytes.byteLength >= MAXIMUM_LIST_BYTES)
    return { kind: 'tooLarge', severity: 'error', offset: 0, length: 0 };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
    return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark };
  } catch {
    return { kind: 'invalidUtf8', severity: 'error', offset: firstInvalid(bytes), length: 1 };
  }
}

/** The reverse of {@link decodeList}. */
export function encodeList({ text, hasByteOrderMark }: ListText): Uint8Array {
  return new TextEncoder().encode(hasByteOrderMark ? BYTE_ORDER_MARK + text : text);
}

/** The offset of the first invalid byte in the text that an editor shows, where a replacement character stands for it. */
function firstInvalid(bytes: Uint8Array): number {
  const shown = new TextDecoder('utf-8').decode(bytes);
  const encoder = new TextEncoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (;;) {
    const offset = shown.indexOf('\uFFFD', from);
    if (offset < 0) return 0;
    at += encoder.encode(shown.slice(from, offset)).byteLength;
    const written = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (!written) return offset;
    at += 3;
    from = offset + 1;
  }
}
