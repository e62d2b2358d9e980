import { keyFromUri } from '../importedKey';
import { isMigration, MigrationError, parseMigration } from '../migration';
import type { Found, KeyFormat } from './keyFormat';

/** `otpauth://` links and transfers of Google Authenticator, one a line: a list of them, or what a QR code holds. */
export const links = {
  recognises: ({ lines }) => lines.some(line => isLink(line) || isMigration(line)),

  *read({ lines }) {
    for (const [index, line] of lines.entries()) {
      // This extension's own backups have comments.
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
      if (isMigration(line)) yield* transferIn(line);
      else if (isLink(line)) yield { key: keyFromUri(line.trim()) };
      else yield { problem: { kind: 'badLine', line: index + 1 } };
    }
  },
} as const satisfies KeyFormat;

function isLink(line: string): boolean {
  return /^\s*(otpauth|steam):/i.test(line);
}

function* transferIn(line: string): Iterable<Found> {
  try {
    const { keys, batch } = parseMigration(line);
    yield { batch };
    for (const key of keys) yield { key };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    yield { problem: { kind: 'migration' } };
  }
}
