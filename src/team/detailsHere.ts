import { type LoginDetails, NO_DETAILS, parseDetails, serialiseDetails } from '../core/loginDetails';
import type { SharedMemory } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { type KeyFile, tagOf } from './keyFile';
import type { LocalSecrets } from './storeFiles';
import type { TeamStoreServices } from './storeSession';

const NONE: LoginDetails = { answers: [] };

/** What counts as this computer's of a login. */
export interface Here {
  readonly value: string | undefined;
  /** Whether some of it is only in the store, from where it comes back. */
  readonly isLacking: boolean;
}

/**
 * The details that count as this computer's. A person removes a password, or all of a login, but no answers alone: what else is
 * missing was lost, or never came.
 *
 * @param login in lower case
 * @param stored what is on this computer
 * @param file what the store has
 */
export async function detailsHere(
  login: string,
  stored: string | undefined,
  known: SharedMemory | undefined,
  file: KeyFile | undefined,
  { local, identity }: Pick<TeamStoreServices, 'local' | 'identity'>,
): Promise<Here> {
  const isRemoved = known?.isPasswordRemoved === true;
  if (stored === undefined && !isRemoved) {
    // Where both have none, there is nothing to receive, and what comes next is no question.
    const none = await tagOf(NO_DETAILS, identity);
    const isNone = known?.agreed === none || file?.tag === none;
    return { value: isNone ? NO_DETAILS : undefined, isLacking: false };
  }
  // What a colleague added since is not to be taken for a change made here.
  if (stored !== undefined && (await tagOf(stored, identity)) === known?.agreed)
    return { value: stored, isLacking: false };
  const here = stored === undefined ? NONE : parseDetails(stored);
  const isAgreed = file !== undefined && file.tag === known?.agreed;
  const isLatest = file?.count !== undefined && file.count >= (known?.highest ?? 0);
  const there = file && (isAgreed || isLatest) ? parseDetails(file.value) : NONE;
  const password = here.password ?? (isAgreed && !isRemoved ? there.password : undefined);
  const answers = here.answers.length > 0 ? here.answers : there.answers;
  const value = serialiseDetails({ answers, ...(password !== undefined && { password }) });
  // Where nothing is left of what was agreed on, a person removed the login from this computer.
  const isRemovedHere = stored === undefined && isAgreed && !(await hasKey(local, login));
  return { value, isLacking: !isRemovedHere && value !== (stored ?? NO_DETAILS) };
}

/** Stores what a store has. @returns what is on this computer then: answers stay where the store has none */
export async function take(
  local: LocalSecrets,
  kind: SharedKind,
  login: string,
  value: string,
): Promise<string> {
  if (kind === 'key') await local.setKey(login, value);
  else await local.setDetails(login, value);
  return kind === 'key' ? value : ((await local.get(login, kind)).answers ?? NO_DETAILS);
}

async function hasKey(local: LocalSecrets, login: string): Promise<boolean> {
  return local.get(login, 'key').then(
    ({ key }) => key !== undefined,
    // It can't be read.
    () => true,
  );
}

export function hasPassword(details: string | undefined): boolean {
  return details !== undefined && parseDetails(details).password !== undefined;
}
