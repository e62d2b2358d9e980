import { parseAnswers, serialiseAnswers } from '../core/recovery';
import { parseSecret } from '../core/secret';
import { toUri } from '../core/secretUri';
import type { SecretStore } from '../secrets/store';
import type { LocalSecrets, SharedSecret } from './storeFiles';

/** The keys and answers of this computer, as a team store takes and gives them. */
export class StoredSecrets implements LocalSecrets {
  /** The logins that a sync is writing. These writes are not synced again. */
  readonly writing = new Set<string>();

  constructor(private readonly secrets: SecretStore) {}

  async get(login: string): Promise<SharedSecret> {
    const secret = (await this.secrets.has(login)) ? await this.secrets.get(login) : undefined;
    const mayHaveAnswers = this.secrets.hasAnswers(login) || !this.secrets.isKnown;
    const answers = mayHaveAnswers ? await this.secrets.getAnswers(login) : undefined;
    return {
      ...(secret && { key: toUri(secret, login) }),
      ...(answers && { answers: serialiseAnswers(answers) }),
    };
  }

  async setKey(login: string, uri: string): Promise<void> {
    const { secret } = parseSecret(uri, login);
    await this.#write(login, async () => {
      const before = (await this.secrets.has(login)) ? await this.secrets.get(login) : undefined;
      if (!before?.equals(secret)) await this.secrets.set(login, secret, 'team');
    });
  }

  async setAnswers(login: string, answers: string): Promise<void> {
    await this.#write(login, () => this.secrets.setAnswers(login, parseAnswers(answers), 'team'));
  }

  isLost(login: string): boolean {
    return this.secrets.stateOf(login) === 'lost';
  }

  async #write(login: string, write: () => Promise<void>): Promise<void> {
    this.writing.add(login);
    try {
      await write();
    } finally {
      this.writing.delete(login);
    }
  }
}
