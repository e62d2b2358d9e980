/** A version of a login's file. Tags are equal if the secrets are, and don't reveal them. */
export interface FileVersion {
  /** The hash of the file. */
  readonly file: string;
  /** The tag of the secret in it. */
  readonly tag: string;
}

/** A login on this computer and in the store. */
export interface Sides {
  /** The tag of the secret on this computer. */
  readonly here?: string | undefined;
  /** The login's file in the store, if there is one. */
  readonly file?: FileVersion | undefined;
  /** The file when both last agreed. */
  readonly base?: FileVersion | undefined;
  /** Hashes of the file before that. */
  readonly earlierHashes?: readonly string[];
  /** Tags that the file says it replaces; none if another tool wrote it. */
  readonly replaces?: readonly string[];
  /** Tags of the secrets in the file before both agreed, by anyone who encrypted them. */
  readonly earlierTags?: readonly string[];
  /** Whether VS Code has lost the key on this computer. */
  readonly isLost?: boolean;
}

/**
 * What to do about a login. `removedThere`: a colleague removed it from the store; the key here stays. `removedHere`: it
 * was removed on this computer only. `movedBack`: the store has an earlier version.
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
 * Decides what a sync does about a login. The side that changed since both agreed wins; if both did, a person decides.
 * Earlier versions are not received, and a removal from the store removes nothing here.
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
  // Another branch may have an old key in a new file. If a colleague restored it, the file names what it replaces.
  const isOld =
    earlierHashes.includes(file.file) ||
    (base !== undefined && earlierTags.includes(file.tag) && !replaces.includes(base.tag));
  if (here === undefined) {
    if (isFileUnchanged && !isLost) return 'removedHere';
    return isOld ? 'movedBack' : 'receive';
  }
  // A key that the file has replaced comes from a backup or was restored on purpose: ask.
  if (isFileUnchanged) return replaces.includes(here) ? 'conflict' : 'send';
  if (isOld) return base?.tag === here ? 'movedBack' : 'conflict';
  // The author of the file had seen the key here, unless the file names only others.
  const isNewer = replaces.length === 0 || replaces.includes(here);
  return base?.tag === here && isNewer ? 'receive' : 'conflict';
}
