import type * as vscode from 'vscode';
import {
  type Activity,
  type ActivityLine,
  actionBy,
  type Chain,
  type ChainHead,
  type ChainProblem,
  extendChain,
  type ReadLine,
  readChain,
} from '../core/activity';
import { utcDay } from '../core/day';
import { toHex } from '../core/hex';
import { redact } from '../platform/log';
import { readIfThere } from '../platform/readIfThere';
import { Sequencer } from '../platform/sequencer';

/** The part of VS Code's file system that the log uses. */
export type LogFiles = Pick<
  vscode.FileSystem,
  'createDirectory' | 'delete' | 'readDirectory' | 'readFile' | 'rename' | 'writeFile'
>;

/** What the log needs. */
export interface ActivityLogOptions {
  /** The folder of the chains. */
  readonly folder: vscode.Uri;
  readonly files: LogFiles;
  /** Has the heads of the chains of all windows. */
  readonly state: vscode.Memento;
  /** Joins a folder and a name. */
  readonly join: (folder: vscode.Uri, name: string) => vscode.Uri;
  /** The number of days for which lines are kept; 0 turns the log off. */
  readonly days: () => number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Settles when another window has had time to finish writing. */
  readonly pause: () => Promise<void>;
}

/** A problem of a chain, and the name of its file. */
export interface LogProblem {
  readonly file: string;
  readonly problem: ChainProblem;
}

/** The content of the log. */
export interface LogContent {
  /** Newest first. */
  readonly lines: readonly ReadLine[];
  readonly problems: readonly LogProblem[];
}

/** What is stored outside the files: heads by the chain's id, and the first day (`YYYY-MM-DD`) that is kept. */
interface Kept {
  readonly heads: Readonly<Record<string, readonly [count: number, hash: string]>>;
  readonly since: string;
}

const KEPT = 'activity';
const NOTHING: Kept = { heads: {}, since: '' };
const FILE = /^(\d{4}-\d{2}-\d{2}-[0-9a-f]{16})\.log(\.new)?$/;
/** The most lines in a file, which is rewritten for each line. */
const LONGEST_CHAIN = 250;
/** The most lines that wait while nothing can be written. */
const MOST_WAITING = 1000;
const DAY = 86_400_000;
/** How many files are read at once: more would block the extension host. */
const AT_ONCE = 5;

/** The chain that this window writes. */
interface OwnChain {
  readonly id: string;
  readonly text: string;
  readonly head: ChainHead;
}

/**
 * The log of what happened, written by all windows. VS Code cannot append to a file, so each window writes its own chains,
 * one a day, and never another window's file. A chain's head is stored elsewhere, so that a truncated or deleted file is
 * noticed.
 */
export class ActivityLog {
  readonly #turns = new Sequencer();
  #waiting: ActivityLine[] = [];
  #own: OwnChain | undefined;
  #hasPruned = false;

  constructor(private readonly options: ActivityLogOptions) {}

  /** Writes a line. Those that come while another one is written are written together. */
  async add({
    at,
    action,
    route,
    login,
    detail,
    fingerprint,
  }: Activity & { readonly at: number }): Promise<void> {
    const line = {
      at,
      action: actionBy({ action, route }),
      route,
      login,
      ...(detail !== undefined && { detail: cleanDetail(detail, fingerprint) }),
    };
    this.#waiting = [...this.#waiting, line].slice(-MOST_WAITING);
    await this.#turns.run(() => this.#write());
  }

  /** Reads and verifies all chains. */
  async read(): Promise<LogContent> {
    return this.#turns.run(async () => {
      await this.#write();
      await this.#prune();
      // Another window may be in the middle of writing, so problems are checked again.
      const content = await this.#readAll();
      if (content.problems.length === 0) return content;
      await this.options.pause();
      return this.#readAll();
    });
  }

  /** Settles when all lines have been written and their heads are stored. */
  async settle(): Promise<void> {
    await this.#turns.run(async () => {
      await this.#write();
      await this.#keepOwnHead();
    });
  }

  async #write(): Promise<void> {
    if (!this.#hasPruned) await this.#prune();
    const lines = this.#waiting;
    if (lines.length === 0) return;
    if (this.options.days() === 0) {
      this.#waiting = [];
      return this.#prune();
    }
    const { folder, files, join } = this.options;
    const own = this.#openChain();
    const room = Math.max(1, LONGEST_CHAIN - own.head.count);
    const written = lines.slice(0, room);
    const { text, head } = await extendChain(own.id, own.head.count === 0 ? undefined : own.head, written);
    const longer: OwnChain = { id: own.id, text: own.text + text, head };
    await files.createDirectory(folder);
    // A half-written file would look tampered with.
    const [file, fresh] = [join(folder, `${own.id}.log`), join(folder, `${own.id}.log.new`)];
    await files.writeFile(fresh, new TextEncoder().encode(longer.text));
    await files.rename(fresh, file, { overwrite: true });
    this.#own = longer;
    this.#waiting = this.#waiting.filter(line => !written.includes(line));
    await this.#keepOwnHead();
    await this.#write();
  }

  /** The chain to continue: a new one each day, and when the last one is full. */
  #openChain(): OwnChain {
    const own = this.#own;
    const today = this.#day(0);
    if (own?.id.startsWith(today) && own.head.count < LONGEST_CHAIN) return own;
    const random = crypto.getRandomValues(new Uint8Array(8));
    return { id: `${today}-${toHex(random)}`, text: '', head: { count: 0, hash: '' } };
  }

  /** Stores the own chain's head, again if another window has overwritten it by saving its state at the same time. */
  async #keepOwnHead(): Promise<void> {
    const own = this.#own;
    if (!own) return;
    const { count, hash } = own.head;
    const kept = this.#kept;
    if (kept.heads[own.id]?.[0] === count) return;
    const head = [count, hash.slice(0, 32)] as const;
    await this.options.state.update(KEPT, { ...kept, heads: { ...kept.heads, [own.id]: head } });
  }

  /** Removes the chains of expired days, and their heads. */
  async #prune(): Promise<void> {
    this.#hasPruned = true;
    const first = this.#firstDay();
    const kept = this.#kept;
    const old = Object.keys(kept.heads).filter(id => dayOf(id) < first);
    // If the setting keeps nothing, it may be changed to keep lines again today.
    const today = this.#day(0);
    const start = first < today ? first : today;
    const since = start > kept.since ? start : kept.since;
    if (since > kept.since || old.length > 0) {
      const heads = Object.fromEntries(Object.entries(kept.heads).filter(([id]) => dayOf(id) >= first));
      await this.options.state.update(KEPT, { heads, since } satisfies Kept);
    }
    if (this.#own && dayOf(this.#own.id) < first) this.#own = undefined;
    const { folder, files, join } = this.options;
    for (const name of await this.#names()) {
      if (dayOf(name) < first) await files.delete(join(folder, name)).then(undefined, () => {});
    }
  }

  async #readAll(): Promise<LogContent> {
    const { folder, files, join } = this.options;
    const names = new Set(await this.#names());
    const ids = new Set([...names].map(name => name.replace(/\.log(?:\.new)?$/, '')));
    const { heads, since } = this.#kept;
    const first = this.#firstDay();
    // Heads of expired days that another window's save has restored are not reported as missing.
    for (const id of Object.keys(heads)) if (dayOf(id) >= since && dayOf(id) >= first) ids.add(id);
    const chains: (readonly [string, Chain])[] = [];
    const sorted = [...ids].sort();
    for (let start = 0; start < sorted.length; start += AT_ONCE) {
      const some = sorted.slice(start, start + AT_ONCE).map(async id => {
        const stored = heads[id];
        const head = stored && { count: stored[0], hash: stored[1] };
        const file =
          (await readIfThere(join(folder, `${id}.log`), files)) ??
          (await readIfThere(join(folder, `${id}.log.new`), files));
        return [id, await readChain(id, file, head)] as const;
      });
      chains.push(...(await Promise.all(some)));
    }
    return {
      lines: chains.flatMap(([, { lines }]) => lines).sort((one, other) => other.at - one.at),
      problems: chains.flatMap(([id, { problem }]) => (problem ? [{ file: `${id}.log`, problem }] : [])),
    };
  }

  /** The names of the chains' files. */
  async #names(): Promise<readonly string[]> {
    const { folder, files } = this.options;
    try {
      return (await files.readDirectory(folder)).flatMap(([name]) => (FILE.test(name) ? [name] : []));
    } catch {
      // The folder is created with the first line.
      return [];
    }
  }

  get #kept(): Kept {
    return this.options.state.get<Kept>(KEPT, NOTHING);
  }

  /** The first day whose lines are kept. */
  #firstDay(): string {
    const days = this.options.days();
    return this.#day(days === 0 ? -1 : days);
  }

  /** The day that is `ago` days before today. */
  #day(ago: number): string {
    return utcDay(this.options.now() - ago * DAY);
  }
}

/** The id of an extension, or a fingerprint, may look like a key, but tells who got a code. */
function cleanDetail(detail: string, fingerprint: string | undefined): string {
  if (fingerprint !== undefined) return `${fingerprint} (${redact(detail)})`;
  return /^[a-z0-9_-]+\.[a-z0-9_-]+$/.test(detail) ? detail : redact(detail);
}

function dayOf(name: string): string {
  return name.slice(0, 10);
}
