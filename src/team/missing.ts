import { disputesOver, missingRemovals, type NamedRemoval } from '../core/team/namedRemovals';
import type { People } from './people';
import type { StoreSession } from './storeSession';

type Known = Pick<StoreSession, 'people' | 'memory'>;

/** The removals that members' files name and that are not known here: nothing is encrypted to anybody before they are. */
export function missingIn({ people, memory }: Known): readonly NamedRemoval[] {
  return missingRemovals(people.roster, memory.value.named ?? []);
}

/** Adds the pairs in which one is named as removed and the other one counts as out here. */
export function withDisputes(people: People, memory: StoreSession['memory']): People {
  const disputes = disputesOver(people.roster, missingIn({ people, memory }));
  return { ...people, disputes: [...people.disputes, ...disputes] };
}

/** Whether something of what other members know of the team is missing here. */
export function isBehind(session: Known): boolean {
  const { knowledge } = session.people.roster;
  const isAhead = Object.values(session.memory.value.shared).some(({ people = 0 }) => people > knowledge);
  return isAhead || missingIn(session).length > 0;
}
