import type { KeyPlace } from '../importedKey';
import { TotpSecret } from '../totp';
import { type XmlPart, xmlParts } from '../xmlParts';
import { keysInFields, keysOrLinks } from './customFields';
import { entryKey, isXeroUri, keyFromFields } from './entryKey';
import type { Found, KeyFormat } from './keyFormat';

/** A database of KeePass 2 or KeePassXC, as XML. */
export const keePassXml = {
  app: 'KeePass',
  recognises: ({ lines }) => lines.slice(0, 5).some(line => line.includes('<KeePassFile')),

  *read({ lines }) {
    for (const { fields, place } of entriesIn(xmlParts(lines.join('\n')))) yield* keysOf(fields, place);
  },
} as const satisfies KeyFormat;

interface Entry {
  readonly fields: ReadonlyMap<string, string>;
  readonly place: KeyPlace | undefined;
}

function* entriesIn(parts: Iterable<XmlPart>): Iterable<Entry> {
  let bin: string | undefined;
  /** The UUIDs of the groups that an entry is in. */
  const groups: string[] = [];
  let fields = new Map<string, string>();
  let [key, value] = ['', ''];
  for (const { path, text } of parts) {
    const [parent, name] = path.slice(-2);
    if (text === undefined) {
      if (name === 'Group') groups.push('');
      else if (name === '/Group') groups.pop();
      // The entries of a history are in the entry itself, which stands before them.
      else if (name === 'Entry' && !path.includes('History')) fields = new Map();
      else if (name === '/String' && !path.includes('History')) fields.set(key, value);
      else if (name === '/Entry' && !path.includes('History'))
        yield { fields, place: groups.some(group => group !== '' && group === bin) ? 'bin' : undefined };
      if (name === 'String') [key, value] = ['', ''];
    } else if (name === 'RecycleBinUUID') bin = text.trim();
    else if (name === 'UUID' && parent === 'Group') groups.splice(-1, 1, text.trim());
    else if (name === 'Key' && parent === 'String') key += text;
    else if (name === 'Value' && parent === 'String') value += text;
  }
}

/** Fields of KeePass 2.47 and later, of the plug-ins KeeOtp and KeeTrayTOTP, and of KeePassXC. */
function* keysOf(fields: ReadonlyMap<string, string>, place: KeyPlace | undefined): Iterable<Found> {
  const field = (name: string): string => fields.get(name)?.trim() ?? '';
  const issuer = isXeroUri(field('URL')) ? 'Xero' : field('Title');
  const label = { account: field('UserName'), issuer };
  const password = fields.get('Password') ?? '';
  const entry = builtIn(field) ?? keeOtp(field('otp')) ?? keeTrayTotp(field);
  if (entry) {
    const { type, secret, ...parameters } = entry;
    yield { key: { ...keyFromFields(type, secret, label, parameters), ...(place && { place }) }, password };
    return;
  }
  const named = [...fields].filter(([name]) => !NEVER_KEYS.has(name));
  const texts = keysInFields(named.map(([name, text]) => ({ name, value: text.trim() })));
  for (const text of keysOrLinks(texts, field('Notes')))
    yield { key: entryKey(text, label, place), password };
}

/** What every entry has, and what is not for us. */
const NEVER_KEYS = new Set(['UserName', 'URL', 'Title', 'Password', 'Notes']);

interface KeyFields {
  readonly type: string;
  readonly secret: string;
  readonly algorithm: string | null;
  readonly digits: string | null;
  readonly period: string | null;
}

type Field = (name: string) => string;

function builtIn(field: Field): KeyFields | undefined {
  const encoding = ['Base32', 'Hex', 'Base64', 'UTF8'].find(each => field(builtInName(each)) !== '');
  if (encoding === undefined) return undefined;
  return {
    type: 'totp',
    secret: base32Of(field(builtInName(encoding)), encoding),
    algorithm: field('TimeOtp-Algorithm'),
    digits: field('TimeOtp-Length'),
    period: field('TimeOtp-Period'),
  };
}

function builtInName(encoding: string): string {
  return encoding === 'UTF8' ? 'TimeOtp-Secret' : `TimeOtp-Secret-${encoding}`;
}

/** `key=…&step=30&size=6` */
function keeOtp(text: string): KeyFields | undefined {
  const parameters = new URLSearchParams(text);
  const key = parameters.get('key');
  if (!key) return undefined;
  return {
    type: parameters.get('type') || 'totp',
    secret: base32Of(key, parameters.get('encoding') || 'Base32'),
    algorithm: parameters.get('otpHashMode'),
    digits: parameters.get('size'),
    period: parameters.get('step'),
  };
}

/** A key, and `30;6` or `30;S` for Steam. */
function keeTrayTotp(field: Field): KeyFields | undefined {
  const secret = field('TOTP Seed');
  if (secret === '') return undefined;
  const [period = '', digits = ''] = field('TOTP Settings').split(';');
  return { type: digits === 'S' ? 'steam' : 'totp', secret, algorithm: null, digits, period };
}

/** A key in base32. Plug-ins keep it as it was entered. Empty if it can't be read. */
function base32Of(text: string, encoding: string): string {
  if (/^base32$/i.test(encoding)) return text;
  const bytes = bytesOf(text, encoding.toLowerCase());
  return bytes.length > 0 && bytes.length <= 256 ? new TotpSecret(bytes).base32 : '';
}

function bytesOf(text: string, encoding: string): Uint8Array {
  const plain = text.replace(/\s/g, '');
  if (encoding === 'hex' && /^(?:[0-9a-f]{2})+$/i.test(plain))
    return Uint8Array.from(plain.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
  if (encoding === 'base64' && /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i.test(plain))
    return Uint8Array.from(atob(plain), character => character.charCodeAt(0));
  return encoding === 'utf8' ? new TextEncoder().encode(text) : new Uint8Array();
}
