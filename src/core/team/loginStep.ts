/** A login's file in the store. Tags are equal if the secrets are, and don't reveal them. */
export interface InStore {
  readonly tag: string;
  /** The count that a member signed, or `undefined` if nobody whom this computer believes signed the file. */
  readonly count?: number | undefined;
}

/** A login on this computer and in one store. */
export interface Sides {
  /** The tag of what is on this computer. */
  readonly here?: string | undefined;
  /** Whether VS Code has lost what was on this computer. */
  readonly isLost?: boolean;
  /** Whether a person set it here, while the store's list had the login, and the store has not heard of it. */
  readonly isUnsent?: boolean;
  /** What both last agreed on. */
  readonly agreed?: string | undefined;
  /** What both agreed on before. */
  readonly former?: readonly string[];
  /** The highest count seen, on any branch; 0 if there was none. */
  readonly highest: number;
  readonly store?: InStore | undefined;
}

/**
 * What becomes of a login. `resend`: both have the same, but the store's file is older than one that was seen here.
 * `ask`: this computer has what the store never had, and a person decides whether it goes there. `conflict`: a person decides.
 */
export type LoginStep = 'none' | 'agree' | 'receive' | 'send' | 'resend' | 'keep' | 'ask' | 'conflict';

/** Decides what a sync does about a login. What isn't clear is for a person to decide, and nothing is lost until then. */
export function loginStep(sides: Sides): LoginStep {
  const { here, isLost = false, isUnsent = false, agreed, former = [], highest, store } = sides;
  const isMissing = here === undefined;
  if (!store) {
    if (isMissing) return 'none';
    if (isUnsent) return 'send';
    return here === agreed ? 'keep' : 'ask';
  }
  const { tag, count } = store;
  if (here === tag) {
    // Choosing an unsigned key isn't enough: it is signed once Xero has accepted it, which counts as setting it here.
    if (count === undefined) return isUnsent ? 'resend' : tag === agreed ? 'keep' : 'conflict';
    return count < highest && agreed !== undefined && agreed !== here ? 'resend' : 'agree';
  }
  const isRemovedHere = isMissing && !isLost && agreed !== undefined;
  if (isRemovedHere) return tag === agreed ? 'keep' : 'conflict';
  if (count !== undefined && (isMissing ? count >= highest : here === agreed && count > highest))
    return 'receive';
  if (isMissing) return 'conflict';
  const isChanged = agreed !== undefined && here !== agreed;
  if (isChanged && (tag === agreed || former.includes(tag))) return isUnsent ? 'send' : 'ask';
  return 'conflict';
}
