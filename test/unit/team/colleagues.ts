import type { TeamStatus } from '../../../src/contributions/commandResults';
import { Computer } from '../../shared/computer';
import { answering, run, typing, vsCode } from '../extension';
import { MemoryFolder } from './memoryFolder';

/** The store beside the list in the folder that is open. */
export const openStore = (): MemoryFolder => new MemoryFolder(vsCode.files, vsCode.at('.xero-mfa/store'));

/** A colleague's computer, on which git brings the files of the store here. */
export const computerOf = (name: string): Promise<Computer> => {
  const folder = openStore();
  return Computer.of(name, folder.uri.path, undefined, folder);
};

/** Makes the store as Priya. */
export const createStore = (): Promise<unknown> => run('team.create', { name: 'Priya', confirm: true });

/** Somebody who asked to be let in. */
export async function asking(name: string): Promise<{ computer: Computer; recipient: string }> {
  const computer = await computerOf(name);
  await computer.store.join(name);
  return { computer, recipient: await computer.store.recipient() };
}

/** Somebody who asked and was let in. @param logins all that they may read, if they are a machine */
export async function letIn(
  name: string,
  logins?: readonly string[],
): Promise<{ computer: Computer; recipient: string }> {
  const asked = await asking(name);
  answering([typing(await asked.computer.words())]);
  await run('team.approve', { recipient: asked.recipient, ...(logins && { logins }) });
  return asked;
}

export const teamStatus = async (): Promise<TeamStatus> => (await run('team.status', {})) as TeamStatus;
