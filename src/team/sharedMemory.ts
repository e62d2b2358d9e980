import { NO_DETAILS } from '../core/loginDetails';
import type { SharedMemory, StoreMemory } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { ANSWERS_ENDING, storeName } from '../core/team/storeNames';
import { hasPassword } from './detailsHere';
import { tagOf } from './keyFile';
import type { TeamStoreServices } from './storeSession';

/**
 * What is remembered once a person set a key or details of a login here: the store is yet to hear of it.
 *
 * @param local has what was set
 * @param removesPassword whether the password was removed
 */
export async function withUnsent(
  memory: StoreMemory,
  login: string,
  kind: SharedKind,
  { local, identity }: Pick<TeamStoreServices, 'local' | 'identity'>,
  removesPassword = false,
): Promise<StoreMemory> {
  const value = await local.get(login, kind).then(
    secrets => secrets[kind],
    () => undefined,
  );
  const name = (await storeName(login)) + (kind === 'answers' ? ANSWERS_ENDING : '');
  const before: SharedMemory = memory.shared[name] ?? { login, highest: 0, former: [] };
  const { isUnsent: _, unsent: __, isPasswordRemoved: wasRemoved, ...known } = before;
  const isRemoved = kind === 'answers' && (removesPassword || wasRemoved === true) && !hasPassword(value);
  // A store that never had it has nothing to hear of.
  const isNothing = isRemoved && value === undefined && known.agreed === undefined && known.highest === 0;
  const set = value ?? (isRemoved ? NO_DETAILS : undefined);
  const noted: SharedMemory = {
    ...known,
    ...(!isNothing && { isUnsent: true }),
    ...(!isNothing && set !== undefined && { unsent: await tagOf(set, identity) }),
    ...(!isNothing && isRemoved && { isPasswordRemoved: true }),
  };
  return { ...memory, shared: { ...memory.shared, [name]: noted } };
}
