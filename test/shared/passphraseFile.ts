import { Encrypter } from 'age-encryption';

/** An age file with a passphrase, made in a moment: its scrypt has 2^10 rounds in place of 2^18, which say nothing more of what reads it. */
export async function passphraseFile(text: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(10);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(text);
}
