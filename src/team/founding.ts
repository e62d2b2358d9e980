import { isRecipient } from '../age/age';
import { loginKey } from '../core/account';
import { parseAnswers, serialiseAnswers } from '../core/recovery';
import { toPersonName } from '../core/team/entry';
import { MAXIMUM_ENTRIES } from '../core/team/limits';
import { versionOneName } from '../core/team/memberFile';
import { type RecipientProblem, recipientProblem } from '../core/team/recipients';
import { encryptKeyFile, type KeyFile, readKeyFile, sealed } from './keyFile';
import { signedEntry, writeRecipients, writeStatement } from './membership';
import type { Person } from './people';
import type { StoreSession } from './storeSession';
import { TeamError } from './teamError';

/** What version 1 wrote the answers behind, in the file of the key. */
const RECOVERY = 'recovery:';
/** Version 1's list of what a file replaces. */
const REPLACES = 'replaces:';

/** What a store of another tool or of version 1 has: a person decides about each. */
export interface Adoptable {
  readonly people: readonly Person[];
  readonly keys: readonly KeyFile[];
  /** Names of those whose keys can't be a member's. They can't read what is adopted. */
  readonly lockedOut: readonly string[];
}

/** The keys of people whom other tools know, but who can't be members. */
const OF_PEOPLE: ReadonlySet<RecipientProblem | undefined> = new Set(['ssh', 'plugin', 'postQuantum']);

/** Makes a new store, whose only member is this computer's person. */
export async function found(session: StoreSession, name: string): Promise<StoreSession> {
  const { own, signer, people, memory, services, layout, id } = session;
  const root = signedEntry(session, people.roster, {
    recipient: own,
    signingKey: signer.signingKey,
    name,
    role: 'member',
    logins: [],
    state: 'approved',
  });
  const roster = people.roster.with([root]);
  const founded = { ...session, people: { ...people, roster } };
  memory.change(now => ({ ...now, folders: [...new Set([...now.folders, services.folder])] }));
  await layout.writeAttributes();
  await writeStatement(founded, roster, own);
  await layout.writeId(id);
  await writeRecipients(founded, roster);
  return founded;
}

/** What there is to adopt. @param logins the accounts of the store */
export async function adoptable(session: StoreSession, logins: readonly string[]): Promise<Adoptable> {
  const { layout, own } = session;
  const { names, unused } = await layout.recipients();
  const people: Person[] = [];
  for (const [recipient, listed] of names) {
    if (recipient === own || !isRecipient(recipient)) continue;
    const text = (await layout.text(layout.memberPath(recipient))) ?? '';
    const name = versionOneName(text) ?? (toPersonName(listed) || recipient);
    people.push({ recipient, name, signingKey: '', role: 'member', logins: [] });
  }
  const keys: KeyFile[] = [];
  for (const login of new Set(logins.map(loginKey))) {
    const file = await readKeyFile(session, 'key', login);
    if (typeof file === 'object') keys.push(file);
  }
  const lockedOut = [...unused].flatMap(([line, name]) =>
    OF_PEOPLE.has(recipientProblem(line)) ? [name || line] : [],
  );
  return { people, keys, lockedOut };
}

/** Signs what a person ticked. The rest stays as it is, and is neither believed nor encrypted again. */
export async function adopt(
  session: StoreSession,
  name: string,
  people: readonly Person[],
  keys: readonly KeyFile[],
): Promise<void> {
  const { names } = await session.layout.recipients();
  if (people.length >= MAXIMUM_ENTRIES) throw new TeamError('full');
  let founded = await found(session, name);
  for (const person of people) {
    const entry = signedEntry(founded, founded.people.roster, { ...person, state: 'approved' });
    const roster = founded.people.roster.with([entry]);
    founded = { ...founded, people: { ...founded.people, roster } };
    await writeStatement(founded, roster, person.recipient);
  }
  const { roster } = founded.people;
  const members = new Map(roster.people.map(({ recipient, name: called }) => [recipient, called]));
  await founded.layout.writeRecipients(members, recipient => names.has(recipient) && !members.has(recipient));
  for (const file of keys) await adoptKey(founded, file);
}

/** The other lines of a key's file, which all members get with it. */
export function adoptedLines({ text }: KeyFile): readonly string[] {
  return text.others.filter(line => !line.startsWith(RECOVERY) && !line.startsWith(REPLACES));
}

async function adoptKey(session: StoreSession, file: KeyFile): Promise<void> {
  const { layout } = session;
  const others = adoptedLines(file);
  const answers = answersIn(file.text.others);
  if (answers !== undefined) {
    const text = sealed(session, 'answers', file.login, { secret: answers, others: [] }, 1);
    const path = layout.pathOf(await layout.nameOf(file.login, 'answers'));
    await layout.files.write(path, await encryptKeyFile(session, 'answers', file.login, text), null);
  }
  const text = sealed(session, 'key', file.login, { secret: file.value, others }, 1);
  const path = layout.pathOf(await layout.nameOf(file.login, 'key'));
  await layout.files.write(path, await encryptKeyFile(session, 'key', file.login, text), file.bytes);
}

function answersIn(lines: readonly string[]): string | undefined {
  const line = lines.find(each => each.startsWith(RECOVERY));
  if (line === undefined) return undefined;
  try {
    return serialiseAnswers(parseAnswers(line.slice(RECOVERY.length).trim()));
  } catch {
    return undefined;
  }
}
