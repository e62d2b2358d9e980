/** Why a change of who is in the team was refused. */
export type TeamProblem =
  | 'exists'
  | 'adopt'
  | 'noStore'
  | 'notMember'
  | 'alreadyMember'
  | 'alreadyAsked'
  | 'notApproved'
  | 'unknown'
  | 'changed'
  | 'yourself'
  | 'lastMember'
  | 'badRecipient'
  | 'wrongWords'
  | 'merging'
  | 'notForMachines'
  | 'otherStore'
  | 'tooMuch'
  | 'full';

/** Thrown if who is in the team can't be changed like this. Nothing was changed. */
export class TeamError extends Error {
  override readonly name = 'TeamError';

  /** @param files what stands in the way */
  constructor(
    readonly problem: TeamProblem,
    readonly files: readonly string[] = [],
  ) {
    super(problem);
  }
}

/** Git or another program changed a file in the meantime, or it is a link, which is not followed. */
export class StoreChangedError extends Error {
  override readonly name = 'StoreChangedError';
}
