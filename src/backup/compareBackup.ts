import type { Restored } from '../contributions/commands';
import { areSame, type BackupEntry } from '../core/backup';
import type { TotpSecret } from '../core/totp';
import { readAll } from '../secrets/readAll';
import type { SecretStore } from '../secrets/store';

/** A backup's value compared with this computer's. One that can't be read here counts as different. */
export type Difference = 'new' | 'same' | 'different';

/** A login in a backup, compared with this computer. */
export interface Compared extends BackupEntry {
  readonly key: Difference | undefined;
  readonly recovery: Difference | undefined;
  /** Of the former key, if this computer has the same current one. */
  readonly formerKey: Difference | undefined;
  /** The key on this computer, if it can be read. */
  readonly here: TotpSecret | undefined;
}

/** What comparing needs of the secret storage. */
export type ComparedSecrets = Pick<
  SecretStore,
  'ready' | 'isKnown' | 'readable' | 'get' | 'candidates' | 'stateOf' | 'hasAnswers' | 'getAnswers'
>;

/** Compares a backup with this computer. Reads only the keys that are in both. */
export async function compareBackup(
  entries: readonly BackupEntry[],
  secrets: ComparedSecrets,
): Promise<readonly Compared[]> {
  await secrets.ready();
  const { readable, isKnown } = secrets;
  const shared = entries.flatMap(({ login, secret }) =>
    secret && (readable.has(login) || !isKnown) ? [login] : [],
  );
  const { secrets: here, isComplete } = await readAll(
    {
      readable: new Set(shared),
      get: login => secrets.get(login),
      stateOf: login => secrets.stateOf(login),
    },
    // No advice on lost keys: the backup has them.
    async () => '',
  );
  const compared: Compared[] = [];
  for (const entry of entries) {
    const { login, secret } = entry;
    const stored = here.get(login);
    const key = secret && keyDifference(secret, stored, secrets.stateOf(login) === 'ready');
    compared.push({
      ...entry,
      key,
      formerKey: key === 'same' ? await formerDifference(entry, secrets) : undefined,
      recovery: await answersDifference(entry, secrets, isComplete),
      here: stored,
    });
  }
  return compared;
}

function keyDifference(secret: TotpSecret, stored: TotpSecret | undefined, isHere: boolean): Difference {
  if (!isHere && !stored) return 'new';
  return stored && secret.equals(stored) ? 'same' : 'different';
}

async function formerDifference(
  { login, former }: BackupEntry,
  secrets: ComparedSecrets,
): Promise<Difference | undefined> {
  if (!former) return undefined;
  return (await secrets.candidates(login)).some(kept => kept.equals(former)) ? 'same' : 'new';
}

/** @param mayRead whether reading is safe: VS Code deletes what it can't decrypt, as while the keyring is locked */
async function answersDifference(
  { login, answers }: BackupEntry,
  secrets: ComparedSecrets,
  mayRead: boolean,
): Promise<Difference | undefined> {
  if (!answers) return undefined;
  if (secrets.isKnown && !secrets.hasAnswers(login)) return 'new';
  if (!mayRead) return 'different';
  try {
    const stored = await secrets.getAnswers(login);
    if (!stored) return 'new';
    return areSame(stored, answers) ? 'same' : 'different';
  } catch {
    return 'different';
  }
}

/** How a login compares as a whole. */
export function differenceOf({ key, recovery, formerKey }: Compared): Difference {
  const parts = [key, recovery, formerKey];
  if (parts.includes('different')) return 'different';
  return parts.includes('new') ? 'new' : 'same';
}

/** The logins of a backup, grouped by how they compare. */
export function byDifference(compared: readonly Compared[]): Restored {
  const loginsThatAre = (difference: Difference): string[] =>
    compared.filter(each => differenceOf(each) === difference).map(({ login }) => login);
  return {
    added: loginsThatAre('new'),
    same: loginsThatAre('same'),
    different: loginsThatAre('different'),
  };
}
