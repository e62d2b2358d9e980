import type { Restored } from '../contributions/commandResults';
import { areSame, type BackupEntry } from '../core/backup';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import { readAll } from '../secrets/readAll';
import type { SecretStore } from '../secrets/store';

/** A backup's value compared with this computer's. One that can't be read here counts as different. */
export type Difference = 'new' | 'same' | 'different';

/**
 * How answers and passwords are compared. A program learns only whether there are some: it could guess them, one backup
 * after another. Those that are here then count as the same.
 */
export type DetailsCompared = 'content' | 'presence';

/** A login in a backup, compared with this computer. */
export interface Compared extends BackupEntry {
  readonly key: Difference | undefined;
  readonly recovery: Difference | undefined;
  readonly passwordIs: Difference | undefined;
  /** Of the former key, if this computer has the same current one. */
  readonly formerKey: Difference | undefined;
  /** The key on this computer, if it can be read. */
  readonly here: TotpSecret | undefined;
  /** The answers on this computer, if they were read. */
  readonly answersHere: RecoveryAnswers | undefined;
  /** The password on this computer, if it was read. */
  readonly passwordHere: string | undefined;
}

/** What comparing needs of the secret storage. */
export type ComparedSecrets = Pick<
  SecretStore,
  'ready' | 'isKnown' | 'readable' | 'get' | 'candidates' | 'stateOf' | 'hasAnswers' | 'getAnswers'
> & { readonly passwords: Pick<SecretStore['passwords'], 'has' | 'get'> };

/** Compares a backup with this computer. Reads only the keys that are in both. */
export async function compareBackup(
  given: readonly BackupEntry[],
  secrets: ComparedSecrets,
  details: DetailsCompared = 'content',
): Promise<readonly Compared[]> {
  const entries = given.map(withKey);
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
    const { login, secret, answers, password } = entry;
    const stored = here.get(login);
    const key = secret && keyDifference(secret, stored, secrets.stateOf(login) === 'ready');
    const how = { isKnown, mayRead: isComplete, details };
    const ofAnswers = await compareDetail(answers, how, areSame, {
      has: secrets.hasAnswers(login),
      get: () => secrets.getAnswers(login),
    });
    const ofPassword = await compareDetail(password, how, (one, other) => one === other, {
      has: secrets.passwords.has(login),
      get: () => secrets.passwords.get(login),
    });
    compared.push({
      ...entry,
      key,
      formerKey: key === 'same' ? await formerDifference(entry, secrets) : undefined,
      here: stored,
      recovery: ofAnswers.difference,
      answersHere: ofAnswers.here,
      passwordIs: ofPassword.difference,
      passwordHere: ofPassword.here,
    });
  }
  return compared;
}

/** A former key without a current one, whose line may be damaged, counts as the current one. */
function withKey(entry: BackupEntry): BackupEntry {
  const { secret, former, ...rest } = entry;
  return former && !secret ? { ...rest, secret: former } : entry;
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

/** How the details of a login are compared. */
interface HowCompared {
  /** Whether VS Code has said what there is. */
  readonly isKnown: boolean;
  /** Whether reading is safe: VS Code deletes what it can't decrypt, as while the keyring is locked. */
  readonly mayRead: boolean;
  readonly details: DetailsCompared;
}

/** Compares the answers or the password of a login with those on this computer. */
async function compareDetail<T>(
  given: T | undefined,
  { isKnown, mayRead, details }: HowCompared,
  isSame: (one: T, other: T) => boolean,
  stored: { readonly has: boolean; readonly get: () => Promise<T | undefined> },
): Promise<{ readonly difference?: Difference; readonly here?: T }> {
  if (given === undefined) return {};
  if (isKnown && !stored.has) return { difference: 'new' };
  if (isKnown && details === 'presence') return { difference: 'same' };
  if (!mayRead) return { difference: 'different' };
  const ofContent = (difference: Difference): Difference => (details === 'content' ? difference : 'same');
  try {
    const here = await stored.get();
    if (here === undefined) return { difference: 'new' };
    return { difference: ofContent(isSame(here, given) ? 'same' : 'different'), here };
  } catch {
    return { difference: ofContent('different') };
  }
}

/** How a login compares as a whole. */
export function differenceOf({ key, recovery, formerKey, passwordIs }: Compared): Difference {
  const parts = [key, recovery, formerKey, passwordIs];
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
