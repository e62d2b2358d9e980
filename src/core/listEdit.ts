import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Account, type AccountField, loginKey, type Organisation } from './account';
import { hasInvalid, organisationSchema, validOrganisation } from './accountSchema';
import { JSONC } from './jsonRead';
import { addElements, addProperties, type ChildEdit, editChildren, replaceValue, valueIn } from './jsonText';
import { LIST_VERSION } from './list';

/** The fields to write. `undefined` or an empty value removes the field. */
export type AccountChanges = { readonly [F in AccountField]?: Account[F] | undefined };

/** Why a list can't be edited. */
export type ListEditProblem =
  | 'unreadable'
  | 'unknownVersion'
  | 'noAccounts'
  | 'exists'
  | 'missing'
  | 'missingOrganisation'
  | 'tooLarge';

/** Thrown by the edits below. */
export class ListEditError extends Error {
  override readonly name = 'ListEditError';

  constructor(readonly problem: ListEditProblem) {
    super(problem);
  }
}

/** The text of a list without accounts. */
export const EMPTY_LIST = `${JSON.stringify({ version: LIST_VERSION, accounts: [] }, null, 2)}\n`;

/** An account to add. */
export interface NewEntry {
  readonly login: string;
  readonly fields: AccountChanges;
}

/** Adds an account at the end of the list. @throws {@link ListEditError} */
export function addEntry(text: string, login: string, fields: AccountChanges): string {
  return addEntries(text, [{ login, fields }]);
}

/** Adds accounts at the end of the list. @throws {@link ListEditError} */
export function addEntries(text: string, added: readonly NewEntry[]): string {
  const source = text.trim() === '' ? EMPTY_LIST : text;
  const { root, accounts } = editableList(source);
  const logins = new Set(accounts?.children?.map(entry => keyOfLogin(valueIn(entry, 'login')?.value)));
  for (const { login } of added) {
    if (logins.has(loginKey(login))) throw new ListEditError('exists');
    logins.add(loginKey(login));
  }
  const entries = added.map(({ login, fields }) => withoutEmpty({ login, ...fields }));
  return accounts
    ? addElements(source, accounts, entries)
    : addProperties(source, root, { accounts: entries });
}

/** Writes, replaces or removes fields of an account. @throws {@link ListEditError} */
export function editEntry(text: string, login: string, changes: AccountChanges): string {
  const [entry] = entriesOf(editableList(text).accounts, login);
  if (!entry) throw new ListEditError('missing');
  return editProperties(text, entry, changes);
}

/** Whether two organisations are the same in all that a list says of them. */
export function isSameOrganisation(a: Organisation, b: Organisation): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as ReadonlySet<keyof Organisation>;
  return [...names].every(name => a[name] === b[name]);
}

/** The details of an organisation to write. `undefined` removes one. */
export type OrganisationChanges = {
  readonly [Detail in keyof Organisation]?: Organisation[Detail] | undefined;
};

/**
 * Writes, replaces or removes details of one organisation of an account, and leaves everything else as it is.
 *
 * @param organisation with all details that the list has of it: several may have the same name
 * @throws {@link ListEditError}
 */
export function editOrganisation(
  text: string,
  login: string,
  organisation: Organisation,
  changes: OrganisationChanges,
): string {
  return editOrganisations(text, login, listed => {
    const index = listed.findIndex(each => isSameOrganisation(each, organisation));
    if (index === -1) throw new ListEditError('missingOrganisation');
    return [{ index, organisation: { ...organisation, ...changes } }];
  });
}

/** Removes an account: all entries with its login. @throws {@link ListEditError} */
export function removeEntry(text: string, login: string): string {
  const { accounts } = editableList(text);
  const entries = new Set(entriesOf(accounts, login));
  if (!accounts || entries.size === 0) throw new ListEditError('missing');
  return editChildren(text, accounts, entry => (entries.has(entry) ? 'remove' : undefined));
}

/** An organisation to write: in the place of the one at `index`, otherwise at the end. */
export interface OrganisationEdit {
  readonly index?: number | undefined;
  readonly organisation: OrganisationChanges;
}

/**
 * Writes organisations of an account and leaves its others as they are. Comments and unknown keys of those that are replaced
 * stay.
 *
 * @param edits what to write, given the organisations that the text has. Invalid ones don't count
 * @throws {@link ListEditError}
 */
export function editOrganisations(
  text: string,
  login: string,
  edits: (listed: readonly Organisation[]) => readonly OrganisationEdit[],
): string {
  const [entry] = entriesOf(editableList(text).accounts, login);
  if (!entry) throw new ListEditError('missing');
  const array = valueIn(entry, 'organisations');
  const listed = (array?.type === 'array' ? (array.children ?? []) : []).flatMap(node => {
    const organisation = validOrganisation(getNodeValue(node));
    return organisation ? [{ node, organisation }] : [];
  });
  const changed = new Map<Node, OrganisationChanges>();
  const added: object[] = [];
  for (const { index, organisation } of edits(listed.map(each => each.organisation))) {
    const node = index === undefined ? undefined : listed[index]?.node;
    if (node) changed.set(node, organisation);
    else added.push(withoutEmpty(organisation));
  }
  if (array?.type !== 'array') return editProperties(text, entry, { organisations: added });
  const editOf = (child: Node): ChildEdit | undefined => {
    const organisation = changed.get(child);
    return organisation && editOfOrganisation(child, organisation);
  };
  return editChildren(text, array, editOf, source => addElements(source, array, added));
}

/** What identifies an element of an array: an organisation's name, or the value itself. */
function keyOf(value: unknown): unknown {
  return Object(value) === value ? (value as Partial<Organisation>).name : value;
}

/**
 * Existing elements stay in place, so that their comments and unknown keys are kept. Organisations are matched by name,
 * those with the same name in order. Invalid elements and details were never shown to the person, so they stay as well.
 */
function editOfArray(
  array: Node,
  wanted: readonly (Organisation | string)[],
  isShown: (value: unknown) => boolean,
): ChildEdit {
  const children = array.children ?? [];
  const readable = new Set(children.filter(child => isShown(getNodeValue(child))));
  const free = new Map<unknown, Node[]>();
  // In reverse, because matches are popped off the end.
  for (const child of [...new Set([...readable, ...children])].reverse()) {
    const key = keyOf(getNodeValue(child));
    const others = free.get(key);
    if (others) others.push(child);
    else free.set(key, [child]);
  }
  const kept = new Map<Node, Organisation | string>();
  const added: unknown[] = [];
  for (const value of wanted) {
    const child = free.get(keyOf(value))?.pop();
    if (child) kept.set(child, value);
    else added.push(typeof value === 'string' ? value : withoutEmpty(value));
  }
  const isRemoved = (child: Node): boolean => readable.has(child) && !kept.has(child);
  if (added.length === 0 && children.every(isRemoved)) return 'remove';
  const editOf = (child: Node): ChildEdit | undefined => {
    const value = kept.get(child);
    if (isRemoved(child)) return 'remove';
    return typeof value === 'object' ? editOfOrganisation(child, value) : undefined;
  };
  return text => editChildren(text, array, editOf, source => addElements(source, array, added));
}

function editOfOrganisation(node: Node, organisation: OrganisationChanges): ChildEdit {
  return text => editProperties(text, node, { ...unset(getNodeValue(node)), ...organisation });
}

const DETAILS = Object.keys(organisationSchema.entries);

/** The details of an organisation that are removed unless they are set again. */
function unset(organisation: object): object {
  const shown = DETAILS.filter(name => !hasInvalid(organisation, name));
  return Object.fromEntries(shown.map(name => [name, undefined]));
}

function editOfValue(name: string, node: Node, value: unknown): ChildEdit | undefined {
  if (node.type === 'array' && (name === 'organisations' || name === 'tags')) {
    const wanted = (value ?? []) as readonly (Organisation | string)[];
    return editOfArray(node, wanted, name === 'tags' ? isText : isOrganisation);
  }
  if (isEmpty(value)) return 'remove';
  if (JSON.stringify(getNodeValue(node)) === JSON.stringify(value)) return undefined;
  return text => replaceValue(text, node, value);
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isOrganisation = (value: unknown): boolean => validOrganisation(value) !== undefined;

/** Writes, replaces or removes properties of an object. */
function editProperties(text: string, object: Node, values: object): string {
  const edits = new Map<string, ChildEdit | undefined>();
  const added = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    const current = valueIn(object, name);
    if (current) edits.set(name, editOfValue(name, current, value));
    else if (!isEmpty(value)) added.set(name, value);
  }
  const last = new Map(object.children?.map(property => [nameOf(property), property]));
  const editOf = (property: Node): ChildEdit | undefined => {
    const edit = edits.get(nameOf(property));
    // Remove every occurrence of a repeated key: otherwise an earlier one would become the value.
    return edit === 'remove' || property === last.get(nameOf(property)) ? edit : undefined;
  };
  return editChildren(text, object, editOf, source =>
    addProperties(source, object, Object.fromEntries(added)),
  );
}

function nameOf(property: Node): string {
  return property.children?.[0]?.value;
}

/** Refuses lists that can't be read completely: editing one could lose something. */
function editableList(text: string): { root: Node; accounts: Node | undefined } {
  const root = treeOf(text);
  if (root?.type !== 'object') throw new ListEditError('unreadable');
  if (valueIn(root, 'version')?.value !== LIST_VERSION) throw new ListEditError('unknownVersion');
  const accounts = valueIn(root, 'accounts');
  if (accounts && accounts.type !== 'array') throw new ListEditError('noAccounts');
  return { root, accounts };
}

function treeOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, JSONC);
    return errors.length === 0 ? root : undefined;
  } catch {
    // Nested too deeply for the parser, which is recursive.
    return undefined;
  }
}

function entriesOf(accounts: Node | undefined, login: string): readonly Node[] {
  return accounts?.children?.filter(entry => isLogin(valueIn(entry, 'login')?.value, login)) ?? [];
}

function isLogin(value: unknown, login: string): boolean {
  return keyOfLogin(value) === loginKey(login);
}

function keyOfLogin(value: unknown): string | undefined {
  return typeof value === 'string' ? loginKey(value) : undefined;
}

function withoutEmpty(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
