import { l10n } from 'vscode';
import type { TeamPerson, TeamStatus } from '../contributions/commandResults';
import { loginKey } from '../core/account';
import type { People, Person } from './people';
import { wordsOf } from './people';
import { type RemovedKey, removedKeys } from './removedKeys';
import { soleMemberOf } from './soleMember';
import type { Membership } from './standing';
import type { Team, Teams } from './teams';

/** How a store stands, with what only the rows show. */
export interface DetailedStatus extends TeamStatus {
  readonly membership: Membership;
  /** Those of {@link TeamStatus.untrusted}. */
  readonly unconfirmed: readonly TeamPerson[];
  /** The names of pairs who removed each other. */
  readonly disputes: readonly (readonly [string, string])[];
  readonly syncedAt?: number | undefined;
  /** Who approved this computer's request. */
  readonly approver?: string | undefined;
  /** The only one who could approve this computer, as far as that can be told. */
  readonly soleMember?: string | undefined;
  /** The logins that differ here and in the store. */
  readonly conflicts: readonly string[];
  /** The keys on this computer that somebody removed from the store. */
  readonly removed: readonly RemovedKey[];
  /** The logins of {@link TeamStatus.rotations} whose password who left may know, as far as there is one here. */
  readonly knownPasswords: readonly string[];
  /** The logins that were set here and that the store has not heard of. */
  readonly unsent: readonly string[];
}

/** How a store stands. */
export async function statusOf(teams: Teams, team: Team): Promise<DetailedStatus> {
  await teams.ready();
  const standing = await teams.run(team, store => store.standing());
  const { membership, people, due, memory } = standing;
  const stored = await teams.run(team, store => store.storedAmong(team.list.logins));
  const shared = Object.values(memory?.shared ?? {});
  const loginsOf = (is: (each: (typeof shared)[number]) => boolean): string[] => [
    ...new Set(shared.filter(is).map(({ login }) => login)),
  ];
  const person = (each: Person): Promise<TeamPerson> => describe(each, people);
  const secrets = team.list.logins.map(loginKey).map(login => ({
    login,
    here: teams.isHere(login),
    inStore: stored.has(login),
  }));
  const unsent = loginsOf(({ isUnsent }) => isUnsent === true);
  const onlyHere = secrets.filter(({ login, here, inStore }) => here && !inStore && !unsent.includes(login));
  return {
    membership,
    members: await Promise.all((people?.members ?? []).map(person)),
    requests: await Promise.all((people?.requests ?? []).map(person)),
    unconfirmed: await Promise.all((people?.unconfirmed ?? []).map(person)),
    disputes: (people?.disputes ?? []).map(([one, other]) => [nameIn(people, one), nameIn(people, other)]),
    untrusted: (people?.unconfirmed ?? []).map(({ recipient }) => recipient),
    rotations: due.map(({ login, since, because }) => ({ login, since, because })),
    secrets,
    approver: standing.approver?.name,
    // Only who waits for an approval asks.
    soleMember:
      membership === 'asked' && people ? soleMemberOf(people, await team.store.recipient()) : undefined,
    conflicts: loginsOf(({ isConflict }) => isConflict === true),
    unsent,
    knownPasswords: teams.withPassword(
      due.filter(({ because }) => mayKnowPasswords(because, people)).map(({ login }) => login),
    ),
    removed: await removedKeys(
      standing,
      onlyHere.map(({ login }) => login),
    ),
    syncedAt: memory?.syncedAt,
  };
}

/** Somebody as `team.status` returns them. */
async function describe(person: Person, people: People | undefined): Promise<TeamPerson> {
  const { recipient, name, role, requested, by } = person;
  return {
    recipient,
    name,
    fingerprint: await wordsOf(person),
    role,
    ...(role === 'machine' && { logins: person.logins }),
    ...(requested !== undefined && { requested }),
    ...(by !== undefined && { approvedBy: nameIn(people, by) }),
  };
}

/** Machines never get passwords. */
function mayKnowPasswords(name: string, people: People | undefined): boolean {
  const named = people?.roster.entries.filter(each => each.name === name) ?? [];
  return named.length === 0 || named.some(({ role }) => role === 'member');
}

function nameIn(people: People | undefined, recipient: string): string {
  return people?.roster.of(recipient)?.name ?? recipient;
}

/** The logins that the store and this computer don't have in common, and why, without {@link DetailedStatus.removed}. */
export function outOfSync({
  secrets,
  conflicts,
  unsent,
  removed,
}: DetailedStatus): readonly (readonly [string, string])[] {
  return secrets.flatMap(({ login, here, inStore }) => {
    if (conflicts.includes(login)) return [[login, l10n.t('differs from the store')] as const];
    if (unsent.includes(login)) return [[login, l10n.t('not sent yet')] as const];
    if (here === inStore || removed.some(each => each.login === login)) return [];
    const where = here ? l10n.t('only on this computer') : l10n.t('only in the store');
    return [[login, where] as const];
  });
}
