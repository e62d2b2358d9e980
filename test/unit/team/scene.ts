import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../src/age/age';
import { signerOf } from '../../../src/age/signing';
import { type Entry, entryBytes, type Unsigned } from '../../../src/core/team/entry';
import { formatMember } from '../../../src/core/team/memberFile';
import { formatSharedFile, type Signed, sealBytes } from '../../../src/core/team/sharedFile';
import { Computer } from '../../shared/computer';
import { LOGIN } from '../../shared/lists';
import { NEW_KEY } from '../../shared/oracle';
import { LOGINS, type SmallTeam } from './smallTeam';

/** Clones of a team's folder, and what leavers write with tools of their own. */
export class Scene {
  constructor(readonly team: SmallTeam) {}

  path(login: string, place = this.team.folder): string {
    return join(place, `${login}.age`);
  }

  /** The same computer with what it remembers, over a clone that has what the team's folder has now. */
  async clone(computer: Computer, name: string): Promise<Computer> {
    const place = join(this.team.root, name);
    await cp(this.team.folder, place, { recursive: true });
    const other = await Computer.of(computer.name, place, computer.identity);
    other.restore(computer);
    return other;
  }

  async request(place: string, name: string): Promise<Computer> {
    const computer = await Computer.of(name, place);
    await computer.store.join(name);
    return computer;
  }

  /** Priya removes somebody, and sets the key of a login again. */
  async removeAndSet(leaver: Computer): Promise<void> {
    const { priya } = this.team;
    await priya.remove(leaver, LOGINS);
    await priya.enterKey(LOGIN, NEW_KEY);
    await priya.sync(LOGINS);
  }

  /** A computer takes what its clone has, then the team's file of a login, and encrypts all again. */
  async passOn(away: Computer): Promise<void> {
    await away.sync(LOGINS);
    await this.pull(LOGIN, this.team.folder, away.folder);
    await away.sync(LOGINS);
    await away.store.reencrypt(LOGINS);
  }

  /** A member writes the file of a login with a tool of their own, for all. */
  async write(by: Computer, signed: Signed): Promise<void> {
    const seal = { count: 2, people: 1, by: await by.store.recipient() };
    const { sign } = await signerOf(by.identity);
    const signature = sign(sealBytes('key', this.team.id, LOGIN, signed, seal));
    const file = formatSharedFile({ ...signed, readers: [], seal: { ...seal, signature } });
    const { members } = await this.team.priya.store.people();
    const readers = members.map(({ recipient }) => recipient);
    await writeFile(this.path(LOGIN), await encrypt(file, readers));
  }

  /** Whether somebody can decrypt the file, with what a setup key's URI has of it. */
  async reads(place: string, login: string, { identity }: Computer, key = ''): Promise<boolean> {
    return readFile(this.path(login, place))
      .then(bytes => decrypt(bytes, identity))
      .then(
        text => text.includes(key),
        () => false,
      );
  }

  /** The file of a login, as git brings it. */
  async pull(login: string, from: string, to: string): Promise<void> {
    await cp(this.path(login, from), this.path(login, to));
  }

  async pullMembers(from: string, to: string): Promise<void> {
    await cp(join(from, 'members'), join(to, 'members'), { recursive: true });
  }

  async pullMember(computer: Computer, from: string, to: string): Promise<void> {
    const file = `members/${await computer.store.recipient()}.json`;
    await cp(join(from, file), join(to, file));
  }

  /** An entry that somebody signs with a tool of their own. */
  async entry(by: Computer, about: Computer, said: Partial<Unsigned<Entry>>): Promise<Entry> {
    const { recipient, signingKey } = await about.keys();
    const entry: Unsigned<Entry> = {
      recipient,
      signingKey,
      name: about.name,
      role: 'member',
      logins: [],
      state: 'approved',
      keeps: [],
      count: 1,
      on: '2026-11-25',
      by: await by.store.recipient(),
      ...said,
    };
    const { sign } = await signerOf(by.identity);
    return { ...entry, signature: sign(entryBytes(this.team.id, entry)) };
  }

  /** A file of a new person that carries entries. */
  async carry(place: string, carrier: Computer, roster: readonly Entry[]): Promise<void> {
    const { recipient, signingKey } = await carrier.keys();
    await writeFile(
      join(place, `members/${recipient}.json`),
      formatMember({ name: carrier.name, requested: '2026-11-25', signingKey, roster: [...roster] }),
    );
  }
}
