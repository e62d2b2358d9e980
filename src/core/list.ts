import { type Node, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';
import { type Account, isEmail, KINDS, loginKey, type Organisation, REGIONS } from './account';
import { valueIn } from './jsonText';
import { backupEmailProblem } from './recovery';

/** The one version of the list's format there is. */
export const LIST_VERSION = 1;

/** A text that is no list at all would have millions. */
const MAXIMUM_SYNTAX_PROBLEMS = 100;
const MAXIMUM_PROBLEMS = 1000;

/** What is wrong at one place of a list. */
export type ListProblem = {
  /** UTF-16 offset into the text and length, as editors count. */
  readonly offset: number;
  readonly length: number;
  /** The login of the entry it concerns, where that is known. */
  readonly login?: string;
} & (
  | { readonly kind: 'syntax'; readonly reason: string }
  | {
      readonly kind:
        | 'notObject'
        | 'noAccounts'
        | 'entryNotObject'
        | 'missingLogin'
        | 'tooLarge'
        | 'invalidUtf8';
    }
  | { readonly kind: 'unknownVersion'; readonly version: string }
  | { readonly kind: 'malformedLogin' | 'malformedBackupEmail'; readonly value: string }
  | { readonly kind: 'duplicateLogin'; readonly firstOffset: number }
  | { readonly kind: 'backupEmailIsLogin' }
  | { readonly kind: 'wrongType'; readonly field: string; readonly expected: string }
);

/** What a list's text holds. Bad entries are problems and never hide the good ones. */
export interface ParsedList {
  readonly accounts: readonly Account[];
  readonly problems: readonly ListProblem[];
}

const optionalText = v.optional(v.string());

const organisationSchema = v.looseObject({
  name: v.string(),
  region: v.optional(v.picklist(REGIONS)),
  kind: v.optional(v.picklist(KINDS)),
  tenantId: optionalText,
});

const fieldsSchema = v.looseObject({
  name: optionalText,
  organisations: v.optional(v.array(organisationSchema)),
  owner: optionalText,
  backupEmail: optionalText,
  tags: v.optional(v.array(v.string())),
  notes: optionalText,
  mfaSetUpOn: v.optional(v.pipe(v.string(), v.isoDate())),
});

type JsonPath = (string | number)[];

/** A problem that still has to be placed in the text. */
type Finding = ListProblem extends infer P
  ? P extends ListProblem
    ? Omit<P, 'offset' | 'length' | 'firstOffset'>
    : never
  : never;

/** Whether a value is an organisation that {@link parseList} does not leave out. */
export function isOrganisation(value: unknown): boolean {
  return v.is(organisationSchema, value);
}

/** Reads a list (JSON with comments). Never throws: what is wrong is in `problems`. */
export function parseList(text: string): ParsedList {
  try {
    return readList(text);
  } catch {
    // The parser is recursive: only absurdly deep nesting makes it throw.
    return { accounts: [], problems: [{ kind: 'notObject', offset: 0, length: text.length }] };
  }
}

function readList(text: string): ParsedList {
  const syntaxErrors: ParseError[] = [];
  const root = own(parseJson(text, syntaxErrors));
  const place = placesOf(text);
  const problems: ListProblem[] = syntaxErrors
    .slice(0, MAXIMUM_SYNTAX_PROBLEMS)
    .map(({ error, offset, length }) => ({
      kind: 'syntax',
      reason: printParseErrorCode(error),
      ...within(text, offset, length),
    }));
  const report = (path: JsonPath, finding: Finding, more?: object): void => {
    if (problems.length >= MAXIMUM_PROBLEMS) return;
    problems.push({ ...place(path), ...finding, ...more } as ListProblem);
  };

  if (!isRecord(root)) {
    if (syntaxErrors.length === 0) report([], { kind: 'notObject' });
    return { accounts: [], problems };
  }
  if (root['version'] !== LIST_VERSION) {
    const path = 'version' in root ? ['version'] : [];
    report(path, { kind: 'unknownVersion', version: 'version' in root ? brief(root['version']) : '' });
  }
  const entries = root['accounts'];
  if (!Array.isArray(entries)) {
    if (syntaxErrors.length === 0) report('accounts' in root ? ['accounts'] : [], { kind: 'noAccounts' });
    return { accounts: [], problems };
  }

  const accounts: Account[] = [];
  const firstIndex = new Map<string, number>();
  for (const [index, value] of entries.entries()) {
    const entry = own(value);
    const path = ['accounts', index];
    const login = loginOf(entry, (field, finding) => report([...path, ...field], finding));
    if (login === undefined) continue;
    const key = loginKey(login);
    const first = firstIndex.get(key);
    if (first !== undefined) {
      const { offset } = place(['accounts', first, 'login']);
      report([...path, 'login'], { kind: 'duplicateLogin', login: key }, { firstOffset: offset });
      continue;
    }
    firstIndex.set(key, index);
    accounts.push(
      toAccount(login, entry as Record<string, unknown>, (field, finding) =>
        report([...path, ...field], { ...finding, login: key }),
      ),
    );
  }
  return { accounts, problems };
}

/** Most lists are plain JSON, which the engine itself reads several times as fast. */
function parseJson(text: string, syntaxErrors: ParseError[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text, syntaxErrors, { allowTrailingComma: true, allowEmptyContent: false });
  }
}

/** The login of an entry; an entry without a proper one is reported and left out. */
function loginOf(entry: unknown, report: (path: JsonPath, finding: Finding) => void): string | undefined {
  if (!isRecord(entry)) {
    report([], { kind: 'entryNotObject' });
    return undefined;
  }
  const { login } = entry;
  if (typeof login === 'string' && isEmail(login.trim())) return login.trim();
  if (login === undefined) report([], { kind: 'missingLogin' });
  else if (typeof login === 'string') report(['login'], { kind: 'malformedLogin', value: brief(login) });
  else report(['login'], { kind: 'wrongType', field: 'login', expected: 'string' });
  return undefined;
}

/** Builds an account from an entry, leaving out the fields, organisations and tags that are not as they should be. */
function toAccount(
  login: string,
  entry: Record<string, unknown>,
  report: (path: JsonPath, finding: Finding) => void,
): Account {
  const fields = { ...entry };
  const { organisations, tags } = fields;
  if (Array.isArray(organisations)) fields['organisations'] = organisations.map(own);
  if (Array.isArray(tags)) fields['tags'] = [...tags];
  for (const issue of v.safeParse(fieldsSchema, fields).issues ?? []) {
    const path = (issue.path ?? []).map(item => item.key as string | number);
    report(path, { kind: 'wrongType', field: fieldName(path), expected: expectedOf(issue) });
    const [field, index] = path as [string, string | number | undefined];
    const list = fields[field];
    // In the copy made above: a copy for each of a million bad tags would take for ever.
    if (Array.isArray(list) && typeof index === 'number') list[index] = undefined;
    else delete fields[field];
  }
  const valid = fields as v.InferOutput<typeof fieldsSchema>;
  let backupEmail = valid.backupEmail?.trim();
  const problem = backupEmail === undefined ? undefined : backupEmailProblem(backupEmail, login);
  if (problem) {
    const finding: Finding =
      problem === 'sameAsLogin'
        ? { kind: 'backupEmailIsLogin' }
        : { kind: 'malformedBackupEmail', value: brief(backupEmail) };
    report(['backupEmail'], finding);
    backupEmail = undefined;
  }
  return {
    login,
    name: valid.name?.trim() || login,
    organisations: (valid.organisations ?? []).filter(isThere) as readonly Organisation[],
    tags: (valid.tags ?? []).filter(isThere),
    ...(valid.owner && { owner: valid.owner }),
    ...(backupEmail && { backupEmail }),
    ...(valid.notes && { notes: valid.notes }),
    ...(valid.mfaSetUpOn && { mfaSetUpOn: valid.mfaSetUpOn }),
  };
}

/** What a value should have been; for one that is not there, the schema knows only the name of its key. */
function expectedOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'loose_object' && issue.path?.at(-1)?.value === undefined) return 'string';
  return issue.expected ?? 'YYYY-MM-DD';
}

/** `organisations[0].region` */
function fieldName(path: JsonPath): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name ? `${name}.${key}` : key;
  }, '');
}

/** Finds where a path stands in the text; the syntax tree is made only for lists that have a problem. */
function placesOf(text: string): (path: JsonPath) => { offset: number; length: number } {
  let root: Node | undefined;
  return path => {
    root ??= parseTree(text, [], { allowTrailingComma: true });
    // A path that is not there (a missing login) is shown at its parent.
    for (let end = path.length; root && end >= 0; end--) {
      const node = path.slice(0, end).reduce(valueIn, root);
      if (node) return within(text, node.offset, node.length);
    }
    return { offset: 0, length: text.length };
  };
}

/** The parser counts one character too many at the end of a text that breaks off. */
function within(text: string, offset: number, length: number): { offset: number; length: number } {
  const start = Math.min(offset, text.length);
  return { offset: start, length: Math.min(length, text.length - start) };
}

/** A parsed object without the prototype that a `__proto__` in the text gives it. */
function own(value: unknown): unknown {
  return isRecord(value) ? { ...value } : value;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value from the file, short enough for a message. */
function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
