import type { StoreMemory } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { ANSWERS_ENDING, storeName } from '../core/team/storeNames';

/** What is remembered once a person set a key or answers of a login here: the store is yet to hear of it. */
export async function withUnsent(memory: StoreMemory, login: string, kind: SharedKind): Promise<StoreMemory> {
  const name = (await storeName(login)) + (kind === 'answers' ? ANSWERS_ENDING : '');
  const known = memory.shared[name] ?? { login, highest: 0, former: [] };
  return { ...memory, shared: { ...memory.shared, [name]: { ...known, isUnsent: true } } };
}
