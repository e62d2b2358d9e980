import type { StoreMemory } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { ANSWERS_ENDING, storeName } from '../core/team/storeNames';
import { tagOf } from './keyFile';
import type { TeamStoreServices } from './storeSession';

/**
 * What is remembered once a person set a key or answers of a login here: the store is yet to hear of it.
 *
 * @param local has what was set
 */
export async function withUnsent(
  memory: StoreMemory,
  login: string,
  kind: SharedKind,
  { local, identity }: Pick<TeamStoreServices, 'local' | 'identity'>,
): Promise<StoreMemory> {
  const value = await local.get(login).then(
    secrets => secrets[kind],
    () => undefined,
  );
  const unsent = value === undefined ? undefined : await tagOf(value, identity);
  const name = (await storeName(login)) + (kind === 'answers' ? ANSWERS_ENDING : '');
  const { unsent: _, ...known } = memory.shared[name] ?? { login, highest: 0, former: [] };
  const noted = { ...known, isUnsent: true as const, ...(unsent !== undefined && { unsent }) };
  return { ...memory, shared: { ...memory.shared, [name]: noted } };
}
