import { areSame } from '../core/backup';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import { type Compared, compareBackup, type DetailsCompared, type Difference } from './compareBackup';

/** A login of a backup, compared right before it was stored. */
export interface Stored extends Compared {
  /** Whether a key, answers or a password that differ were left as they are. */
  readonly keepsOther: boolean;
}

/** What the person decided. */
interface Decision {
  /** Logins whose differing keys, answers and passwords are replaced. */
  readonly replaced: ReadonlySet<string>;
  readonly by: DetailsCompared;
}

/**
 * Stores what is new, and what replaces something that the person saw and agreed to replace. Questions stay open for
 * minutes, so each login is compared again right before it is stored.
 *
 * @param seen what the person saw
 */
export async function storeRestored(
  seen: readonly Compared[],
  { replaced, by }: Decision,
  secrets: SecretStore,
): Promise<readonly Stored[]> {
  const stored: Stored[] = [];
  for (const each of seen) {
    const isAgreed = replaced.has(each.login);
    for (const now of await compareBackup([each], secrets, by)) {
      const mayReplaceKey = isAgreed && each.key === 'different' && isSameKey(now.here, each.here);
      const mayReplaceAnswers =
        isAgreed && each.recovery === 'different' && haveSameAnswers(now.answersHere, each.answersHere);
      const mayReplacePassword =
        isAgreed && each.passwordIs === 'different' && now.passwordHere === each.passwordHere;
      const writes = {
        key: isWritten(now.key, mayReplaceKey),
        answers: isWritten(now.recovery, mayReplaceAnswers),
        password: isWritten(now.passwordIs, mayReplacePassword),
      };
      await write(now, writes, secrets);
      const keepsOther =
        (now.key === 'different' && !writes.key) ||
        (now.recovery === 'different' && !writes.answers) ||
        (now.passwordIs === 'different' && !writes.password);
      stored.push({ ...now, keepsOther });
    }
  }
  return stored;
}

async function write(
  { login, secret, former, answers, password, formerKey }: Compared,
  writes: Readonly<Record<'key' | 'answers' | 'password', boolean>>,
  secrets: SecretStore,
): Promise<void> {
  if (secret && writes.key) {
    // In the order in which they came, so that the former one is kept beside the other.
    if (former) await secrets.set(login, former, 'backup');
    await secrets.set(login, secret, 'backup');
  }
  if (former && formerKey === 'new') await secrets.keep(login, former, 'backup');
  if (answers && writes.answers) await secrets.setAnswers(login, answers, 'backup');
  if (password !== undefined && writes.password) await secrets.passwords.set(login, password, 'backup');
}

/** @param mayReplace whether what is here is what the person agreed to replace */
function isWritten(difference: Difference | undefined, mayReplace: boolean): boolean {
  return difference === 'new' || (difference === 'different' && mayReplace);
}

function isSameKey(one: TotpSecret | undefined, other: TotpSecret | undefined): boolean {
  return one && other ? one.equals(other) : one === other;
}

function haveSameAnswers(one: RecoveryAnswers | undefined, other: RecoveryAnswers | undefined): boolean {
  return one && other ? areSame(one, other) : one === other;
}
