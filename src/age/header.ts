/** Why a file can't be decrypted. `notForUs`: the identity or the passphrase is another one. */
type AgeProblem = 'notForUs' | 'damaged';

/** Thrown for a file that can't be decrypted. Holds nothing of the file. */
export class AgeError extends Error {
  override readonly name = 'AgeError';

  constructor(readonly problem: AgeProblem) {
    super(problem);
  }
}

/** The number of X25519 recipients of a file. It does not show who they are. */
export function recipientCount(file: Uint8Array): number {
  const [header = ''] = new TextDecoder('latin1').decode(file).split('\n---', 1);
  return header.split('\n').filter(line => line.startsWith('-> X25519 ')).length;
}
