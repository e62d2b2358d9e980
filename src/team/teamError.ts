/** Why a change of who is in the team was refused. */
export type TeamProblem =
  | 'exists'
  | 'noStore'
  | 'notMember'
  | 'untrusted'
  | 'alreadyMember'
  | 'unknown'
  | 'yourself'
  | 'lastMember'
  | 'badRecipient';

/** Thrown where who is in the team cannot be changed so; nothing was changed then. */
export class TeamError extends Error {
  override readonly name = 'TeamError';

  constructor(readonly problem: TeamProblem) {
    super(problem);
  }
}

/** Git or another program changed a file in the meantime, or it is a link, which is not followed. */
export class StoreChangedError extends Error {
  override readonly name = 'StoreChangedError';
}
