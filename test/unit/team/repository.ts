import type { StoreFiles } from '../../../src/team/storeFiles';
import { StoreChangedError } from '../../../src/team/teamError';

/** What a commit has, by path. */
type Snapshot = ReadonlyMap<string, Uint8Array>;

/** A file that both sides of a merge changed. */
export interface Unmerged {
  readonly path: string;
  readonly sides: readonly [mine: Uint8Array, theirs: Uint8Array];
}

/** The repository that all push to. */
export class Origin {
  head: Snapshot = new Map();
}

/** A clone's files, with git's three-way merge by whole files, as `.gitattributes` of a store asks for. */
export class Clone implements StoreFiles {
  files = new Map<string, Uint8Array>();
  base: Snapshot = new Map();
  #writes = 0;
  readonly #stamps = new Map<string, string>();

  constructor(private readonly origin: Origin) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.files.get(path);
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    if (expected !== undefined && !isSame(this.files.get(path), expected ?? undefined))
      throw new StoreChangedError();
    this.put(path, bytes);
  }

  async remove(path: string): Promise<void> {
    this.files.delete(path);
  }

  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    const prefix = folder === '' ? '' : `${folder}/`;
    const paths = [...this.files.keys()].filter(
      path => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
    );
    return new Map(paths.map(path => [path.slice(prefix.length), this.#stamps.get(path) ?? '']));
  }

  async folders(): Promise<readonly string[]> {
    return ['members', 'rotations'];
  }

  put(path: string, bytes: Uint8Array): void {
    this.files.set(path, bytes);
    this.#stamps.set(path, String(++this.#writes));
  }

  /** Merges what was pushed. @returns what git can't merge; mine is in the folder */
  pull(): readonly Unmerged[] {
    const { head } = this.origin;
    const unmerged: Unmerged[] = [];
    for (const path of new Set([...head.keys(), ...this.files.keys()])) {
      const [base, mine, theirs] = [this.base.get(path), this.files.get(path), head.get(path)];
      if (isSame(mine, theirs) || isSame(base, theirs)) continue;
      if (isSame(base, mine)) {
        if (theirs) this.put(path, theirs);
        else this.files.delete(path);
      } else if (path === '.age-recipients') this.put(path, union(mine, theirs));
      else if (mine && theirs) unmerged.push({ path, sides: [mine, theirs] });
      else if (theirs) this.put(path, theirs);
    }
    this.base = head;
    return unmerged;
  }

  /** Pushes, after a {@link pull}. */
  push(): void {
    this.origin.head = new Map(this.files);
    this.base = this.origin.head;
  }
}

function union(one: Uint8Array | undefined, other: Uint8Array | undefined): Uint8Array {
  return Buffer.concat([one ?? new Uint8Array(), other ?? new Uint8Array()]);
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one && other ? Buffer.compare(one, other) === 0 : one === other;
}
