// cspell:ignore apos
/** A start tag, an end tag (its name begins with `/`), or a text. */
export interface XmlPart {
  /** The names of the open elements, the innermost last. For a tag, its own name comes last. */
  readonly path: readonly string[];
  readonly text?: string;
}

const MAXIMUM_DEPTH = 100;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the elements and texts of XML. Declared entities are not expanded; damaged parts are skipped. */
export function* xmlParts(xml: string): Iterable<XmlPart> {
  const path: string[] = [];
  for (let at = 0; at < xml.length; ) {
    const tag = xml.indexOf('<', at);
    const end = tag < 0 ? xml.length : tag;
    if (end > at) yield { path: [...path], text: decoded(xml.slice(at, end)) };
    if (tag < 0) return;
    const [closing = '>', skips] = special(xml, tag);
    const close = xml.indexOf(closing, tag);
    if (close < 0) return;
    at = close + closing.length;
    if (closing === ']]>') yield { path: [...path], text: xml.slice(tag + 9, close) };
    if (skips) continue;
    const name = /^[^\s/>]*/.exec(xml.slice(tag + 1, Math.min(close, tag + 101)))?.[0] ?? '';
    if (xml[tag + 1] === '/') {
      path.pop();
      yield { path: [...path, `/${xml.slice(tag + 2, close).trim()}`] };
    } else if (xml[close - 1] === '/') yield { path: [...path, name] };
    else {
      if (path.length >= MAXIMUM_DEPTH) return;
      path.push(name);
      yield { path: [...path] };
    }
  }
}

/** How a part that is no element ends. */
function special(xml: string, tag: number): readonly [closing?: string, skips?: boolean] {
  if (xml.startsWith('<![CDATA[', tag)) return [']]>', true];
  if (xml.startsWith('<!--', tag)) return ['-->', true];
  return xml[tag + 1] === '?' || xml[tag + 1] === '!' ? ['>', true] : [];
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (entity, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
