import { readLabel } from './keyLabel';

/** The parts of a link as `otpauth://TYPE/LABEL?PARAMETERS` (Key URI Format), or of another link for keys. */
export interface OtpauthUri {
  /** In lower case, without its colon. */
  readonly scheme: string;
  /** In lower case. Empty if the link has none. */
  readonly type: string;
  readonly account: string;
  readonly issuer: string;
  /** The label, decoded but not cleaned. */
  readonly label: string;
  /** The decoded values of a parameter, by its name in lower case. */
  valuesOf(name: string): readonly string[];
}

/** Parameters that apps write. A question mark or an ampersand begins one of these even where it was not encoded. */
const PARAMETERS =
  'secret|issuer|algorithm|algo|digits|period|counter|image|icon|lock|encoder|color|codeDisplay|data';

const PARAMETER_START = new RegExp(`&(?:amp;|#38;|#x26;)*|[?](?=(?:${PARAMETERS})=)`, 'i');
/** Where the parameters begin. */
export const QUERY_START = new RegExp(`\\?[\\w.-]*=|&(?:amp;|#38;)*(?:${PARAMETERS})=`, 'i');

/** What apps write for a value that they don't have. */
const ABSENT = /^\s*(?:null|undefined|none|nil)?\s*$/i;

/**
 * Takes a link apart. Only what its parts mean is left to the caller: the label and the parameters may have characters that
 * should have been encoded, and their ampersands may come from HTML.
 *
 * @returns `undefined` if the text is not a link
 */
export function parseOtpauthUri(text: string): OtpauthUri | undefined {
  const link = text.replace(/[\t\r\n]/g, '');
  const [start, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(link) ?? [];
  if (start === undefined) return undefined;
  const encoded = link.slice(start.length);
  const rest = QUERY_START.test(encoded) ? encoded : encoded.replace(/%3F.*$/i, decoded);
  const { index: queryAt = rest.length } = QUERY_START.exec(rest) ?? {};
  const [, type = '', path = ''] = /^([^/?#]*)\/*(.*)$/s.exec(rest.slice(0, queryAt)) ?? [];
  const parameters = new Map<string, string[]>();
  for (const part of rest.slice(queryAt + 1).split(PARAMETER_START)) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = decoded(part.slice(0, equals)).replace(/^amp;/i, '').trim().toLowerCase();
    const value = decoded(part.slice(equals + 1).replaceAll('+', ' '));
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  const valuesOf = (name: string): readonly string[] => parameters.get(name) ?? [];
  const label = decodedLabel(path);
  return {
    scheme: scheme.toLowerCase(),
    type: type.toLowerCase(),
    label,
    valuesOf,
    ...labelIn(label, valuesOf),
  };
}

/** The usable values of a parameter, each once: without those that stand for no value. */
export function usableValues(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter(value => !ABSENT.test(value));
}

function labelIn(label: string, valuesOf: OtpauthUri['valuesOf']): { account: string; issuer: string } {
  const [issuer, ...others] = usableValues(valuesOf('issuer'));
  return readLabel(label, others.length > 0 ? '' : issuer);
}

/** Some apps encode a label twice. */
function decodedLabel(path: string): string {
  const label = decoded(path);
  return label.includes('@') ? label : decoded(label);
}

/** Decodes what is encoded; a percent sign that encodes nothing stays. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, bytes => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
