import type { StoreMemory } from '../core/team/memory';
import type { Rotation } from '../core/team/rotation';
import { approverOf } from './membership';
import type { People, Person } from './people';
import type { StoreSession } from './storeSession';
import type { SyncResult } from './sync';

/** How this computer stands to a store. */
export type Membership =
  | 'none'
  | 'adoptable'
  | 'unknown'
  | 'asked'
  | 'approved'
  | 'member'
  | 'removed'
  | 'otherStore';

/** What a sync did, and how the store stands. */
export interface StoreSync extends SyncResult {
  readonly membership: Membership;
  /** Undefined if the store is not one that this computer can read. */
  readonly people: People | undefined;
  /** Who approved this computer's request, if nobody has compared their words yet. */
  readonly approver?: Person | undefined;
  readonly due: readonly Rotation[];
}

/** How a store stands. */
export interface StoreStanding extends Pick<StoreSync, 'membership' | 'people' | 'approver' | 'due'> {
  readonly memory: StoreMemory | undefined;
}

/** How this computer stands to a store whose files it has read. */
export function membershipOf(session: StoreSession): Membership {
  const { people, own, signer } = session;
  if (people.roster.approved(own)) return 'member';
  if (!people.roster.isEmpty) {
    // Who was removed may ask again; a file with other keys isn't their request.
    const isAsking = people.requests.some(
      ({ recipient, signingKey }) => recipient === own && signingKey === signer.signingKey,
    );
    return isAsking ? 'asked' : 'removed';
  }
  if (approverOf(session)) return 'approved';
  return people.files.has(own) ? 'asked' : 'unknown';
}
