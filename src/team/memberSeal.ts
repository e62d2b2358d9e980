import type { Roster } from '../core/team/roster';
import { type SharedFile, type SharedKind, sealBytes } from '../core/team/sharedFile';
import type { Verify } from '../core/team/takeEntries';

/** Whether a full member signed a file as it is, for this store. */
export function isSignedByMember(
  roster: Roster,
  id: string,
  kind: SharedKind,
  login: string,
  text: SharedFile,
  verify: Verify,
): boolean {
  const { seal } = text;
  if (!seal || !roster.isFullMember(seal.by)) return false;
  const key = roster.of(seal.by)?.signingKey ?? '';
  return key !== '' && verify(key, sealBytes(kind, id, login, text, seal), seal.signature);
}
