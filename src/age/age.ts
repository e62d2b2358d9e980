import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type KeyWork, passphraseIdentity, passphraseRecipient } from './scryptRecipient';
import { x25519Recipient } from './x25519Recipient';

/** The age file format (age-encryption.org/v1), with X25519 recipients alone: what the `age` command reads and writes. */

/** Why a file cannot be decrypted. */
export type AgeProblem = 'notForUs' | 'damaged';

/** Thrown by {@link decrypt}; holds nothing of the file. */
export class AgeError extends Error {
  override readonly name = 'AgeError';

  constructor(readonly problem: AgeProblem) {
    super(problem);
  }
}

/** A new identity, `AGE-SECRET-KEY-1…`. It is as secret as all it can decrypt. */
export async function newIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** The public key of an identity, `age1…`. */
export async function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

/** Whether the checksum of a recipient (BIP 173) is right. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** @param recipients X25519 recipients, one at least */
export async function encrypt(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new Error('There is nobody to encrypt to.');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    // Of age-encryption itself where that is refused, for what it says of it.
    if (isRecipient(recipient)) encrypter.addRecipient((await wrapperOf(recipient)) ?? recipient);
    else encrypter.addRecipient(recipient);
  }
  return encrypter.encrypt(text);
}

const wrappers = new Map<string, ReturnType<typeof x25519Recipient>>();

/** Made once for each recipient: a store is encrypted to the same ones again and again. */
function wrapperOf(recipient: string): ReturnType<typeof x25519Recipient> {
  const wrapper = wrappers.get(recipient) ?? x25519Recipient(recipient);
  wrappers.set(recipient, wrapper);
  return wrapper;
}

/** @throws {@link AgeError} */
export async function decrypt(file: Uint8Array, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypted(decrypter, file);
}

async function decrypted(decrypter: Decrypter, file: Uint8Array, signal?: AbortSignal): Promise<string> {
  try {
    const text = await decrypter.decrypt(unarmored(file));
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (error) {
    signal?.throwIfAborted();
    const isForOthers = error instanceof Error && /no identity matched/.test(error.message);
    throw new AgeError(isForOthers ? 'notForUs' : 'damaged');
  }
}

/**
 * Encrypts a text with a passphrase, as `age -p` does. Takes about a second.
 *
 * @throws what the signal of `work` is aborted with
 */
export async function encryptWithPassphrase(
  text: string,
  passphrase: string,
  work?: KeyWork,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase, work));
  return encrypter.encrypt(text);
}

/**
 * @throws {@link AgeError}; `notForUs` where the passphrase is another one, or the file is for recipients. What the
 * signal of `work` is aborted with
 */
export async function decryptWithPassphrase(
  file: Uint8Array,
  passphrase: string,
  work?: KeyWork,
): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passphraseIdentity(passphrase, work));
  return decrypted(decrypter, file, work?.signal);
}

/** Whether a file says that it is one of age, in binary or armoured. */
export function isAgeFile(file: Uint8Array): boolean {
  return /^(?:age-encryption\.org\/v1\n|\s*-----BEGIN AGE ENCRYPTED FILE-----)/.test(startOf(file));
}

/** To how many X25519 recipients a file is encrypted. Who they are cannot be told from it. */
export function recipientCount(file: Uint8Array): number {
  const [header = ''] = new TextDecoder('latin1').decode(file).split('\n---', 1);
  return header.split('\n').filter(line => line.startsWith('-> X25519 ')).length;
}

function unarmored(file: Uint8Array): Uint8Array {
  const isArmoured = startOf(file).trimStart().startsWith('-----BEGIN AGE');
  return isArmoured ? armor.decode(new TextDecoder().decode(file)) : file;
}

function startOf(file: Uint8Array): string {
  return new TextDecoder('latin1').decode(file.subarray(0, 64));
}
