import { byRank, type Entry, isAboutSigner, markOf } from './entry';
import { MAXIMUM_COUNT } from './limits';

/**
 * How a person stands. `in`: approved. `out`: removed, or nobody who counts has approved them. `doubt`: they and another
 * one removed each other, and a person has to decide.
 */
export type Standing = 'in' | 'out' | 'doubt';

type Validity = 'yes' | 'no' | 'doubt' | 'open';

/**
 * Everyone that a computer knows of a team: what each member last said of each person. Entries are only added. Who is in
 * the team follows from all of them, in whichever order they came, so that computers with the same entries agree.
 *
 * An entry counts while its signer is in the team. Once the signer is removed, only those entries count that the removal keeps.
 */
export class Roster {
  readonly #entries: ReadonlyMap<string, readonly Entry[]>;
  readonly #standing = new Map<string, Standing>();
  /** Those who are in as machines, and sign nothing that counts. */
  readonly #machines = new Set<string>();
  /** Those who are in because somebody in doubt approved them, or one of these. */
  readonly #byDoubt = new Set<string>();

  /**
   * @param entries whose signatures have been verified
   * @param me this computer's recipient. It is in its own team unless somebody who is in the team has removed it.
   */
  constructor(
    entries: Iterable<Entry>,
    readonly me: string,
  ) {
    const latest = new Map<string, Entry>();
    for (const entry of entries) {
      const key = `${entry.recipient} ${entry.by}`;
      const known = latest.get(key);
      if (!known || byRank(entry, known) < 0) latest.set(key, entry);
    }
    const about = new Map<string, Entry[]>();
    for (const entry of [...latest.values()].sort(byRank))
      about.set(entry.recipient, [...(about.get(entry.recipient) ?? []), entry]);
    this.#entries = about;
    this.#decideAll();
  }

  /** All entries, in a fixed order: computers that know the same write the same. */
  get entries(): readonly Entry[] {
    return this.recipients.flatMap(recipient => this.#entries.get(recipient) ?? []);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** How a person stands, or `undefined` if no entry is about them. */
  standingOf(recipient: string): Standing | undefined {
    return this.#standing.get(recipient);
  }

  /** The entry that decides how a person stands, otherwise the latest one about them. */
  of(recipient: string): Entry | undefined {
    return this.#first(recipient)?.entry ?? this.#entries.get(recipient)?.[0];
  }

  /**
   * What a person's signatures are verified with; empty if they have none. An approval says it, because a person compared words
   * for that: one who declines a request may have seen a forged key.
   */
  signingKeyOf(recipient: string): string {
    return this.#approvedKeyOf(recipient) || (this.of(recipient)?.signingKey ?? '');
  }

  /** Whether an approval says another signing key than the one that the person is known to have. */
  hasOtherKey({ recipient, signingKey, state }: Entry): boolean {
    const known = this.#approvedKeyOf(recipient);
    return state === 'approved' && signingKey !== '' && known !== '' && signingKey !== known;
  }

  #approvedKeyOf(recipient: string): string {
    const entry = (this.#entries.get(recipient) ?? []).find(
      each => each.state === 'approved' && each.signingKey !== '' && this.#validity(each) !== 'no',
    );
    return entry?.signingKey ?? '';
  }

  /** A person who is in the team. */
  approved(recipient: string): Entry | undefined {
    return this.#standing.get(recipient) === 'in' ? this.of(recipient) : undefined;
  }

  /** Whether a person may write: to approve, remove and sign keys. */
  isFullMember(recipient: string): boolean {
    return this.approved(recipient)?.role === 'member';
  }

  /** All that an entry is about, sorted. */
  get recipients(): readonly string[] {
    return [...this.#entries.keys()].sort();
  }

  /** All who are in the team, sorted. */
  get people(): readonly Entry[] {
    return this.recipients.flatMap(recipient => this.approved(recipient) ?? []);
  }

  /** The recipients of the full members, sorted. */
  get members(): readonly string[] {
    return this.people.filter(({ role }) => role === 'member').map(({ recipient }) => recipient);
  }

  /** Who may read the key of a login, in lower case. */
  readersOf(login: string): readonly string[] {
    return this.people
      .filter(({ role, logins }) => role === 'member' || logins.includes(login))
      .map(({ recipient }) => recipient);
  }

  /** Whether a person is in the team only because somebody in doubt approved them, or approved who did. */
  isByDoubt(recipient: string): boolean {
    return this.#byDoubt.has(recipient);
  }

  /** The entries that a person signed and that count. */
  signedBy(recipient: string): readonly Entry[] {
    return this.entries.filter(entry => entry.by === recipient && this.#validity(entry) === 'yes');
  }

  /** The sum of all counts that count. A computer whose sum is lower than another's lacks an entry. */
  get knowledge(): number {
    const counted = this.entries.filter(entry => this.#validity(entry) === 'yes');
    return Math.min(
      MAXIMUM_COUNT,
      counted.reduce((sum, { count }) => sum + count, 0),
    );
  }

  /** The highest count of any entry about a person, otherwise 0. */
  highestCount(recipient: string): number {
    return this.#entries.get(recipient)?.[0]?.count ?? 0;
  }

  /** Pairs in which one removed the other, and it isn't clear whose word counts. */
  get doubts(): readonly (readonly [string, string])[] {
    const isInDoubt = (recipient: string): boolean => this.#standing.get(recipient) === 'doubt';
    const pairs = [...this.#standing.keys()].filter(isInDoubt).map(recipient => {
      const removers = this.#removers(recipient);
      return [removers.find(isInDoubt) ?? removers[0] ?? recipient, recipient].sort();
    });
    return [...new Map(pairs.map(([one = '', other = '']) => [one + other, [one, other] as const])).values()];
  }

  /** Whether an entry is known, or a later one by the same person about the same person. */
  has({ recipient, by, count }: Pick<Entry, 'recipient' | 'by' | 'count'>): boolean {
    return this.#entries.get(recipient)?.some(each => each.by === by && each.count >= count) ?? false;
  }

  /** Those who say that somebody is removed, whether or not that counts. */
  removersOf(recipient: string): readonly string[] {
    const entries = this.#entries.get(recipient) ?? [];
    return entries.filter(({ state }) => state === 'removed').map(({ by }) => by);
  }

  /** Those who removed somebody, as far as that isn't known to count for nothing. */
  #removers(recipient: string): readonly string[] {
    const removals = (this.#entries.get(recipient) ?? []).filter(
      entry => entry.state === 'removed' && this.#validity(entry) !== 'no',
    );
    return removals.map(({ by }) => by);
  }

  with(entries: Iterable<Entry>): Roster {
    return new Roster([...this.entries, ...entries], this.me);
  }

  /** The entry about a person that counts first, and whether it is known to count. */
  #first(recipient: string): { entry: Entry; validity: Validity } | undefined {
    for (const entry of this.#entries.get(recipient) ?? []) {
      const validity = this.#validity(entry);
      if (validity !== 'no') return { entry, validity };
    }
    return undefined;
  }

  #validity(entry: Entry): Validity {
    if (isAboutSigner(entry)) return entry.state === 'approved' && entry.count === 1 ? 'yes' : 'no';
    const signer = this.#standing.get(entry.by);
    const isMachine = this.#machines.has(entry.by);
    if (signer === 'in' && !isMachine)
      return this.#byDoubt.has(entry.by) && entry.state === 'approved' ? 'doubt' : 'yes';
    if (!this.#entries.has(entry.by)) return 'no';
    const removals = (this.#entries.get(entry.by) ?? []).filter(
      ({ state, by }) => state === 'removed' && this.#standing.get(by) !== 'out',
    );
    // What a removal keeps counts whether or not the removal does, which may depend on this very entry.
    if (removals.length > 0 && removals.every(({ keeps }) => keeps.includes(markOf(entry)))) return 'yes';
    if (signer === 'out' || isMachine) return 'no';
    return signer === 'doubt' ? 'doubt' : 'open';
  }

  #decideAll(): void {
    const undecided = new Set(this.#entries.keys());
    const decide = (recipient: string, standing: Standing): void => {
      if (standing === 'in' && this.#first(recipient)?.entry.role === 'machine')
        this.#machines.add(recipient);
      if (standing === 'in' && recipient !== this.me && this.#first(recipient)?.validity === 'doubt')
        this.#byDoubt.add(recipient);
      this.#standing.set(recipient, standing);
      undecided.delete(recipient);
    };
    while (undecided.size > 0) {
      let isStuck = true;
      for (const recipient of undecided) {
        const standing = this.#decided(recipient);
        if (standing === undefined) continue;
        decide(recipient, standing);
        isStuck = false;
      }
      if (!isStuck) continue;
      // Only circles are left. An approval from within one doesn't outweigh a removal from outside.
      const leavers = [...undecided].filter(each => each !== this.me && this.#isSurelyRemoved(each));
      for (const leaver of leavers) decide(leaver, 'out');
      if (leavers.length > 0) continue;
      // Who is approved anyway is in, as a machine if that is what the one within the circle says.
      const approved = [...undecided].filter(each => each !== this.me && this.#isSurelyApproved(each));
      for (const each of approved) decide(each, 'in');
      if (approved.length > 0) continue;
      // On this computer, its own person counts first: their removals are decided ones.
      if (undecided.has(this.me)) decide(this.me, 'in');
      else {
        // Whom somebody removed within a circle is in doubt; who is only approved within one is out.
        const removed = [...undecided].filter(each => this.#removers(each).length > 0);
        for (const recipient of removed.length > 0 ? removed : [...undecided])
          decide(recipient, removed.length > 0 ? 'doubt' : 'out');
      }
    }
  }

  /** How a person stands, if that doesn't depend on who is undecided. */
  #decided(recipient: string): Standing | undefined {
    let open: Entry | undefined;
    for (const entry of this.#entries.get(recipient) ?? []) {
      const validity = this.#validity(entry);
      if (validity === 'no') continue;
      if (validity === 'open') {
        // Whether it counts or not, the next one may say the same.
        if (open && !isSameDecision(open, entry)) return this.#undecided(recipient);
        open = entry;
        continue;
      }
      const standing = standingBy(entry, validity, recipient === this.me);
      if (!open || isSameDecision(open, { ...entry, state: standing === 'in' ? 'approved' : 'removed' }))
        return standing;
      return this.#undecided(recipient);
    }
    return open ? this.#undecided(recipient) : 'out';
  }

  /** Whether a removal of a person counts, and of the later approvals of them none is known to. */
  #isSurelyRemoved(recipient: string): boolean {
    for (const entry of this.#entries.get(recipient) ?? []) {
      const validity = this.#validity(entry);
      if (validity === 'yes' || validity === 'doubt') return validity === 'yes' && entry.state === 'removed';
    }
    return false;
  }

  /** Whether an approval of a person counts, and of the later entries about them each is an approval, in another role. */
  #isSurelyApproved(recipient: string): boolean {
    for (const entry of this.#entries.get(recipient) ?? []) {
      const validity = this.#validity(entry);
      if (validity === 'no') continue;
      if (entry.state === 'removed') return false;
      if (validity !== 'open') return true;
    }
    return false;
  }

  /** A person is in their own team as long as nobody who is surely in it has removed them. */
  #undecided(recipient: string): Standing | undefined {
    return recipient === this.me && this.#first(recipient)?.entry.state === 'approved' ? 'in' : undefined;
  }
}

function isSameDecision(one: Entry, other: Entry): boolean {
  return one.state === other.state && (one.state === 'removed' || one.role === other.role);
}

function standingBy({ state }: Entry, validity: Validity, isMe: boolean): Standing {
  if (state === 'approved') return 'in';
  if (validity === 'yes') return 'out';
  return isMe ? 'in' : 'doubt';
}
