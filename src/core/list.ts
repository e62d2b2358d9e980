import type { ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { type Account, isEmail, loginKey } from './account';
import { accountFields, listSchema, validOrganisation } from './accountSchema';
import { missingSign } from './jsonFault';
import { readJson } from './jsonRead';
import { type JsonPath, spansIn, type TextSpan, within } from './jsonSpans';
import { listedSecrets, SECRET_FIELDS } from './listedSecret';
import { type Finding, ListFindings } from './listFindings';
import type { ListProblem } from './listProblem';
import { backupEmailProblem } from './recovery';
import { shapeOf, withFields } from './schemaShape';

/** The only version of the list format so far. */
export const LIST_VERSION = listSchema.entries.version.literal;

const LIST_SHAPE = withFields(shapeOf(listSchema), SECRET_FIELDS);

/** A list that was read. Bad entries are reported and don't hide the good ones. */
export interface ParsedList {
  readonly accounts: readonly Account[];
  readonly problems: readonly ListProblem[];
}

/** Reads a list (JSON with comments). Never throws: errors are in `problems`. */
export function parseList(text: string): ParsedList {
  try {
    return readList(text);
  } catch {
    // The parser is recursive and throws only if nested absurdly deeply.
    const problem: ListProblem = { kind: 'notObject', severity: 'error', offset: 0, length: text.length };
    return { accounts: [], problems: [problem] };
  }
}

/** Where an account's entry is in the text of a list. */
export function locateAccount(text: string, login: string): TextSpan | undefined {
  const accounts = entriesIn(text);
  const index = accounts.findIndex(
    entry =>
      isRecord(entry) && typeof entry['login'] === 'string' && loginKey(entry['login']) === loginKey(login),
  );
  const path = ['accounts', index];
  return index < 0 ? undefined : spansIn(text, [path])(path);
}

function readList(text: string): ParsedList {
  const { value: list, error } = readJson(text, LIST_SHAPE);
  const findings = new ListFindings(error ? [syntaxProblem(text, error)] : []);
  const entries = entriesOf(list, findings);
  const accounts: Account[] = [];
  const firstIndex = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const path = ['accounts', index];
    const login = loginOf(entry, path, findings);
    if (login === undefined) continue;
    const key = loginKey(login);
    const first = firstIndex.get(key);
    if (first === undefined) {
      firstIndex.set(key, index);
      accounts.push(new EntryReader(login, path, findings).read(entry as Record<string, unknown>));
    } else findings.duplicateLogin([...path, 'login'], ['accounts', first, 'login'], key);
  }
  return { accounts, problems: findings.placedIn(text) };
}

function syntaxProblem(text: string, error: ParseError): ListProblem {
  return { kind: 'syntax', severity: 'error', missing: missingSign(text, error), ...within(text, error) };
}

/** The entries of a list, unchecked. */
function entriesIn(text: string): readonly unknown[] {
  try {
    const { value: list } = readJson(text, LIST_SHAPE);
    return isRecord(list) && Array.isArray(list['accounts']) ? list['accounts'] : [];
  } catch {
    // Nested too deeply for the parser.
    return [];
  }
}

/** The entries of a list. If the syntax is broken, what is missing is not reported as well. */
function entriesOf(list: unknown, findings: ListFindings): readonly unknown[] {
  if (!isRecord(list)) {
    if (!findings.isBroken) findings.error([], { kind: 'notObject' });
    return [];
  }
  const { version, accounts } = list;
  if (version !== LIST_VERSION && !(findings.isBroken && version === undefined)) {
    findings.error(['version'], {
      kind: 'unknownVersion',
      version: version === undefined ? '' : brief(version),
    });
  }
  if (Array.isArray(accounts)) return accounts;
  if (!findings.isBroken) findings.error(['accounts'], { kind: 'noAccounts' });
  return [];
}

/** The login of an entry. An entry without a valid one is reported and skipped. */
function loginOf(entry: unknown, path: JsonPath, findings: ListFindings): string | undefined {
  if (!isRecord(entry)) {
    if (!findings.isBroken) findings.error(path, { kind: 'entryNotObject' });
    return undefined;
  }
  const { login, name } = entry;
  const given = typeof name === 'string' && hasVisible(name) ? brief(name) : undefined;
  if (typeof login === 'string') {
    const trimmed = login.trim();
    if (isEmail(trimmed)) return trimmed;
    findings.error([...path, 'login'], { kind: 'malformedLogin', value: brief(login) }, given);
  } else if (login === undefined) {
    if (!findings.isBroken) findings.error(path, { kind: 'missingLogin' }, given);
  } else findings.error([...path, 'login'], { kind: 'wrongType', field: 'login', expected: 'string' }, given);
  return undefined;
}

/** Reads the fields of an entry. Skips invalid fields, tags, details of organisations, and organisations without a name. */
class EntryReader {
  constructor(
    private readonly login: string,
    private readonly path: JsonPath,
    private readonly findings: ListFindings,
  ) {}

  read(entry: Record<string, unknown>): Account {
    const { organisations, tags, name, owner, backupEmail, notes, mfaSetUpOn } = accountFields;
    const given = {
      owner: this.#field(owner.wrapped, entry['owner'], 'owner'),
      backupEmail: this.#backupEmail(this.#field(backupEmail.wrapped, entry['backupEmail'], 'backupEmail')),
      notes: this.#field(notes.wrapped, entry['notes'], 'notes'),
      mfaSetUpOn: this.#field(mfaSetUpOn.wrapped, entry['mfaSetUpOn'], 'mfaSetUpOn'),
    };
    for (const { path, kind } of this.findings.isFull ? [] : listedSecrets(entry)) this.#warn(path, { kind });
    return {
      login: this.login,
      name: this.#name(this.#field(name.wrapped, entry['name'], 'name')),
      organisations: this.#elements(
        organisations.wrapped,
        entry['organisations'],
        'organisations',
        validOrganisation,
      ),
      tags: this.#elements(tags.wrapped, entry['tags'], 'tags'),
      ...(given.owner && { owner: given.owner }),
      ...(given.backupEmail && { backupEmail: given.backupEmail }),
      ...(given.notes && { notes: given.notes }),
      ...(given.mfaSetUpOn && { mfaSetUpOn: given.mfaSetUpOn }),
    };
  }

  /** A name without visible characters counts as missing. */
  #name(given = ''): string {
    return hasVisible(given) ? given.trim() : this.login;
  }

  #elements<Item extends v.GenericSchema>(
    schema: v.GenericSchema<v.InferOutput<Item>[]> & { readonly item: Item },
    value: unknown,
    name: string,
    /** What can be used of an invalid element. */
    validPart: (element: unknown) => v.InferOutput<Item> | undefined = () => undefined,
  ): readonly v.InferOutput<Item>[] {
    if (!Array.isArray(value)) return this.#field(schema, value, name) ?? [];
    return value.flatMap((element, index) => {
      const read = this.#field(schema.item, element, name, index) ?? validPart(element);
      return read === undefined ? [] : [read];
    });
  }

  #field<Schema extends v.GenericSchema>(
    schema: Schema,
    value: unknown,
    ...path: JsonPath
  ): v.InferOutput<Schema> | undefined {
    if (value === undefined) return undefined;
    // Reporting an issue costs far more than checking, so stop at the maximum.
    const result = v.safeParse(schema, value, { abortEarly: this.findings.isFull, abortPipeEarly: true });
    if (result.success) return result.output;
    for (const issue of this.findings.isFull ? [] : result.issues) {
      const at = [...path, ...(issue.path ?? []).map(({ key }) => key as string | number)];
      this.#warn(at, { kind: 'wrongType', field: fieldName(at), expected: expectedOf(issue) });
    }
    return undefined;
  }

  #backupEmail(email: string | undefined): string | undefined {
    if (email === undefined) return undefined;
    const problem = backupEmailProblem(email, this.login);
    if (!problem) return email.trim();
    if (problem === 'sameAsLogin') this.#warn(['backupEmail'], { kind: 'backupEmailIsLogin' });
    else this.#warn(['backupEmail'], { kind: 'malformedBackupEmail', value: brief(email.trim()) });
    return undefined;
  }

  #warn(path: JsonPath, flaw: Finding): void {
    this.findings.warning([...this.path, ...path], flaw, loginKey(this.login));
  }
}

/** What a value should have been. For a missing one the schema has only the name of its key. */
function expectedOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'object' && issue.path) return 'string';
  return issue.expected ?? 'YYYY-MM-DD';
}

/** `organisations[0].region` */
function fieldName(path: JsonPath): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name ? `${name}.${key}` : key;
  }, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasVisible(text: string): boolean {
  return /[^\s\p{C}\p{DI}]/u.test(text);
}

/** A value from the file, shortened for a message. */
function brief(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = typeof value === 'string' ? value : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
