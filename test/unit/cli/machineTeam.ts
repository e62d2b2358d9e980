import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Computer } from '../../shared/computer';
import { KEY, OTHER_KEY } from '../../shared/oracle';

const REGIONS = ['au', 'ca', 'gb', 'hk', 'ie', 'my', 'nz', 'ph', 'sg', 'uk', 'us', 'za'];
/** The logins of a team. A machine may read the first two. */
export const LOGINS = REGIONS.map(region => `qa-${region}@acme.test`);
export const [AU = '', CA = '', GB = ''] = LOGINS;
export const READABLE = [AU, CA];
const ANSWERS = JSON.stringify({
  version: 1,
  answers: [{ question: 'First pet?', answer: 'Tiddles' }],
});

/** The setup key of a login. */
const keyOf = (login: string): string => (login === CA ? OTHER_KEY : KEY);

/** A team's repository, made by the code of the extension, and the computer of Priya, who made it. */
export class MachineTeam {
  private constructor(
    readonly root: string,
    readonly priya: Computer,
  ) {}

  static async of(logins: readonly string[] = LOGINS): Promise<MachineTeam> {
    const root = await mkdtemp(join(tmpdir(), 'xmfa-cli-'));
    const store = join(root, 'repository/.xero-mfa/store');
    await mkdir(store, { recursive: true });
    const priya = await Computer.of('Priya', store);
    for (const login of logins) await priya.setKey(login, keyOf(login));
    await priya.setDetails(AU, ANSWERS);
    await priya.create(logins);
    return new MachineTeam(root, priya);
  }

  /** The folder that a person works in. */
  get repository(): string {
    return join(this.root, 'repository');
  }

  get store(): string {
    return this.priya.folder;
  }

  /** The file of a login's key. */
  file(login: string): string {
    return join(this.store, `${login}.age`);
  }

  /** Somebody else who has a copy of the repository. */
  colleague(name: string): Promise<Computer> {
    return Computer.of(name, this.store);
  }

  /** A machine that was let in for two of the logins. */
  async machine(readable: readonly string[] = READABLE): Promise<Computer> {
    const machine = await this.colleague('CI');
    await machine.store.join('CI');
    await this.priya.approve(machine, LOGINS, readable);
    return machine;
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}
