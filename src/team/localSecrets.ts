import { parseAnswers, serialiseAnswers } from '../core/recovery';
import { parseSecret } from '../core/secret';
import { toUri } from '../core/secretUri';
import type { SecretStore } from '../secrets/store';
import type { LocalSecrets, SharedSecret } from './teamStore';

/** The keys and answers of this computer, as a team store takes and gives them. */
export class StoredSecrets implements LocalSecrets {
  /** The logins that a sync is writing. These writes are not synced again. */
  readonly writing = new Set<string>();

  constructor(private readonly secrets: SecretStore) {}

  async get(login: string): Promise<SharedSecret | undefined> {
    if (!(await this.secrets.has(login))) return undefined;
    const secret = await this.secrets.get(login);
    if (!secret) return undefined;
    const mayHaveAnswers = this.secrets.hasAnswers(login) || !this.secrets.isKnown;
    const answers = mayHaveAnswers ? await this.secrets.getAnswers(login) : undefined;
    return { uri: toUri(secret, login), ...(answers && { recovery: serialiseAnswers(answers) }) };
  }

  async set(login: string, { uri, recovery }: SharedSecret): Promise<void> {
    const { secret } = parseSecret(uri, login);
    const answers = recovery === undefined ? undefined : parseAnswers(recovery);
    this.writing.add(login);
    try {
      const before = (await this.secrets.has(login)) ? await this.secrets.get(login) : undefined;
      if (!before?.equals(secret)) await this.secrets.set(login, secret, 'team');
      if (answers) await this.secrets.setAnswers(login, answers, 'team');
    } finally {
      this.writing.delete(login);
    }
  }

  isLost(login: string): boolean {
    return this.secrets.stateOf(login) === 'lost';
  }
}
