/** A tag stands for a secret without telling it: two are equal where the secrets are. */
export interface FileVersion {
  /** The hash of the login's file. */
  readonly file: string;
  /** The tag of what it held, and what was here. */
  readonly tag: string;
}

/** What is known of one login, on this computer and in the store. */
export interface Sides {
  /** The tag of what is on this computer. */
  readonly here?: string | undefined;
  /** The login's file, where there is one. */
  readonly file?: FileVersion | undefined;
  /** How both were when they last agreed. */
  readonly base?: FileVersion | undefined;
  /** Hashes the file had before that. */
  readonly earlierHashes?: readonly string[];
  /** Tags of what the file says it replaces; none where another tool wrote it. */
  readonly replaces?: readonly string[];
  /** Tags of what the file held before both agreed, whoever encrypted it. */
  readonly earlierTags?: readonly string[];
  /** Whether VS Code lost the key that was here. */
  readonly isLost?: boolean;
}

/**
 * What to do about one login. `removedThere`: a colleague took it out of the store; what is here stays.
 * `removedHere`: it was removed on this computer alone. `movedBack`: the store has what it had earlier.
 */
export type SyncStep =
  | 'none'
  | 'agree'
  | 'receive'
  | 'send'
  | 'conflict'
  | 'removedThere'
  | 'removedHere'
  | 'movedBack';

/**
 * Decides what a sync does about one login. Whichever side changed since both agreed wins; where both did, a person
 * decides. Nothing is taken from a store that went back in time, and nothing here goes because it went there.
 */
export function syncStep({
  here,
  file,
  base,
  earlierHashes = [],
  replaces = [],
  earlierTags = [],
  isLost = false,
}: Sides): SyncStep {
  if (!file) {
    if (here === undefined) return 'none';
    return base && base.tag === here ? 'removedThere' : 'send';
  }
  if (here === file.tag) return 'agree';
  const isFileUnchanged = base?.file === file.file || base?.tag === file.tag;
  // Another branch may have an old key in a file that was never seen here. Put back by a colleague, it names what it replaces.
  const isOld =
    earlierHashes.includes(file.file) ||
    (base !== undefined && earlierTags.includes(file.tag) && !replaces.includes(base.tag));
  if (here === undefined) {
    if (isFileUnchanged && !isLost) return 'removedHere';
    return isOld ? 'movedBack' : 'receive';
  }
  // What the file has replaced comes out of a backup, or is put back on purpose: a person knows.
  if (isFileUnchanged) return replaces.includes(here) ? 'conflict' : 'send';
  if (isOld) return base?.tag === here ? 'movedBack' : 'conflict';
  // Who wrote the file had seen what is here, unless the file names only others.
  const isNewer = replaces.length === 0 || replaces.includes(here);
  return base?.tag === here && isNewer ? 'receive' : 'conflict';
}
