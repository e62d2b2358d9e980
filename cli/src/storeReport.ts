import { entriesIn } from '../../src/core/team/memberFile';
import { type SharedFile, type SharedKind, sealBytes } from '../../src/core/team/sharedFile';
import { loginOfStoreName } from '../../src/core/team/storeNames';
import { decryptFile } from '../../src/team/decryptedFile';
import { kindOfName, loginPartOf } from '../../src/team/layout';
import { type MemberFiles, readMemberFiles } from '../../src/team/people';
import type { Skipped } from '../../src/team/skipped';
import { doubtAbout } from './doubt';
import { skipText } from './skipText';
import type { Store } from './store';
import type { TrustedTeam } from './trustedTeam';
import { verify } from './verify';

/** How a file of a store stands for this machine. */
export interface FileReport {
  readonly file: string;
  /** Where the file is one of a login. */
  readonly login?: string;
  readonly kind?: SharedKind;
  readonly isReadable: boolean;
  /** The name of who signed it, as the store says it. */
  readonly signedBy?: string;
  /** Whether the team of the trusted member gave it to this machine. */
  readonly isConfirmed: boolean;
  /** What is wrong with it, and what to do. */
  readonly problem?: string;
}

/** Looks at every file of a store. */
export async function reportOn(store: Store): Promise<readonly FileReport[]> {
  const { layout } = store;
  const team = await store.team();
  const members = team
    ? { files: team.people.files, skipped: team.people.skipped }
    : await readMemberFiles(layout);
  const { shared, foreign, overfull } = await layout.look();
  const reports: FileReport[] = [];
  if ((await layout.id()) === undefined)
    reports.push(problem('store.json', "It is missing or can't be read. Restore it from an earlier commit."));
  for (const name of shared.keys()) reports.push(await reportOf(store, name, members, team));
  const skipped = [
    ...members.skipped,
    ...overfull,
    ...foreign.filter(({ reason }) => reason === 'upperCase'),
  ];
  return [...reports, ...skipped.map(ofSkipped)];
}

async function reportOf(
  { layout, files, machine }: Store,
  name: string,
  members: MemberFiles,
  team: TrustedTeam | undefined,
): Promise<FileReport> {
  const file = layout.pathOf(name);
  const kind = kindOfName(name);
  const login = await loginOfStoreName(loginPartOf(name));
  if (login === undefined) return { file, kind, isReadable: false, isConfirmed: false };
  const about = { file, login, kind };
  const bytes = await files.read(file);
  if (!bytes) return { ...about, ...problem(file, skipText('damaged')) };
  const decrypted = await decryptFile(kind, login, bytes, file => machine.decrypt(file));
  if (decrypted === 'notForUs') {
    const isPromised = kind === 'key' && team?.people.roster.readersOf(login).includes(machine.recipient);
    return isPromised
      ? {
          ...about,
          ...problem(file, 'It is approved for this machine, but not encrypted to it. Have a member sync.'),
        }
      : { ...about, isReadable: false, isConfirmed: false };
  }
  if (typeof decrypted === 'string') return { ...about, ...problem(file, skipText(decrypted)) };
  const { text } = decrypted;
  const doubt = team
    ? doubtAbout(team, kind, login, text, machine.recipient)
    : await sealProblem(await layout.id(), kind, login, text, members);
  const signedBy = text.seal && nameOf(text.seal.by, members, team);
  return {
    ...about,
    isReadable: true,
    isConfirmed: team !== undefined && doubt === undefined,
    ...(signedBy !== undefined && { signedBy }),
    ...(doubt !== undefined && { problem: doubt }),
  };
}

/** What is wrong with a seal, without believing anybody: the key that the store has for its signer may not have made it. */
async function sealProblem(
  id: string | undefined,
  kind: SharedKind,
  login: string,
  text: SharedFile,
  { files }: MemberFiles,
): Promise<string | undefined> {
  const { seal } = text;
  if (!seal) return 'It is not signed. Have a member sync the store.';
  const keys = new Set<string>();
  for (const [recipient, file] of files) {
    if (recipient === seal.by && file.signingKey !== undefined) keys.add(file.signingKey);
    for (const entry of entriesIn(file)) if (entry.recipient === seal.by) keys.add(entry.signingKey);
  }
  const bytes = id === undefined ? undefined : sealBytes(kind, id, login, text, seal);
  const isSigned = [...keys].some(key => key !== '' && bytes && verify(key, bytes, seal.signature));
  return isSigned
    ? undefined
    : 'It was altered, or signed by somebody unknown. Restore it from an earlier commit.';
}

function nameOf(recipient: string, { files }: MemberFiles, team: TrustedTeam | undefined): string {
  if (team) return team.people.roster.of(recipient)?.name ?? recipient;
  return files.get(recipient)?.name ?? recipient;
}

function ofSkipped({ file, reason, line }: Skipped): FileReport {
  return problem(file, line === undefined ? skipText(reason) : `Line ${line}: ${skipText(reason)}`);
}

function problem(file: string, text: string): FileReport {
  return { file, isReadable: false, isConfirmed: false, problem: text };
}
