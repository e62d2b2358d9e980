import { isUtf8 } from 'node:buffer';
import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { AgeError } from '../../src/age/header';
import { identityBytes, recipientText } from '../../src/age/keyText';

const VERSION = 'age-encryption.org/v1';
/** The beginnings of X25519 keys in PKCS #8 and SPKI (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const TAG = 16;
const CHUNK = 64 * 1024 + TAG;

interface Stanza {
  readonly args: readonly string[];
  readonly body: Buffer;
}

/**
 * A machine's native X25519 identity, by `node:crypto`: to load age-encryption takes several times as long as to read a file.
 * The format is that of age-encryption.org/v1.
 */
export class MachineKey {
  readonly recipient: string;
  readonly #identity: string;
  readonly #secret: KeyObject;
  readonly #public: Buffer;

  /** @param identity `AGE-SECRET-KEY-1…` @throws if it has a typing mistake */
  constructor(identity: string) {
    this.#identity = identity;
    const der = Buffer.concat([PKCS8, identityBytes(identity)]);
    this.#secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    this.#public = createPublicKey(this.#secret)
      .export({ format: 'der', type: 'spki' })
      .subarray(SPKI.length);
    this.recipient = recipientText(this.#public);
  }

  /** The text of a binary file. An armoured one is read by age-encryption. @throws AgeError */
  async decrypt(file: Uint8Array): Promise<string> {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
    if (bytes.toString('latin1', 0, VERSION.length + 1) !== `${VERSION}\n`) {
      const { decrypt } = await import('../../src/age/age');
      return decrypt(file, this.#identity);
    }
    try {
      return this.#open(bytes);
    } catch (error) {
      throw error instanceof AgeError ? error : new AgeError('damaged');
    }
  }

  #open(file: Buffer): string {
    const { stanzas, mac, macAt, payloadAt } = readHeader(file);
    const fileKey = this.#fileKeyIn(stanzas);
    const expected = createHmac('sha256', derive(fileKey, '', 'header'))
      .update(file.subarray(0, macAt))
      .digest();
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected))
      throw new Error('The header was altered.');
    const nonce = file.subarray(payloadAt, payloadAt + 16);
    if (nonce.length < 16) throw new Error('The payload is missing.');
    const text = readPayload(file.subarray(payloadAt + 16), derive(fileKey, nonce, 'payload'));
    if (!isUtf8(text)) throw new Error('It is no text.');
    return text.toString('utf8').replace(/^\uFEFF/, '');
  }

  #fileKeyIn(stanzas: readonly Stanza[]): Buffer {
    for (const { args, body } of stanzas) {
      const [type, encoded = ''] = args;
      if (type !== 'X25519') continue;
      const share = fromBase64(encoded);
      if (args.length !== 2 || share.length !== 32 || body.length !== 32)
        throw new Error('The X25519 stanza is malformed.');
      const publicKey = createPublicKey({ key: Buffer.concat([SPKI, share]), format: 'der', type: 'spki' });
      // It rejects the all-zero secret of a low-order share.
      const shared = diffieHellman({ privateKey: this.#secret, publicKey });
      const key = derive(shared, Buffer.concat([share, this.#public]), `${VERSION}/X25519`);
      const fileKey = opened(body, key, Buffer.alloc(12));
      if (fileKey) return fileKey;
    }
    throw new AgeError('notForUs');
  }
}

/** @throws if it isn't exactly as the format has it */
function readHeader(file: Buffer) {
  const stanzas: Stanza[] = [];
  let at = VERSION.length + 1;
  const nextLine = (): string => {
    const end = file.indexOf('\n', at);
    if (end === -1) throw new Error('The header has no end.');
    const line = file.toString('latin1', at, end);
    at = end + 1;
    return line;
  };
  for (;;) {
    const start = at;
    const line = nextLine();
    if (line.startsWith('--- ')) {
      return { stanzas, mac: fromBase64(line.slice(4)), macAt: start + 3, payloadAt: at };
    }
    if (!/^->(?: [!-~]+)+$/.test(line)) throw new Error('The stanza is malformed.');
    let body = '';
    for (let part = nextLine(); ; part = nextLine()) {
      if (part.length > 64) throw new Error('The line is too long.');
      body += part;
      if (part.length < 64) break;
    }
    stanzas.push({ args: line.slice(3).split(' '), body: fromBase64(body) });
  }
}

/** Each chunk has its number and whether it is the last one in its nonce. */
function readPayload(payload: Buffer, key: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0, number = 0; ; at += CHUNK, number++) {
    const isLast = at + CHUNK >= payload.length;
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(number, 7);
    nonce.writeUInt8(isLast ? 1 : 0, 11);
    const chunk = opened(payload.subarray(at, at + CHUNK), key, nonce);
    if (!chunk || (isLast && number > 0 && chunk.length === 0)) throw new Error('The payload was altered.');
    chunks.push(chunk);
    if (isLast) return Buffer.concat(chunks);
  }
}

/** ChaCha20-Poly1305 (RFC 8439). @returns `undefined` if the key is another one, or something was altered */
function opened(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer | undefined {
  if (sealed.length < TAG) return undefined;
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  cipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
  } catch {
    return undefined;
  }
}

function derive(material: Buffer, salt: Buffer | string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, 32));
}

/** Canonical base64 without padding. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text) throw new Error('The base64 is malformed.');
  return bytes;
}
