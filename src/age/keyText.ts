import { bech32 } from '@scure/base';

/** The 32 bytes of an identity, `AGE-SECRET-KEY-1…`. @throws if its checksum is wrong */
export function identityBytes(identity: string): Uint8Array {
  return bech32.decodeToBytes(identity.toLowerCase()).bytes;
}

/** The recipient `age1…` with these 32 bytes. */
export function recipientText(bytes: Uint8Array): string {
  return bech32.encodeFromBytes('age', bytes);
}
