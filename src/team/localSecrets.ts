import { type LoginDetails, parseDetails, serialiseDetails } from '../core/loginDetails';
import { parseSecret } from '../core/secret';
import { toUri } from '../core/secretUri';
import type { SharedKind } from '../core/team/sharedFile';
import type { SecretStore } from '../secrets/store';
import type { LocalSecrets, SharedSecret } from './storeFiles';

/** The keys and details of this computer, as a team store takes and gives them. */
export class StoredSecrets implements LocalSecrets {
  constructor(private readonly secrets: SecretStore) {}

  async get(login: string, kind?: SharedKind): Promise<SharedSecret> {
    const hasKey = kind !== 'answers' && (await this.secrets.has(login));
    const secret = hasKey ? await this.secrets.get(login) : undefined;
    const details: LoginDetails = kind === 'key' ? { answers: [] } : await this.#details(login);
    const hasDetails = details.answers.length > 0 || details.password !== undefined;
    return {
      ...(secret && { key: toUri(secret, login) }),
      ...(hasDetails && { answers: serialiseDetails(details) }),
    };
  }

  async setKey(login: string, uri: string): Promise<void> {
    const { secret } = parseSecret(uri, login);
    const before = (await this.secrets.has(login)) ? await this.secrets.get(login) : undefined;
    if (!before?.equals(secret)) await this.secrets.set(login, secret, 'team');
  }

  async setDetails(login: string, details: string): Promise<void> {
    const { answers, password } = parseDetails(details);
    const before = await this.#details(login);
    if (answers.length > 0 && serialiseDetails({ answers }) !== serialiseDetails({ answers: before.answers }))
      await this.secrets.setAnswers(login, answers, 'team');
    if (password === before.password) return;
    if (password === undefined) await this.secrets.passwords.remove(login, 'team');
    else await this.secrets.passwords.set(login, password, 'team');
  }

  isLost(login: string): boolean {
    return this.secrets.stateOf(login) === 'lost';
  }

  async #details(login: string): Promise<LoginDetails> {
    const { isKnown, passwords } = this.secrets;
    const answers = this.secrets.hasAnswers(login) || !isKnown ? await this.secrets.getAnswers(login) : [];
    const password = passwords.has(login) || !isKnown ? await passwords.get(login) : undefined;
    return { answers: answers ?? [], ...(password !== undefined && { password }) };
  }
}
