import { type LoginDetails, serialiseDetails } from './loginDetails';

/** What two people may have changed of a login's details, one this and one that. */
export type DetailsPart = 'answers' | 'password';

/** A login's details as one side of a merge has them. */
export interface DetailsSide {
  readonly details: LoginDetails;
  /** The count that a member signed, if one did. */
  readonly count?: number | undefined;
}

/** Which side is right, by part. */
export type PartChoice<Side> = Readonly<Partial<Record<DetailsPart, Side>>>;

/** A part as text, for comparison; `undefined` if the login has none. */
export function partText({ answers, password }: LoginDetails, part: DetailsPart): string | undefined {
  if (part === 'password') return password;
  return answers.length === 0 ? undefined : serialiseDetails({ answers });
}

/**
 * The parts a person must choose a side for: a count tells how often a side was changed, but not which part. If only one side has
 * a part, that is no question, unless the other one may have removed it.
 */
export function partsToChoose(one: DetailsSide, other: DetailsSide): readonly DetailsPart[] {
  return (['answers', 'password'] as const).filter(part => isForPerson(part, one, other));
}

/** @returns `undefined` if a person is still to choose a side */
export function mergeDetails(
  one: DetailsSide,
  other: DetailsSide,
  chosen: PartChoice<DetailsSide>,
): LoginDetails | undefined {
  if (partsToChoose(one, other).some(part => !chosen[part])) return undefined;
  const from = (part: DetailsPart): LoginDetails =>
    (chosen[part] ?? onlySide(part, one, other) ?? one).details;
  const { password } = from('password');
  return { answers: from('answers').answers, ...(password !== undefined && { password }) };
}

function isForPerson(part: DetailsPart, one: DetailsSide, other: DetailsSide): boolean {
  if (partText(one.details, part) === partText(other.details, part)) return false;
  const only = onlySide(part, one, other);
  if (only?.count === undefined) return true;
  // Nobody removes answers alone, and nobody has removed a password with the first file that a login had.
  return part === 'password' && (only === one ? other : one).count !== 1;
}

/** The only side that has a part. */
function onlySide(part: DetailsPart, one: DetailsSide, other: DetailsSide): DetailsSide | undefined {
  const having = [one, other].filter(({ details }) => partText(details, part) !== undefined);
  return having.length === 1 ? having[0] : undefined;
}
