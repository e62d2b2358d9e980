import { withoutMissing } from '../core/team/memory';
import { loginOfStoreName, storeName } from '../core/team/storeNames';
import { forEachConcurrently, yieldToEventLoop } from './concurrency';
import {
  aheadBy,
  encryptKeyFile,
  hashOf,
  isAgreedByFormer,
  isForReaders,
  isOutdated,
  type KeyFile,
  openKeyFile,
  sealed,
  signedTag,
} from './keyFile';
import { kindOfName, loginPartOf } from './layout';
import { missingIn } from './missing';
import type { SyncProgress } from './storeFiles';
import type { StoreSession } from './storeSession';
import { StoreChangedError } from './teamError';

/** What re-encrypting did. */
export interface Reencrypted {
  /** How many files were written. */
  readonly files: number;
  /** Files that nobody here believes: who can read them stays as it is. */
  readonly left: readonly string[];
}

/**
 * Re-encrypts files whose readers differ from those who may read them. Only what a member signed for this store is encrypted
 * again, because another file in the folder may be a copy of another store's secret. Safe to interrupt and run again.
 *
 * @param logins that the store's list has; a name that ends in a hash doesn't say which one it is of
 */
export async function reencrypt(
  session: StoreSession,
  logins: readonly string[],
  progress: SyncProgress,
): Promise<Reencrypted> {
  const { layout, memory } = session;
  const byName = new Map(
    await Promise.all(logins.map(async login => [await storeName(login), login] as const)),
  );
  const names = [...(await layout.sharedFiles()).keys()];
  const left: string[] = [];
  let [done, files] = [0, 0];
  await forEachConcurrently(names, async name => {
    if (progress.isCancelled) return;
    const part = loginPartOf(name);
    const login = byName.get(part) ?? memory.value.shared[part]?.login ?? (await loginOfStoreName(part));
    const bytes = await layout.files.read(layout.pathOf(name));
    const file = login !== undefined && bytes && (await openKeyFile(session, kindOfName(name), login, bytes));
    // What can't be read here is for another member to mend; a sync names it.
    if (file && typeof file === 'object') {
      const outcome = await reencryptOne(session, name, file);
      if (outcome === 'written') files++;
      if (outcome === 'left') left.push(layout.pathOf(name));
    }
    progress.report(++done, names.length);
    await yieldToEventLoop();
  });
  return { files, left: left.sort() };
}

/** The same once somebody was let in or taken out: it also names what isn't ours, whose readers nobody here changes. */
export async function reencryptForAll(
  session: StoreSession,
  logins: readonly string[],
  progress: SyncProgress,
): Promise<Reencrypted> {
  const { files, left } = await reencrypt(session, logins, progress);
  const { foreign } = await session.layout.look();
  return { files, left: [...left, ...foreign.map(({ file }) => file)] };
}

async function reencryptOne(
  session: StoreSession,
  name: string,
  file: KeyFile,
): Promise<'written' | 'left' | 'same'> {
  const known = session.memory.value.shared[name];
  let { text } = file;
  const { seal } = text;
  // A member knew of somebody's removal that is missing here.
  if (missingIn(session).length > 0) return 'left';
  const isSignedAgain = isOutdated(session, name, file);
  if (file.count === undefined || isSignedAgain) {
    // What this computer signed has a count, because its signature was verified.
    const isOurs = file.count !== undefined || (await isAgreedByFormer(session, file));
    if (!seal || !isOurs || known?.agreed !== file.tag) return 'left';
    text = { ...sealed(session, file.kind, file.login, text, seal.count), readers: text.readers };
  } else if (aheadBy(session, name, file).people !== undefined) {
    return 'left';
  } else if (await isForReaders(session, file)) return 'same';
  const bytes = await encryptKeyFile(session, file.kind, file.login, text);
  try {
    await session.layout.files.write(session.layout.pathOf(name), bytes, file.bytes);
  } catch (error) {
    if (error instanceof StoreChangedError) return 'same';
    throw error;
  }
  if (known) {
    // Whether both sides agreed stays as it was.
    const { stamp: _, ...kept } = withoutMissing(known);
    const looked = known.file === file.hash ? { ...kept, file: await hashOf(bytes) } : known;
    const signed = text === file.text || !text.seal ? undefined : signedTag(text.seal);
    const written = { ...looked, ...(signed !== undefined && { signed }) };
    session.memory.change(now => ({ ...now, shared: { ...now.shared, [name]: written } }));
  }
  return 'written';
}
