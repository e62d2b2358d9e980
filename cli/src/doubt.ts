import type { SharedFile, SharedKind } from '../../src/core/team/sharedFile';
import { isSignedByMember } from '../../src/team/memberSeal';
import type { TrustedTeam } from './trustedTeam';
import { verify } from './verify';
import { visible } from './visible';

const RESTORE = 'Restore it from an earlier commit, or have a member sync the store.';

/**
 * Why a file is not one that the team gave to this machine; `undefined` if it is.
 *
 * @param login in lower case
 * @param own this machine's recipient
 */
export function doubtAbout(
  { id, people: { roster } }: TrustedTeam,
  kind: SharedKind,
  login: string,
  text: SharedFile,
  own: string,
): string | undefined {
  const { seal } = text;
  if (!seal) return `It is not signed. ${RESTORE}`;
  const signer = roster.of(seal.by);
  if (!signer) return `It was signed by somebody who is not in the team (${seal.by}). ${RESTORE}`;
  if (!roster.isFullMember(seal.by))
    return `It was signed by ${visible(signer.name)}, who is not a full member. ${RESTORE}`;
  if (!isSignedByMember(roster, id, kind, login, text, verify))
    return `It was altered, or signed for another store or login. ${RESTORE}`;
  const readers = kind === 'key' ? roster.readersOf(login) : roster.members;
  return readers.includes(own)
    ? undefined
    : 'No member has approved this machine for it, or it was removed. Ask a member to approve it.';
}
