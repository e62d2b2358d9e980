import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Computer } from '../../shared/computer';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';

export const LOGINS = [LOGIN, OTHER_LOGIN];

/** A store that Priya made in a folder of its own, with the key of one login. */
export interface SmallTeam {
  /** Has the store's folder, and place for others. */
  readonly root: string;
  readonly folder: string;
  readonly priya: Computer;
  /** The store's. */
  readonly id: string;
}

/**
 * Makes a team for each test of a suite.
 *
 * @param use gets it before the test
 */
export function useSmallTeam(use: (team: SmallTeam) => void): void {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'xmfa-small-team-'));
    const folder = join(root, 'store');
    const priya = await Computer.of('Priya', folder);
    await priya.setKey(LOGIN, KEY);
    await priya.create(LOGINS);
    use({ root, folder, priya, id: (await priya.store.id()) ?? '' });
  });
  afterEach(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
}

/** Somebody who joined the team of a member, and has its keys. */
export async function joined(name: string, by: Computer): Promise<Computer> {
  const computer = await Computer.of(name, by.folder);
  await computer.store.join(name);
  await by.approve(computer, LOGINS);
  await computer.confirm();
  await computer.sync(LOGINS);
  return computer;
}
