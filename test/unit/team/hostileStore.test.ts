import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../src/age/age';
import { signerOf } from '../../../src/age/signing';
import { NO_DETAILS, parseDetails, serialiseDetails } from '../../../src/core/loginDetails';
import { serialiseAnswers } from '../../../src/core/recovery';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { formatMember, parseMember, statementBytesOf } from '../../../src/core/team/memberFile';
import { formatRecipients } from '../../../src/core/team/recipients';
import { TeamError } from '../../../src/team/teamError';
import { Computer } from '../../shared/computer';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { cases } from '../../shared/thorough';
import { Clone, Origin } from './repository';

const LOGINS = [LOGIN, OTHER_LOGIN];
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A computer of somebody honest, on a clone of its own. */
interface Desk {
  readonly computer: Computer;
  readonly clone: Clone;
}

const KINDS = [
  'set',
  'setAnswers',
  'setPassword',
  'removePassword',
  'losePassword',
  'sync',
  'share',
  'branch',
  'approve',
  'forgeRecipient',
  'forgeFile',
  'forgeDetails',
  'forgeMember',
  'damage',
  'revert',
  'remove',
  'lateEntry',
  'lateRemoval',
  'hide',
  'keep',
] as const;

/** What may happen, at which desk, and to what. */
const event = fc.record({
  what: fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...KINDS) },
    {
      weight: 10,
      arbitrary: fc.constantFrom('set', 'setPassword', 'removePassword', 'sync', 'share', 'share', 'share'),
    },
  ),
  who: fc.nat(4),
  whom: fc.nat(3),
  which: fc.nat(1),
});

/** Each kind at each desk in turn. */
const EVERYTHING = KINDS.flatMap((happens, index) => [
  { what: happens, who: index % 5, whom: index % 4, which: index % 2 },
  { what: 'share' as const, who: (index + 2) % 5, whom: 0, which: 0 },
]);

/** A team with desks of three people. Two of them have a second computer. Lee may leave, and Eve was never in. */
class World {
  readonly origin = new Origin();
  readonly desks: Desk[] = [];
  /** Lee keeps a clone, and pushes whatever they like. */
  lee!: Desk;
  eve!: Computer;
  jo!: Computer;
  hasLeft = false;
  /** Whether Lee said that Eve is in: a computer that has not heard of the removal may believe that, as SECURITY.md says. */
  isEveNamed = false;
  /** The keys and passwords that were set while it was known at that desk that Lee is out. */
  readonly afterLee = new Set<string>();
  /** What was damaged, by what it became: git has both. */
  readonly damaged = new Map<Uint8Array, Uint8Array>();
  readonly #branches = new Map<Clone, Map<string, Uint8Array>>();
  /** Passwords that no member set. */
  readonly forged = new Set<string>();
  #keys = 0;

  static async of(): Promise<World> {
    const world = new World();
    const priya = await world.desk('Priya');
    await priya.computer.create(LOGINS);
    world.share(priya);
    for (const name of ['Sam', 'Kim', 'Lee']) {
      const each = await world.desk(name);
      each.clone.pull();
      await each.computer.store.join(name);
      each.clone.push();
      priya.clone.pull();
      await priya.computer.approve(each.computer, LOGINS);
      priya.clone.push();
      each.clone.pull();
      await each.computer.confirm();
      await each.computer.sync(LOGINS);
      each.clone.push();
    }
    const lee = world.desks.pop();
    assert.ok(lee);
    world.lee = lee;
    for (const { computer } of world.desks.slice(0, 2)) {
      const second = await world.desk(computer.name, computer);
      second.clone.pull();
      await second.computer.sync(LOGINS);
    }
    world.jo = await Computer.of('Jo', 'Jo', undefined, new Clone(world.origin));
    world.eve = await Computer.of('Eve', '', undefined, new Clone(world.origin));
    return world;
  }

  async desk(name: string, first?: Computer): Promise<Desk> {
    const clone = new Clone(this.origin);
    const computer = await Computer.of(name, `${name}${this.desks.length}`, first?.identity, clone);
    if (first) computer.restore(first);
    const desk = { computer, clone };
    this.desks.push(desk);
    return desk;
  }

  /** Lets Jo in, or takes them out again. */
  async approveJo(desk: Desk): Promise<void> {
    const { clone } = desk;
    const jo = await this.jo.store.recipient();
    await this.exchange(desk);
    const request = {
      name: 'Jo',
      requested: '2026-11-25',
      signingKey: (await signerOf(this.jo.identity)).signingKey,
    };
    const { members } = await desk.computer.store.people();
    if (members.some(({ recipient }) => recipient === jo))
      await desk.computer.remove(this.jo, LOGINS).catch(refused);
    else {
      if (!clone.files.has(`members/${jo}.json`))
        clone.put(`members/${jo}.json`, Buffer.from(formatMember(request)));
      await desk.computer.approve(this.jo, LOGINS).catch(refused);
    }
    await this.exchange(desk);
  }

  share({ clone }: Desk): void {
    if (clone.pull().length === 0) clone.push();
  }

  /** Pulls, merges what git can't, syncs and pushes, as an honest person does. */
  async exchange({ computer, clone }: Desk, choose: 'here' | 'store' | undefined = undefined): Promise<void> {
    for (const { path, sides } of clone.pull()) {
      const member = /^members\/(.*)\.json$/.exec(path)?.[1];
      if (member !== undefined) await computer.store.mergeMember(member, sides).catch(refused);
      else if (path.endsWith('.age')) {
        const kind = path.includes('~') ? 'answers' : 'key';
        const login = decodeURIComponent(path.replace(/(?:~answers)?\.age$/, ''));
        const merged = await computer.store.mergeKey(kind, login, sides).catch(refused);
        if (typeof merged === 'object') {
          const own = (await computer.get(login))[kind];
          const chosen = merged.find(({ value }) => value === own) ?? merged[0];
          // Of details that are neither side’s, mine stay in the folder, and a sync asks.
          if (kind === 'answers' && chosen.value !== own) continue;
          if (kind === 'key') await computer.setKey(login, chosen.value);
          await computer.store.mergeKey(kind, login, sides, chosen.tag);
        }
      }
    }
    await this.sync({ computer, clone }, choose);
    clone.push();
  }

  async sync({ computer }: Desk, choose?: 'here' | 'store'): Promise<void> {
    const before = new Map(computer.secrets);
    const { conflicts, unshared, received, disputes } = await this.#synced(computer);
    for (const [login, secret] of before) {
      const after = computer.secrets.get(login);
      if (secret.key !== undefined) assert.ok(after?.key, 'A sync removes no key here.');
      const { answers } = parseDetails(secret.answers ?? NO_DETAILS);
      if (answers.length > 0) assert.ok(computer.detailsOf(login).answers.length > 0, 'Nor answers.');
      if (!received.includes(login)) assert.deepEqual(after, secret);
    }
    for (const login of choose ? [] : LOGINS) {
      const { password } = computer.detailsOf(login);
      assert.ok(password === undefined || !this.forged.has(password), 'A person has not chosen it.');
    }
    for (const pair of disputes) {
      const lee = await this.lee.computer.store.recipient();
      const staying = pair.find(each => each !== lee);
      if (pair.includes(lee) && staying !== undefined)
        await computer.store
          .settle(staying, lee, { logins: LOGINS, kept: await this.honest(), progress: quiet })
          .catch(refused);
    }
    if (choose && conflicts.length + unshared.length > 0)
      await computer.store.sync({
        logins: LOGINS,
        scope: 'all',
        chosen: new Map(conflicts.map(login => [login, choose])),
        // What was set while Lee said that they are out.
        shared: new Set(unshared),
      });
  }

  async #synced(computer: Computer) {
    const { people, ...result } = await computer.sync(LOGINS);
    return { ...result, disputes: people?.disputes ?? [] };
  }

  async honest(): Promise<ReadonlySet<string>> {
    return new Set(await Promise.all(this.desks.map(({ computer }) => computer.store.recipient())));
  }

  /** Takes damaged files out of an earlier commit, as a person does. */
  restoreDamaged(): void {
    const head = new Map(this.origin.head);
    for (const [path, bytes] of head) head.set(path, this.damaged.get(bytes) ?? bytes);
    this.origin.head = head;
    for (const { clone } of this.desks)
      for (const [path, bytes] of clone.files) {
        const whole = this.damaged.get(bytes);
        if (whole) clone.put(path, whole);
      }
  }

  /** Whether it is known at a desk that Lee was removed. */
  async isLeeOut({ computer }: Desk): Promise<boolean> {
    const lee = await this.lee.computer.store.recipient();
    const { roster } = await computer.store.people();
    return roster.of(lee)?.state === 'removed' && roster.standingOf(lee) === 'out';
  }

  /** A key that nobody else has. */
  newKey(): string {
    let number = ++this.#keys;
    let key = '';
    while (key.length < 32) {
      key += BASE32[number % 32];
      number = Math.floor(number / 32) + 7;
    }
    return key;
  }

  /** Takes another branch out, and back. */
  switchBranch({ clone }: Desk): void {
    const other = this.#branches.get(clone) ?? new Map(this.origin.head);
    this.#branches.set(clone, new Map(clone.files));
    for (const path of clone.files.keys()) if (!other.has(path)) clone.files.delete(path);
    for (const [path, bytes] of other) clone.put(path, bytes);
  }

  /** Merges branches that nobody pushed: what only they have comes along. */
  mergeBranches(): void {
    for (const { clone } of this.desks)
      for (const [path, bytes] of this.#branches.get(clone) ?? [])
        if (!clone.files.has(path)) clone.put(path, bytes);
  }

  /** Lee says something of somebody, which their own computer lets nobody else sign. */
  async lateEntry(about: Computer, state: Entry['state']): Promise<void> {
    const { computer, clone } = this.lee;
    const [signer, own, recipient] = [
      await signerOf(computer.identity),
      await computer.store.recipient(),
      await about.store.recipient(),
    ];
    const id = JSON.parse(Buffer.from(clone.files.get('store.json') ?? []).toString()).id as string;
    const path = `members/${recipient}.json`;
    const before = parseMember(Buffer.from(clone.files.get(path) ?? []).toString());
    const known = before?.statement?.roster ?? [];
    const said: Unsigned<Entry> = {
      recipient,
      signingKey: (await signerOf(about.identity)).signingKey,
      name: about.name,
      role: 'member',
      logins: [],
      state,
      keeps: [],
      count: Math.max(0, ...known.filter(each => each.recipient === recipient).map(({ count }) => count)) + 1,
      on: '2026-11-25',
      by: own,
    };
    const request = { name: about.name, requested: '2026-11-25', signingKey: said.signingKey };
    const roster = [...known, { ...said, signature: signer.sign(entryBytes(id, said)) }];
    const signature = signer.sign(statementBytesOf(id, recipient, request, { by: own, roster }));
    clone.put(path, Buffer.from(formatMember({ ...request, statement: { by: own, roster, signature } })));
  }
}

/** Answers that nobody else has. */
function answersOf(answer: string): string {
  return serialiseAnswers([{ question: 'First pet?', answer }]);
}

const quiet = { report: () => {}, isCancelled: false };

function refused(error: unknown): undefined {
  if (!(error instanceof TeamError)) throw error;
}

describe('A team store that anybody can write to', () => {
  it('tells forgers and leavers nothing, loses no key, and is the same for all in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 40, size: 'max' }), async events => {
        const world = await World.of();
        const { origin, lee } = world;
        const old = new Map<string, Uint8Array>();
        for (const { what: happens, who, whom, which } of events) {
          const desk = world.desks[who] ?? assert.fail();
          const login = LOGINS[which] ?? '';
          const { computer, clone } = desk;
          const others = [...world.desks.map(each => each.computer), lee.computer];
          const other = others[whom] ?? computer;
          if (happens === 'set') {
            const key = world.newKey();
            await computer.enterKey(login, key);
            if (await world.isLeeOut(desk)) world.afterLee.add(key);
            await world.sync(desk);
          } else if (happens === 'setAnswers') {
            await computer.enterAnswers(login, answersOf(world.newKey()));
            await world.sync(desk);
          } else if (happens === 'setPassword') {
            const password = world.newKey();
            await computer.enterPassword(login, password);
            if (await world.isLeeOut(desk)) world.afterLee.add(password);
            await world.sync(desk);
          } else if (happens === 'removePassword') {
            if (computer.detailsOf(login).password !== undefined)
              await computer.enterPassword(login, undefined);
            await world.sync(desk);
          } else if (happens === 'losePassword') {
            const { answers } = computer.detailsOf(login);
            const lost = { ...(await computer.get(login)) };
            if (answers.length > 0)
              computer.secrets.set(login, { ...lost, answers: serialiseDetails({ answers }) });
          } else if (happens === 'sync') await world.sync(desk);
          else if (happens === 'share') await world.exchange(desk);
          else if (happens === 'approve') await world.approveJo(desk);
          else if (happens === 'remove' || happens === 'keep') {
            const kept = happens === 'keep' ? [...(await world.honest())] : [];
            await computer.remove(lee.computer, LOGINS, kept).catch(refused);
            await world.exchange(desk);
            world.hasLeft ||= await world.isLeeOut(desk);
          } else if (happens === 'branch') world.switchBranch(desk);
          else if (happens === 'revert') {
            for (const [path, bytes] of old) clone.put(path, bytes);
            for (const [path, bytes] of origin.head) old.set(path, bytes);
          } else {
            // While Lee is a member, they may let in and remove whom they like.
            const needsLee = happens === 'lateEntry' || happens === 'lateRemoval';
            if (!needsLee || world.hasLeft) await attack(happens, world, other, login);
          }
          await assertNothingTold(world, happens);
        }
        world.mergeBranches();
        world.restoreDamaged();
        // Somebody notices that Lee left, and all pull until nothing changes.
        const [first = assert.fail()] = world.desks;
        await world.exchange(first);
        await first.computer.remove(lee.computer, LOGINS, [...(await world.honest())]).catch(refused);
        await world.exchange(first);
        for (let round = 0; round < 4; round++) {
          for (const desk of world.desks) {
            await world.exchange(desk, 'store');
            await desk.computer.store.reencrypt(LOGINS);
            desk.clone.push();
            await assertNothingTold(world, 'the end');
          }
        }
        const ends = await Promise.all(
          world.desks.map(async ({ computer }) => {
            const { members } = await computer.store.people();
            const held = LOGINS.map(each => [computer.keyOf(each), computer.detailsOf(each)]);
            return { names: members.map(({ name }) => name).sort(), held };
          }),
        );
        for (const end of ends) assert.deepEqual(end, ends[0]);
        assert.deepEqual(
          ends[0]?.names.filter(name => name !== 'Jo'),
          ['Kim', 'Priya', 'Sam'],
        );
      }),
      // Among a few of random ones, one that does all there is to do.
      { numRuns: cases(3, 15), endOnFailure: true, examples: [[EVERYTHING]] },
    );
  });
});

/** What Lee and Eve could read of a file, by its bytes: clones share them. */
const readByOthers = new WeakMap<Uint8Array, string>();

/** Nobody but members reads a file, and Lee reads no key or password that was set after they were removed. */
async function assertNothingTold(world: World, happens: string): Promise<void> {
  const { desks, origin, lee, eve, afterLee, isEveNamed } = world;
  for (const files of [origin.head, ...desks.map(({ clone }) => clone.files)]) {
    for (const [path, bytes] of files) {
      if (!path.endsWith('.age')) continue;
      let read = readByOthers.get(bytes);
      if (read === undefined) {
        read = await decrypt(bytes, lee.computer.identity).catch(() => '');
        const byEve = await decrypt(bytes, eve.identity).catch(() => '');
        if (!isEveNamed) assert.equal(byEve, '', `${happens}: Eve reads ${path}`);
        read += byEve;
        readByOthers.set(bytes, read);
      }
      for (const key of afterLee) assert.ok(!read.includes(key), `${happens}: Lee or Eve reads ${key}`);
    }
  }
}

/** What Eve or Lee pushes. */
async function attack(happens: string, world: World, other: Computer, login: string): Promise<void> {
  const { lee, eve, origin } = world;
  const head = new Map(origin.head);
  const eveKey = await eve.store.recipient();
  const put = (path: string, text: string | Uint8Array): void => void head.set(path, Buffer.from(text));
  if (happens === 'forgeRecipient') {
    const lines = Buffer.from(head.get('.age-recipients') ?? []).toString();
    put('.age-recipients', lines + formatRecipients(new Map([[eveKey, 'Alex']])));
  } else if (happens === 'forgeFile') {
    const to = await Promise.all(world.desks.map(({ computer }) => computer.store.recipient()));
    put(
      `${login}.age`,
      await encrypt(`otpauth://totp/Xero:${login}?secret=${world.newKey()}&issuer=Xero\n`, to),
    );
  } else if (happens === 'forgeDetails') {
    const to = await Promise.all(world.desks.map(({ computer }) => computer.store.recipient()));
    const password = world.newKey();
    world.forged.add(password);
    put(`${login}~answers.age`, await encrypt(`${serialiseDetails({ answers: [], password })}\n`, to));
  } else if (happens === 'forgeMember') {
    const path = `members/${await other.store.recipient()}.json`;
    const file = Buffer.from(head.get(path) ?? []).toString();
    put(`members/${eveKey}.json`, file.replaceAll(await other.store.recipient(), eveKey));
    put(path, file.replace('"approved"', '"removed"'));
  } else if (happens === 'hide') {
    for (const path of head.keys()) if (/^(?:members|rotations)\//.test(path)) head.delete(path);
  } else if (happens === 'damage') {
    for (const [path, bytes] of head)
      if (path.startsWith(login)) {
        const half = bytes.slice(0, bytes.length >> 1);
        world.damaged.set(half, world.damaged.get(bytes) ?? bytes);
        head.set(path, half);
      }
  } else {
    // Lee does not pull what they don't want to know.
    world.isEveNamed ||= happens === 'lateEntry';
    if (happens === 'lateEntry') await world.lateEntry(eve, 'approved');
    else await world.lateEntry(other, 'removed');
    for (const [path, bytes] of lee.clone.files) if (path.startsWith('members/')) head.set(path, bytes);
  }
  origin.head = head;
}
