import { keyFromUri } from '../importedKey';
import { hasLink, linksIn } from '../linksInText';
import { isMigration, MigrationError, parseMigration } from '../migration';
import { parseOtpauthUri } from '../otpauthUri';
import { keePassXml } from './keePassXml';
import type { Found, KeyFormat } from './keyFormat';

/**
 * `otpauth://` links and transfers of Google Authenticator, wherever they stand in a text: a list of them, a note, an entry
 * of `pass`, this extension's own backup, or what a QR code holds. The rest of the text is not looked at.
 */
export const links = {
  recognises: text => text.table === undefined && !keePassXml.recognises(text) && text.lines.some(hasLink),

  read: ({ lines }) => keysInLinks(lines),
} as const satisfies KeyFormat;

/** The keys of all links and transfers in the lines of a text. */
export function* keysInLinks(lines: readonly string[]): Iterable<Found> {
  for (const link of linksIn(lines.filter(line => !isBackupComment(line)).join('\n'))) {
    if (isMigration(link)) yield* transferIn(link);
    else yield { key: { ...keyFromUri(link), ...placeIn(link) } };
  }
}

/** What this extension's own backups keep of earlier keys. */
function isBackupComment(line: string): boolean {
  return /^\s*# (?:former|recovery) /.test(line);
}

/** Ente Auth keeps what it shows of a key in a parameter, as JSON. */
function placeIn(link: string): { readonly place?: 'bin' } {
  const [display = ''] = parseOtpauthUri(link)?.valuesOf('codedisplay') ?? [];
  return /"trashed"\s*:\s*true/.test(display) ? { place: 'bin' } : {};
}

function* transferIn(link: string): Iterable<Found> {
  try {
    const { keys, batch } = parseMigration(link);
    yield { batch };
    for (const key of keys) yield { key };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    yield { problem: { kind: 'migration' } };
  }
}
