import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import {
  type Account,
  type AccountField,
  LIST_VERSION,
  loginKey,
  type Organisation,
  parseList,
} from './account';
import { addElement, addProperty, removeChild, replaceValue } from './jsonText';

/** What to write: `undefined` or an empty value takes the field away. */
export type AccountChanges = { readonly [F in AccountField]?: Account[F] | undefined };

/** Why a list cannot be edited as it is. */
export type ListEditProblem = 'unreadable' | 'unknownVersion' | 'noAccounts' | 'exists' | 'missing';

/** Thrown by the edits below; the text is then left alone. */
export class ListEditError extends Error {
  override readonly name = 'ListEditError';

  constructor(readonly problem: ListEditProblem) {
    super(problem);
  }
}

/** The text of a list with no account. */
export const EMPTY_LIST = `${JSON.stringify({ version: LIST_VERSION, accounts: [] }, null, 2)}\n`;

/** Adds an account at the end of the list. @throws {@link ListEditError} */
export function addAccount(text: string, login: string, changes: AccountChanges): string {
  const source = text.trim() === '' ? EMPTY_LIST : text;
  const root = editableRoot(source);
  if (entryIn(root, login)) throw new ListEditError('exists');
  const entry = withoutEmpty({ login, ...changes });
  const accounts = findNodeAtLocation(root, ['accounts']);
  return accounts ? addElement(source, accounts, entry) : addProperty(source, root, 'accounts', [entry]);
}

/** Writes, replaces or takes away fields of one account. @throws {@link ListEditError} */
export function editAccount(text: string, login: string, changes: AccountChanges): string {
  editableRoot(text);
  const { organisations, ...fields } = changes;
  const edited = setProperties(text, source => entryOf(source, login), fields);
  return 'organisations' in changes ? setOrganisations(edited, login, organisations ?? []) : edited;
}

/** Takes an account off the list. @throws {@link ListEditError} */
export function removeAccount(text: string, login: string): string {
  editableRoot(text);
  return removeChild(text, entryOf(text, login));
}

/** Where the account's entry stands in the text, in UTF-16 offsets. */
export function findAccount(text: string, login: string): { offset: number; length: number } | undefined {
  const root = treeOf(text);
  const entry = root && entryIn(root, login);
  return entry && { offset: entry.offset, length: entry.length };
}

/** Organisations are matched by name, so that the unknown keys and comments in them are kept. */
function setOrganisations(text: string, login: string, wanted: readonly Organisation[]): string {
  const entry = entryOf(text, login);
  const property = propertyOf(entry, 'organisations');
  if (wanted.length === 0) return property ? removeChild(text, property) : text;
  const array = property?.children?.[1];
  if (array?.type !== 'array')
    return setProperties(text, source => entryOf(source, login), { organisations: wanted });

  let edited = text;
  const find = (source: string, name: string): Node | undefined =>
    propertyOf(entryOf(source, login), 'organisations')?.children?.[1]?.children?.find(
      child => child.type === 'object' && propertyOf(child, 'name')?.children?.[1]?.value === name,
    );
  // From the last on: what stands before a child keeps its offsets.
  for (const child of [...(array.children ?? [])].reverse()) {
    const name: unknown = propertyOf(child, 'name')?.children?.[1]?.value;
    if (!wanted.some(organisation => organisation.name === name)) {
      const index = array.children?.indexOf(child) ?? 0;
      const now = propertyOf(entryOf(edited, login), 'organisations')?.children?.[1]?.children?.[index];
      if (now) edited = removeChild(edited, now);
    }
  }
  for (const { name, region, kind, tenantId } of wanted) {
    if (find(edited, name)) {
      edited = setProperties(edited, source => find(source, name), { region, kind, tenantId });
    } else {
      const now = propertyOf(entryOf(edited, login), 'organisations')?.children?.[1];
      if (now) edited = addElement(edited, now, withoutEmpty({ name, region, kind, tenantId }));
    }
  }
  return edited;
}

/** Each step looks its object up again, for every edit moves what stands behind it. */
function setProperties(text: string, locate: (text: string) => Node | undefined, values: object): string {
  let edited = text;
  for (const [name, value] of Object.entries(values)) {
    const object = locate(edited);
    if (!object) throw new ListEditError('missing');
    const property = propertyOf(object, name);
    const current = property?.children?.[1];
    if (isEmpty(value)) {
      if (property) edited = removeChild(edited, property);
    } else if (!current) {
      edited = addProperty(edited, object, name, value);
    } else if (JSON.stringify(getNodeValue(current)) !== JSON.stringify(value)) {
      edited = replaceValue(edited, current, value);
    }
  }
  return edited;
}

/** Only a list that is understood is written to: anything else might be lost. */
function editableRoot(text: string): Node {
  const root = treeOf(text);
  for (const { kind } of parseList(text).problems) {
    if (kind === 'syntax' || kind === 'notObject') throw new ListEditError('unreadable');
    if (kind === 'unknownVersion') throw new ListEditError(kind);
  }
  if (root?.type !== 'object') throw new ListEditError('unreadable');
  const accounts = propertyOf(root, 'accounts');
  if (accounts && accounts.children?.[1]?.type !== 'array') throw new ListEditError('noAccounts');
  return root;
}

function treeOf(text: string): Node | undefined {
  return parseTree(text, [], { allowTrailingComma: true });
}

function entryOf(text: string, login: string): Node {
  const root = treeOf(text);
  const entry = root && entryIn(root, login);
  if (!entry) throw new ListEditError('missing');
  return entry;
}

function entryIn(root: Node, login: string): Node | undefined {
  return findNodeAtLocation(root, ['accounts'])?.children?.find(entry => {
    const value: unknown = propertyOf(entry, 'login')?.children?.[1]?.value;
    return typeof value === 'string' && loginKey(value) === loginKey(login);
  });
}

function propertyOf(node: Node, name: string): Node | undefined {
  return node.type === 'object'
    ? node.children?.find(child => child.children?.[0]?.value === name)
    : undefined;
}

function withoutEmpty(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
