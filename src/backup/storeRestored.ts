import { areSame } from '../core/backup';
import type { RecoveryAnswers } from '../core/recovery';
import type { TotpSecret } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import { type AnswersCompared, type Compared, compareBackup, type Difference } from './compareBackup';

/** A login of a backup, compared right before it was stored. */
export interface Stored extends Compared {
  /** Whether a key or answers that differ were left as they are. */
  readonly keepsOther: boolean;
}

/** What the person decided. */
interface Decision {
  /** Logins whose differing keys and answers are replaced. */
  readonly replaced: ReadonlySet<string>;
  readonly answers: AnswersCompared;
}

/**
 * Stores what is new, and what replaces something that the person saw and agreed to replace. Questions stay open for
 * minutes, so each login is compared again right before it is stored.
 *
 * @param seen what the person saw
 */
export async function storeRestored(
  seen: readonly Compared[],
  { replaced, answers }: Decision,
  secrets: SecretStore,
): Promise<readonly Stored[]> {
  const stored: Stored[] = [];
  for (const each of seen) {
    const isAgreed = replaced.has(each.login);
    for (const now of await compareBackup([each], secrets, answers)) {
      const mayReplaceKey = isAgreed && each.key === 'different' && isSameKey(now.here, each.here);
      const mayReplaceAnswers =
        isAgreed && each.recovery === 'different' && haveSameAnswers(now.answersHere, each.answersHere);
      const writesKey = isWritten(now.key, mayReplaceKey);
      const writesAnswers = isWritten(now.recovery, mayReplaceAnswers);
      await write(now, { writesKey, writesAnswers }, secrets);
      const keepsOther =
        (now.key === 'different' && !writesKey) || (now.recovery === 'different' && !writesAnswers);
      stored.push({ ...now, keepsOther });
    }
  }
  return stored;
}

async function write(
  { login, secret, former, answers, formerKey }: Compared,
  { writesKey, writesAnswers }: { readonly writesKey: boolean; readonly writesAnswers: boolean },
  secrets: SecretStore,
): Promise<void> {
  if (secret && writesKey) {
    // In the order in which they came, so that the former one is kept beside the other.
    if (former) await secrets.set(login, former, 'backup');
    await secrets.set(login, secret, 'backup');
  }
  if (former && formerKey === 'new') await secrets.keep(login, former, 'backup');
  if (answers && writesAnswers) await secrets.setAnswers(login, answers, 'backup');
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
