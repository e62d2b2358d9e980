import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AgeError } from './header';
import { type KeyWork, passphraseIdentity, passphraseRecipient } from './scryptRecipient';
import { x25519Identity } from './x25519Identity';
import { x25519Recipient } from './x25519Recipient';

/** The age file format (age-encryption.org/v1) with X25519 recipients only, compatible with the `age` command. */

export { AgeError, recipientCount } from './header';

/** A new identity, `AGE-SECRET-KEY-1…`. It is a secret: it decrypts everything encrypted to its recipient. */
export async function newIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** The recipient (public key) of an identity, `age1…`. Cached, because each look at a store asks for it. */
export const recipientOf = cached(identityToRecipient);

/** Whether a recipient is valid, its checksum (BIP 173) included. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** @param recipients X25519 recipients, at least one */
export async function encrypt(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new Error('There is nobody to encrypt to.');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    // Let age-encryption reject an invalid recipient, for its error message.
    if (isRecipient(recipient)) encrypter.addRecipient((await wrapperOf(recipient)) ?? recipient);
    else encrypter.addRecipient(recipient);
  }
  return encrypter.encrypt(text);
}

/** Cached, because a store is encrypted to the same recipients many times. */
const wrapperOf = cached(x25519Recipient);

/** @throws {@link AgeError} */
export async function decrypt(file: Uint8Array, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity((await ownStanzasOf(identity)) ?? identity);
  return decrypted(decrypter, file);
}

/** Cached, because a computer has one identity for all files. */
const ownStanzasOf = cached(x25519Identity);

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
 * @throws the reason if the signal of `work` is aborted
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
 * @throws {@link AgeError}: `notForUs` if the passphrase is wrong, or the file is encrypted to recipients. The reason if the
 * signal of `work` is aborted
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

/** Whether a file claims to be an age file, binary or armoured. */
export function isAgeFile(file: Uint8Array): boolean {
  return /^(?:age-encryption\.org\/v1\n|\s*-----BEGIN AGE ENCRYPTED FILE-----)/.test(startOf(file));
}

function unarmored(file: Uint8Array): Uint8Array {
  const isArmoured = startOf(file).trimStart().startsWith('-----BEGIN AGE');
  return isArmoured ? armor.decode(new TextDecoder().decode(file)) : file;
}

function startOf(file: Uint8Array): string {
  return new TextDecoder('latin1').decode(file.subarray(0, 64));
}

function cached<V>(make: (text: string) => Promise<V>): (text: string) => Promise<V> {
  const known = new Map<string, Promise<V>>();
  return text => {
    const value = known.get(text) ?? make(text);
    known.set(text, value);
    return value;
  };
}
