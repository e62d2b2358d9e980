import { fingerprintOf } from '../../src/age/fingerprint';
import { entriesIn, type MemberFile, statementBytesOf } from '../../src/core/team/memberFile';
import { adoptEntries, runToEnd } from '../../src/core/team/takeEntries';
import type { Layout } from '../../src/team/layout';
import type { Verifier } from '../../src/team/patientVerifier';
import { type People, readMemberFiles, readPeople } from '../../src/team/people';
import { DamagedError, NotTrustedError } from './errors';
import { verify } from './verify';
import { visible } from './visible';

/** The people of a store, by the word of one of them. */
export interface TrustedTeam {
  readonly id: string;
  readonly people: People;
}

/** Nothing else has to be done in between. */
const VERIFIER: Verifier = {
  verify,
  rest: async () => {},
  run: async steps => runToEnd(steps),
};

/** Somebody's keys, as the store has them. */
interface Keys {
  readonly recipient: string;
  readonly signingKey: string;
}

/**
 * Reads who is in the team: what the member with these words signed is believed, and then what those members signed.
 *
 * @throws NotTrustedError, DamagedError
 */
export async function trustedTeam(layout: Layout, words: string): Promise<TrustedTeam> {
  const id = await layout.id();
  if (id === undefined)
    throw new DamagedError("store.json: It is missing or can't be read. Restore it from an earlier commit.");
  const members = await readMemberFiles(layout);
  const trusted = await keysWith(words, members.files);
  if (!trusted)
    throw new NotTrustedError(
      'members/: Nobody in this store has the trusted words. Compare them in the Team view.',
    );
  const signed = entriesSignedBy(trusted, id, members.files);
  if (signed.length === 0)
    throw new NotTrustedError(
      `members/${trusted.recipient}.json: The member with the trusted words has approved nobody in this store. Trust the words of the member who approved this machine.`,
    );
  // The trusted member counts first, as on their own computer.
  const roster = adoptEntries(id, signed, trusted.recipient, verify);
  const people = await readPeople(layout, id, roster, VERIFIER, members);
  if (!people.roster.isFullMember(trusted.recipient)) {
    const name = visible(people.roster.of(trusted.recipient)?.name ?? '');
    throw new NotTrustedError(
      `members/${trusted.recipient}.json: ${name} is no longer a member. Trust the words of another one.`,
    );
  }
  return { id, people };
}

/** Several people may claim the same keys in a store, but no two keys have the same words. */
async function keysWith(words: string, files: ReadonlyMap<string, MemberFile>): Promise<Keys | undefined> {
  const seen = new Set<string>();
  for (const [recipient, file] of files) {
    const claimed = [{ recipient, signingKey: file.signingKey ?? '' }, ...entriesIn(file)];
    for (const { recipient: each, signingKey } of claimed) {
      const keys = `${each} ${signingKey}`;
      if (seen.has(keys)) continue;
      seen.add(keys);
      if ((await fingerprintOf(each, signingKey)) === words) return { recipient: each, signingKey };
    }
  }
  return undefined;
}

/** All that somebody said of the team in statements that they signed as a whole. */
function entriesSignedBy(
  { recipient, signingKey }: Keys,
  id: string,
  files: ReadonlyMap<string, MemberFile>,
) {
  return [...files].flatMap(([about, file]) => {
    const { statement } = file;
    if (statement?.by !== recipient) return [];
    const bytes = statementBytesOf(id, about, file, statement);
    return verify(signingKey, bytes, statement.signature) ? statement.roster : [];
  });
}
