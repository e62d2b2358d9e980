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
