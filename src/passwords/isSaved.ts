import type { SecretStore } from '../secrets/store';

/** Whether a login has a password here, even one that can't be read. It is read only if VS Code doesn't list its items. */
export async function isSaved(
  login: string,
  { passwords, isKnown }: Pick<SecretStore, 'passwords' | 'isKnown'>,
): Promise<boolean> {
  if (isKnown || passwords.has(login)) return passwords.has(login);
  return passwords.get(login).then(
    password => password !== undefined,
    () => true,
  );
}
