import { loginKey } from '../core/account';
import { UserError } from '../core/errors';
import { MAXIMUM_COUNT } from '../core/team/limits';
import { loginStep } from '../core/team/loginStep';
import { agreedOn, type SharedMemory, withoutMissing } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { yieldToEventLoop } from './concurrency';
import { detailsHere, take } from './detailsHere';
import {
  aheadBy,
  believedLines,
  encryptKeyFile,
  hashOf,
  isAgreedByFormer,
  isOutdated,
  type KeyFile,
  openKeyFile,
  sealed,
  signedTag,
  tagOf,
  withAgreedText,
} from './keyFile';
import { isBehind } from './missing';
import { loginsOf, type Move } from './move';
import type { Skipped, SkipReason } from './skipped';
import type { StoreSession } from './storeSession';
import { StoreChangedError } from './teamError';

/** Which side a person chose. */
export type Side = 'here' | 'store';

/** Which side a person chose for a login, or for its key and for its details apart. */
export type Choice = Side | Partial<Readonly<Record<SharedKind, Side>>>;

/** What a sync is to do. */
export interface SyncOptions {
  /** The accounts that belong to the store. */
  readonly logins: readonly string[];
  /** `changed` looks only at files that are not what they were, and at what was set here; `all` at everything. */
  readonly scope: 'changed' | 'all';
  /** Which side to keep where a person decided. */
  readonly chosen?: ReadonlyMap<string, Choice>;
  /** Logins whose keys a person lets into the store, although it never had them. */
  readonly shared?: ReadonlySet<string>;
}

/** What a sync did, by login. */
export interface SyncResult {
  readonly received: readonly string[];
  /** The same by kind: a key, or details. */
  readonly arrived: readonly Move[];
  readonly sent: readonly string[];
  /** A person decides which side to keep. */
  readonly conflicts: readonly string[];
  /** A person decides whether the store gets them. */
  readonly unshared: readonly string[];
  /** Whether a member's statement is missing here, so that nothing was sent. */
  readonly isBehind: boolean;
  readonly skipped: readonly Skipped[];
}

interface Found {
  readonly arrived: Move[];
  readonly sent: Set<string>;
  readonly conflicts: Set<string>;
  readonly unshared: Set<string>;
  readonly skipped: Skipped[];
}

interface Task {
  readonly kind: SharedKind;
  readonly login: string;
  readonly name: string;
  readonly stamp: string | undefined;
  readonly known: SharedMemory | undefined;
}

/** Receives what git brought, and sends what changed here. */
export async function syncStore(session: StoreSession, options: SyncOptions): Promise<SyncResult> {
  const { memory, layout, people } = session;
  const { shared: stamps, foreign, overfull } = await layout.look();
  const found: Found = {
    arrived: [],
    sent: new Set(),
    conflicts: new Set(),
    unshared: new Set(),
    skipped: [...people.skipped, ...foreign, ...overfull],
  };
  const waiting: (() => Promise<void>)[] = [];
  for (const login of new Set(options.logins.map(loginKey))) {
    for (const kind of ['key', 'answers'] as const) {
      const name = await layout.nameOf(login, kind);
      const known = memory.value.shared[name];
      const task = { kind, login, name, stamp: stamps.get(name), known };
      if (options.scope === 'changed' && isUnchanged(session, task)) {
        if (known?.isConflict) found.conflicts.add(login);
        continue;
      }
      const send = await syncOne(session, task, options, found);
      if (send) waiting.push(send);
      await yieldToEventLoop();
    }
  }
  const isLacking = isBehind(session);
  // Who knows less than another member might still write to someone who was removed.
  if (!isLacking && session.mayWrite) for (const send of waiting) await send();
  noteLook(session, options);
  return {
    received: loginsOf(found.arrived),
    arrived: found.arrived,
    sent: [...found.sent],
    conflicts: [...found.conflicts],
    unshared: [...found.unshared],
    isBehind: isLacking,
    skipped: found.skipped,
  };
}

/** Notes which accounts the list has: a key that is set while the store is away is for it, too. */
function noteLook({ memory }: StoreSession, { logins, scope }: SyncOptions): void {
  const listed = new Set(memory.value.listed);
  const added = logins.map(loginKey).filter(login => !listed.has(login));
  if (added.length > 0) memory.change(now => ({ ...now, listed: [...new Set([...listed, ...added])] }));
  if (scope === 'all') memory.change(now => ({ ...now, syncedAt: Date.now() }));
}

function isUnchanged({ services }: StoreSession, { kind, login, stamp, known }: Task): boolean {
  if (known?.isUnsent) return false;
  if (stamp === undefined) return known?.file === undefined;
  // A key that VS Code has lost can be restored from here.
  return known?.stamp === stamp && !(kind === 'key' && services.local.isLost(login));
}

/** @returns what sends it, once it is known that nothing is missing here */
async function syncOne(
  session: StoreSession,
  task: Task,
  { chosen, shared, scope }: SyncOptions,
  found: Found,
): Promise<(() => Promise<void>) | undefined> {
  const { layout, memory, services } = session;
  const { kind, login, name, stamp } = task;
  const path = layout.pathOf(name);
  const skip = (reason: SkipReason): undefined => void found.skipped.push({ file: path, reason });
  let stored: string | undefined;
  try {
    stored = (await services.local.get(login, kind))[kind];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return skip(kind === 'key' ? 'keptUnreadable' : 'detailsUnreadable');
  }
  const bytes = stamp === undefined ? undefined : await layout.files.read(path);
  const known = memory.value.shared[name];
  if (
    bytes &&
    scope === 'changed' &&
    known?.file === (await hashOf(bytes)) &&
    !known.isUnsent &&
    stored !== undefined
  ) {
    remember(session, name, { ...known, ...(stamp !== undefined && { stamp }) });
    if (known.isConflict) found.conflicts.add(login);
    return undefined;
  }
  const file = bytes && (await openKeyFile(session, kind, login, bytes));
  if (typeof file === 'string') return skip(file);
  const { value: here, isLacking } =
    kind === 'key'
      ? { value: stored, isLacking: false }
      : await detailsHere(login, stored, known, file, services);
  const hereTag = here === undefined ? undefined : await tagOf(here, services.identity);
  const isUnsent = known?.isUnsent === true || shared?.has(login) === true;
  const step = loginStep({
    here: hereTag,
    isLost: kind === 'key' && services.local.isLost(login),
    isUnsent,
    agreed: known?.agreed,
    former: known?.former ?? [],
    highest: known?.highest ?? 0,
    store: file && { tag: file.tag, count: file.count },
  });
  const choice = chosen?.get(login);
  const side = typeof choice === 'object' ? choice[kind] : choice;
  if (file && step === 'keep' && hereTag === file.tag && (await isAgreedByFormer(session, file)))
    return () => send(session, task, file.value, file, found, file.text.seal?.count);
  if (step === 'conflict' && side === undefined) found.conflicts.add(login);
  if (step === 'ask') found.unshared.add(login);
  if (step === 'keep' || step === 'ask' || (step === 'conflict' && side === undefined))
    return looked(session, task, file, step === 'conflict');
  const received = step === 'receive' || (step === 'conflict' && side === 'store') ? file : undefined;
  let value = received?.value ?? here;
  // What was lost here comes back, whatever else is done.
  if (value !== undefined && (received || isLacking)) {
    try {
      value = await take(services.local, kind, login, value);
    } catch {
      return skip('notStored');
    }
    found.arrived.push({ login, kind });
  }
  const held = value;
  if (received && held !== undefined) {
    await agree(session, task, received);
    const isMore = held !== received.value;
    if (received.count === undefined || (!isMore && step === 'receive')) return undefined;
    if (isMore) remember(session, name, { ...memoryOf(session, task), isUnsent: true });
    return () => send(session, task, held, received, found);
  }
  if (step === 'agree' && file) {
    await agree(session, task, file);
    return isOutdated(session, name, file)
      ? () => send(session, task, file.value, file, found, file.count)
      : undefined;
  }
  if ((step === 'send' || step === 'resend' || step === 'conflict') && held !== undefined)
    return () => send(session, task, held, file, found);
  return undefined;
}

/** @param count the one of the same secret, where only who signed it changes */
async function send(
  session: StoreSession,
  task: Task,
  value: string,
  file: KeyFile | undefined,
  found: Found,
  count?: number,
): Promise<void> {
  const { kind, login, name } = task;
  // Details that take the place of unsigned ones are not a login's first.
  const seen = file?.count ?? (file && kind === 'answers' ? 1 : 0);
  const next = count ?? Math.min(Math.max(memoryOf(session, task).highest, seen) + 1, MAXIMUM_COUNT);
  const secret = count !== undefined && file ? file.text.secret : value;
  const others = file ? await believedLines(session, file) : [];
  const text = sealed(session, kind, login, { secret, others }, next);
  const tag = await tagOf(value, session.services.identity);
  const readers = file?.tag === tag ? file.text.readers : [];
  const bytes = await encryptKeyFile(session, kind, login, { ...text, readers });
  try {
    await session.layout.files.write(session.layout.pathOf(name), bytes, file?.bytes ?? null);
  } catch (error) {
    // The next sync reads what git brought in the meantime.
    if (error instanceof StoreChangedError) return;
    throw error;
  }
  const now = agreedOn(session.memory.value.shared[name], {
    login,
    tag,
    count: next,
    file: await hashOf(bytes),
    ...(text.seal && { signed: signedTag(text.seal) }),
  });
  remember(session, name, await withAgreedText(session, now, text));
  if (count === undefined) found.sent.add(login);
  if (file && others.length < file.text.others.length)
    found.skipped.push({ file: session.layout.pathOf(name), reason: 'unsignedLines' });
}

async function agree(session: StoreSession, task: Task, file: KeyFile): Promise<void> {
  const { stamp, name, login } = task;
  const now = agreedOn(session.memory.value.shared[name], {
    login,
    tag: file.tag,
    count: file.count ?? 0,
    file: file.hash,
    ...aheadBy(session, name, file),
  });
  // A person who chose an unsigned key has seen nothing of its other lines.
  const agreed = file.count === undefined ? now : await withAgreedText(session, now, file.text);
  remember(session, name, { ...agreed, ...(stamp !== undefined && { stamp }) });
}

/** Remembers the file, so that it isn't opened again before it changes, or that it is gone. */
function looked(
  session: StoreSession,
  task: Task,
  file: KeyFile | undefined,
  isConflict: boolean,
): undefined {
  const { stamp, name } = task;
  const { file: _, stamp: __, isConflict: ___, ...known } = withoutMissing(memoryOf(session, task));
  remember(session, name, {
    ...known,
    ...(file && {
      highest: Math.max(known.highest, file.count ?? 0),
      file: file.hash,
      ...aheadBy(session, name, file),
      ...(stamp !== undefined && { stamp }),
    }),
    ...(isConflict && { isConflict: true }),
  });
}

function memoryOf(session: StoreSession, { name, login }: Task): SharedMemory {
  return session.memory.value.shared[name] ?? { login, highest: 0, former: [] };
}

function remember({ memory }: StoreSession, name: string, shared: SharedMemory): void {
  memory.change(now => ({ ...now, shared: { ...now.shared, [name]: shared } }));
}
