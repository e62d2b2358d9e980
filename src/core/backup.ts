import { loginKey } from './account';
import { requirePassword } from './password';
import { parseAnswers, type RecoveryAnswers, serialiseAnswers } from './recovery';
import { parseSecret } from './secret';
import { SecretError, toUri } from './secretUri';
import type { TotpSecret } from './totp';

/** Maximum length of a backup in UTF-16 units: thousands of logins, read within a tenth of a second. */
export const MAXIMUM_BACKUP = 1024 * 1024;
const MAXIMUM_LINES = 5000;
/** More than a person would go through. The other lines are still used. */
const MAXIMUM_PROBLEMS = 100;

const RECOVERY = '# recovery ';
const FORMER = '# former ';
const PASSWORD = '# password ';

/** A login in a backup: any of its keys, its answers to security questions, and its password. */
export interface BackupEntry {
  /** In lower case. */
  readonly login: string;
  readonly secret?: TotpSecret;
  /** The key that Xero accepted before `secret`. There while Xero may still accept it. */
  readonly former?: TotpSecret;
  readonly answers?: RecoveryAnswers;
  readonly password?: string;
}

/** Why a line of a backup is skipped. */
export type BackupLineProblem = 'key' | 'noLogin' | 'answers' | 'password' | 'again';

/** What a backup holds. */
export interface Backup {
  /** Sorted by login, each once. */
  readonly entries: readonly BackupEntry[];
  /** Lines that are skipped, counted from 1. */
  readonly problems: readonly { readonly line: number; readonly problem: BackupLineProblem }[];
}

/** Thrown for a text that is too large for a backup. Holds nothing of it. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(readonly problem: 'tooLarge') {
    super(problem);
  }
}

/**
 * Writes a backup: one `otpauth://` URI a line, sorted by login, then `# recovery <login> <JSON>` lines, then
 * `# former <login> <URI>` lines, then `# password <login> <JSON string>` lines.
 *
 * @throws {@link BackupError} if it would be too large to read
 */
export function serialiseBackup(entries: Iterable<BackupEntry>): string {
  const sorted = [...entries].sort(byLogin);
  const keys = sorted.flatMap(({ login, secret }) => (secret ? [toUri(secret, login)] : []));
  const answers = sorted.flatMap(each =>
    each.answers ? [`${RECOVERY}${asWord(loginKey(each.login))} ${serialiseAnswers(each.answers)}`] : [],
  );
  const formerKeys = sorted.flatMap(({ login, former }) =>
    former ? [`${FORMER}${asWord(loginKey(login))} ${toUri(former, login)}`] : [],
  );
  const passwords = sorted.flatMap(({ login, password }) =>
    password === undefined ? [] : [`${PASSWORD}${asWord(loginKey(login))} ${JSON.stringify(password)}`],
  );
  const lines = [...keys, ...answers, ...formerKeys, ...passwords];
  const text = lines.map(line => `${line}\n`).join('');
  requireBounded(text, lines.length);
  return text;
}

/** @throws {@link BackupError} */
function requireBounded(text: string, lines: number): void {
  if (text.length > MAXIMUM_BACKUP || lines > MAXIMUM_LINES) throw new BackupError('tooLarge');
}

/**
 * Reads a backup. It may have been edited by hand, so blank lines, comments and Windows line endings are allowed. Lines
 * that can't be read are reported and skipped.
 *
 * @throws {@link BackupError}
 */
export function parseBackup(text: string): Backup {
  requireBounded(text, 0);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  requireBounded(text, lines.filter(line => line !== '').length);
  const entries = new Map<string, BackupEntry>();
  const problems: { line: number; problem: BackupLineProblem }[] = [];
  for (const [index, raw] of lines.entries()) {
    const found = readLine(raw.trim());
    if (!found) continue;
    const problem = typeof found === 'string' ? found : add(found, entries);
    if (problem && problems.length < MAXIMUM_PROBLEMS) problems.push({ line: index + 1, problem });
  }
  return { entries: [...entries.values()].sort(byLogin), problems };
}

/** @returns the problem if an earlier line has another value for this login */
function add(found: BackupEntry, entries: Map<string, BackupEntry>): BackupLineProblem | undefined {
  const before = entries.get(found.login);
  const { secret, former, answers, password } = found;
  if (secret && before?.secret) return secret.equals(before.secret) ? undefined : 'again';
  if (former && before?.former) return former.equals(before.former) ? undefined : 'again';
  if (answers && before?.answers) return areSame(answers, before.answers) ? undefined : 'again';
  if (password !== undefined && before?.password !== undefined)
    return password === before.password ? undefined : 'again';
  entries.set(found.login, { ...before, ...found });
  return undefined;
}

/** Whether two lists have the same answers in the same order. */
export function areSame(one: RecoveryAnswers, other: RecoveryAnswers): boolean {
  return serialiseAnswers(one) === serialiseAnswers(other);
}

/** @returns `undefined` for blank lines and comments */
function readLine(line: string): BackupEntry | BackupLineProblem | undefined {
  if (line.startsWith(RECOVERY)) return readAnswers(line.slice(RECOVERY.length).trim());
  if (line.startsWith(FORMER)) return readFormer(line.slice(FORMER.length).trim());
  if (line.startsWith(PASSWORD)) return readPassword(line.slice(PASSWORD.length).trim());
  return line === '' || line.startsWith('#') ? undefined : readKey(line);
}

function readKey(line: string): BackupEntry | BackupLineProblem {
  try {
    // A bare key is valid, but says nothing about its login.
    const { secret, account = '' } = parseSecret(line);
    // A login that isn't an email address is read only as this extension writes it.
    const [, label = ''] = /^otpauth:\/\/totp\/Xero:([^?]*)\?/.exec(line) ?? [];
    const written = fromWord(label);
    const login = loginKey(toUri(secret, written) === line ? written : account);
    return login === '' ? 'noLogin' : { login, secret };
  } catch (error) {
    if (error instanceof SecretError) return 'key';
    throw error;
  }
}

function readFormer(text: string): BackupEntry | BackupLineProblem {
  const [login, uri] = splitAtLogin(text);
  if (login === '') return 'noLogin';
  try {
    return { login, former: parseSecret(uri).secret };
  } catch (error) {
    if (error instanceof SecretError) return 'key';
    throw error;
  }
}

function splitAtLogin(text: string): readonly [login: string, rest: string] {
  const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
  return [loginKey(fromWord(word)), rest];
}

function readAnswers(text: string): BackupEntry | BackupLineProblem {
  const [login, json] = splitAtLogin(text);
  if (login === '') return 'noLogin';
  try {
    return { login, answers: parseAnswers(json) };
  } catch {
    // The parser's message may quote an answer.
    return 'answers';
  }
}

function readPassword(text: string): BackupEntry | BackupLineProblem {
  const [login, json] = splitAtLogin(text);
  if (login === '') return 'noLogin';
  try {
    const password: unknown = JSON.parse(json);
    if (typeof password !== 'string') return 'password';
    requirePassword(password);
    return { login, password };
  } catch {
    // The parser's message may quote the password.
    return 'password';
  }
}

/** A login without white space: percent-encoded where it has some, or a `%`. */
function asWord(login: string): string {
  return login.replace(/[\s\p{Cc}\p{Cf}%]/gu, encodeURIComponent);
}

function fromWord(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function byLogin({ login: one }: BackupEntry, { login: other }: BackupEntry): number {
  return one < other ? -1 : Number(one > other);
}
