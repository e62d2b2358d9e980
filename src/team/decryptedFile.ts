import { AgeError, recipientCount } from '../age/header';
import { DetailsError, parseDetails, serialiseDetails } from '../core/loginDetails';
import { parseSecret } from '../core/secret';
import { SecretError, toUri } from '../core/secretUri';
import { MAXIMUM_STORE_FILE } from '../core/team/limits';
import { parseSharedFile, type SharedFile, type SharedKind } from '../core/team/sharedFile';
import type { SkipReason } from './skipped';

/** More members than this can't be told from a file that is made to be slow. */
const MAXIMUM_READERS = 500;

/** What a login's file has. Anyone may have written it. */
export interface DecryptedFile {
  readonly text: SharedFile;
  /** The key or the details as they are written here: other tools may write the same ones otherwise. */
  readonly value: string;
}

/**
 * Decrypts a login's file. Says nothing about who wrote it.
 *
 * @param login in lower case
 * @param decrypt throws an AgeError
 */
export async function decryptFile(
  kind: SharedKind,
  login: string,
  bytes: Uint8Array,
  decrypt: (file: Uint8Array) => Promise<string>,
): Promise<DecryptedFile | SkipReason> {
  const refused = refusalOf(bytes);
  if (refused) return refused;
  let decrypted: string;
  try {
    decrypted = await decrypt(bytes);
  } catch (error) {
    return error instanceof AgeError ? error.problem : 'damaged';
  }
  const text = parseSharedFile(decrypted);
  const value = readValue(kind, login, text);
  return value.isUsable ? { text, value: value.text } : value.reason;
}

/** Why a file isn't even decrypted. */
function refusalOf(bytes: Uint8Array): SkipReason | undefined {
  if (bytes.length > MAXIMUM_STORE_FILE) return 'tooLarge';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  if (start.startsWith('version https://git-lfs.github.com/')) return 'gitLfs';
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start)) return 'utf16';
  return recipientCount(bytes) > MAXIMUM_READERS ? 'tooManyReaders' : undefined;
}

type Value =
  | { readonly isUsable: true; readonly text: string }
  | { readonly isUsable: false; readonly reason: SkipReason };

function readValue(kind: SharedKind, login: string, { secret, others }: SharedFile): Value {
  try {
    const text =
      kind === 'key'
        ? toUri(parseSecret(secret, login).secret, login)
        : serialiseDetails(parseDetails(secret));
    return { isUsable: true, text };
  } catch (error) {
    if (error instanceof DetailsError) return { isUsable: false, reason: 'badAnswers' };
    if (error instanceof SecretError && error.problem.kind === 'otherLogin')
      return { isUsable: false, reason: 'otherLogin' };
    const hasKeyBelow = others.some(line => line.startsWith('otpauth://'));
    return { isUsable: false, reason: hasKeyBelow ? 'passwordFirst' : 'notKey' };
  }
}
