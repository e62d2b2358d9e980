import { loginKey } from '../../src/core/account';
import { parseStoredUri } from '../../src/core/secretUri';
import type { TotpSecret } from '../../src/core/totp';
import { type DecryptedFile, decryptFile } from '../../src/team/decryptedFile';
import { Layout } from '../../src/team/layout';
import type { SkipReason } from '../../src/team/skipped';
import { DamagedError, NoStoreError, NotReadableError, NotTrustedError, type XeroMfaError } from './errors';
import type { MachineKey } from './machineKey';
import { skipText } from './skipText';
import { StoreFolder } from './storeFolder';
import type { TrustedTeam } from './trustedTeam';
import { visible } from './visible';

/** A team store as one machine reads it. */
export class Store {
  readonly files: StoreFolder;
  readonly layout: Layout;

  /** @param trust the words of the member whose word counts; without them, anyone who can push is believed */
  constructor(
    folder: string,
    readonly machine: MachineKey,
    private readonly trust?: string | undefined,
  ) {
    this.files = new StoreFolder(folder);
    this.layout = new Layout(this.files);
  }

  /** Whether only what the trusted member's team signed counts. */
  get isTrusting(): boolean {
    return this.trust !== undefined;
  }

  /** Who is in the team, if somebody is trusted. Read once more each time: a wait may be long. */
  async team(): Promise<TrustedTeam | undefined> {
    if (this.trust === undefined) return undefined;
    const { trustedTeam } = await import('./trustedTeam');
    return trustedTeam(this.layout, this.trust);
  }

  /** The setup key of a login. @throws XeroMfaError */
  async secretOf(login: string): Promise<TotpSecret> {
    const key = loginKey(login);
    const path = this.layout.pathOf(await this.layout.nameOf(key, 'key'));
    const bytes = await this.files.read(path);
    if (!bytes) throw await this.#missing(path);
    const file = await decryptFile('key', key, bytes, file => this.machine.decrypt(file));
    if (typeof file === 'string') throw errorOf(path, file);
    await this.#requireTrust(path, key, file);
    return parseStoredUri(file.value, key);
  }

  async #requireTrust(path: string, login: string, file: DecryptedFile): Promise<void> {
    const team = await this.team();
    if (!team) return;
    const { doubtAbout } = await import('./doubt');
    const doubt = doubtAbout(team, 'key', login, file.text, this.machine.recipient);
    if (doubt !== undefined) throw new NotTrustedError(`${visible(path)}: ${doubt}`);
  }

  async #missing(path: string): Promise<XeroMfaError> {
    if (!(await this.layout.exists())) return noStoreError(this.files.folder);
    if (this.files.isPlain(path) === undefined)
      return new NotReadableError(
        `${visible(path)}: There is no such file in ${visible(this.files.folder)}. Check the login, or pull the latest changes.`,
      );
    return new DamagedError(
      `${visible(path)}: It is a link, or can't be read. Replace it with a file from an earlier commit.`,
    );
  }
}

/** A folder without a team store. */
export function noStoreError(folder: string): NoStoreError {
  return new NoStoreError(
    `${visible(folder)}: It has no store.json. Pass the folder that has it with --store.`,
  );
}

function errorOf(path: string, reason: SkipReason): XeroMfaError {
  const message = `${visible(path)}: ${skipText(reason)}`;
  return reason === 'notForUs' ? new NotReadableError(message) : new DamagedError(message);
}
