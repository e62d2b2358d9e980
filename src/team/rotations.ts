import { verify } from '../age/signing';
import { isNextCount, MAXIMUM_FILES } from '../core/team/limits';
import {
  formatRotation,
  moreRecent,
  parseRotation,
  type Rotation,
  rotationBytes,
} from '../core/team/rotation';
import { loginOfStoreName, storeName } from '../core/team/storeNames';
import type { Skipped } from './skipped';
import type { StoreSession } from './storeSession';

/** What each file had when it was last read, so that it isn't read again until it changes. */
const read = new Map<string, { readonly stamp: string; readonly name: string; readonly signature: string }>();

/** Learns what members signed about logins that must be set up again. */
export async function readRotations(session: StoreSession): Promise<readonly Skipped[]> {
  const { layout, memory, people, id, services } = session;
  const skipped: Skipped[] = [];
  for (const [path, stamp] of await layout.rotationFiles()) {
    const place = `${services.folder}/${path}`;
    const last = read.get(place);
    if (last?.stamp === stamp && memory.value.rotations[last.name]?.signature === last.signature) continue;
    const rotation = parseRotation((await layout.text(path)) ?? '');
    const name = rotation && (await storeName(rotation.login));
    if (!rotation || name === undefined || layout.rotationPath(name) !== path) {
      skipped.push({ file: path, reason: 'unreadable' });
      continue;
    }
    const known = memory.value.rotations[name];
    if (known?.signature === rotation.signature) {
      if (read.size >= MAXIMUM_FILES) read.clear();
      read.set(place, { stamp, name, signature: rotation.signature });
      continue;
    }
    const { signature, ...said } = rotation;
    const signer = people.roster.isFullMember(rotation.by) ? people.roster.of(rotation.by) : undefined;
    const isBelieved =
      signer !== undefined &&
      signer.signingKey !== '' &&
      isNextCount(rotation.count, known?.count ?? 0) &&
      verify(signer.signingKey, rotationBytes(id, said), signature);
    if (!isBelieved) skipped.push({ file: path, reason: 'altered' });
    else remember(session, name, moreRecent(known, rotation));
  }
  return skipped;
}

/** What must be set up again. */
export function dueRotations({ memory }: Pick<StoreSession, 'memory'>): readonly Rotation[] {
  return Object.values(memory.value.rotations).filter(({ state }) => state === 'due');
}

/**
 * Marks that a login must be set up again. If it is marked already, the day and the reason stay.
 *
 * @param name of the login's file
 */
export async function markDue(session: StoreSession, name: string, because: string): Promise<void> {
  const { memory, services } = session;
  const login = memory.value.shared[name]?.login ?? (await loginOfStoreName(name));
  if (login === undefined || memory.value.rotations[name]?.state === 'due') return;
  await write(session, name, { login, state: 'due', since: services.today(), because });
}

/** MFA of a login has been set up again. */
export async function markDone(session: StoreSession, login: string): Promise<void> {
  const name = await storeName(login);
  const known = session.memory.value.rotations[name];
  if (known?.state === 'due') await write(session, name, { ...known, state: 'done' });
}

/** Signs what a former member signed, as this computer had believed it. */
export async function signRotationsOf(session: StoreSession, former: string): Promise<void> {
  for (const [name, rotation] of Object.entries(session.memory.value.rotations))
    if (rotation.by === former) await write(session, name, rotation, rotation.count);
}

async function write(
  session: StoreSession,
  name: string,
  { login, state, since, because }: Pick<Rotation, 'login' | 'state' | 'since' | 'because'>,
  count = (session.memory.value.rotations[name]?.count ?? 0) + 1,
): Promise<void> {
  const { id, own, signer, layout } = session;
  const said = { login, state, count, since, because, by: own };
  const rotation = { ...said, signature: signer.sign(rotationBytes(id, said)) };
  await layout.write(layout.rotationPath(name), formatRotation(rotation));
  remember(session, name, rotation);
}

function remember({ memory }: StoreSession, name: string, rotation: Rotation): void {
  memory.change(now => ({ ...now, rotations: { ...now.rotations, [name]: rotation } }));
}
