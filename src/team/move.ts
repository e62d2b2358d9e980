import type { SharedKind } from '../core/team/sharedFile';

/** That a login's key, or its details, came from a store. */
export interface Move {
  /** In lower case. */
  readonly login: string;
  readonly kind: SharedKind;
}

/** The logins of moves, each once. @param kind which moves alone count, if given */
export function loginsOf(moves: readonly Move[], kind?: SharedKind): readonly string[] {
  const counted = moves.filter(move => kind === undefined || move.kind === kind);
  return [...new Set(counted.map(({ login }) => login))];
}
