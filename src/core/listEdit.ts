import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import * as v from 'valibot';
import { type Account, type AccountField, loginKey, type Organisation } from './account';
import { organisationSchema } from './accountSchema';
import { addElement, addProperty, propertyIn, removeChild, replaceValue, valueIn } from './jsonText';
import { LIST_VERSION, parseList } from './list';

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
  const accounts = valueIn(root, 'accounts');
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
export function locateAccount(text: string, login: string): { offset: number; length: number } | undefined {
  const root = treeOf(text);
  const entry = root && entryIn(root, login);
  return entry && { offset: entry.offset, length: entry.length };
}

/**
 * Organisations are matched by name, the first of a name with the first of that name, so that the unknown keys and
 * comments in them are kept. Those that cannot be read were shown to nobody and are kept too.
 */
function setOrganisations(text: string, login: string, wanted: readonly Organisation[]): string {
  const find = (source: string): Node | undefined => valueIn(entryOf(source, login), 'organisations');
  const array = find(text);
  if (array?.type !== 'array')
    return setProperties(text, source => entryOf(source, login), { organisations: wanted });

  const children = array.children ?? [];
  const readable = children.filter(child => v.is(organisationSchema, getNodeValue(child)));
  const free = new Set([...readable, ...children]);
  let edited = text;
  const added: Organisation[] = [];
  for (const { name, region, kind, tenantId } of wanted) {
    const child = [...free].find(organisation => valueIn(organisation, 'name')?.value === name);
    if (child) {
      free.delete(child);
      const index = children.indexOf(child);
      edited = setProperties(edited, source => valueIn(find(source), index), { region, kind, tenantId });
    } else added.push({ name, ...withoutEmpty({ region, kind, tenantId }) });
  }
  // From the last on: what stands before a child keeps its index.
  for (const child of readable.toReversed()) {
    const now = valueIn(find(edited), children.indexOf(child));
    if (free.has(child) && now) edited = removeChild(edited, now);
  }
  for (const organisation of added) {
    const now = find(edited);
    if (now) edited = addElement(edited, now, organisation);
  }
  const isGone = find(edited)?.children?.length === 0;
  return isGone ? setProperties(edited, source => entryOf(source, login), { organisations: [] }) : edited;
}

/** Each step looks its object up again, for every edit moves what stands behind it. */
function setProperties(text: string, locate: (text: string) => Node | undefined, values: object): string {
  let edited = text;
  for (const [name, value] of Object.entries(values)) {
    const object = locate(edited);
    if (!object) throw new ListEditError('missing');
    const current = valueIn(object, name);
    if (isEmpty(value)) {
      // Of a doubled key, the one before would count next.
      for (let doubled = propertyIn(object, name); doubled; doubled = propertyIn(locate(edited), name))
        edited = removeChild(edited, doubled);
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
  for (const { kind } of parseList(text).problems) {
    if (kind === 'syntax' || kind === 'notObject') throw new ListEditError('unreadable');
    if (kind === 'unknownVersion') throw new ListEditError(kind);
  }
  const root = treeOf(text);
  if (root?.type !== 'object') throw new ListEditError('unreadable');
  const accounts = valueIn(root, 'accounts');
  if (accounts && accounts.type !== 'array') throw new ListEditError('noAccounts');
  return root;
}

function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch {
    // Nested too deeply for the parser.
    return undefined;
  }
}

function entryOf(text: string, login: string): Node {
  const root = treeOf(text);
  const entry = root && entryIn(root, login);
  if (!entry) throw new ListEditError('missing');
  return entry;
}

function entryIn(root: Node, login: string): Node | undefined {
  return valueIn(root, 'accounts')?.children?.find(entry => {
    const value: unknown = valueIn(entry, 'login')?.value;
    return typeof value === 'string' && loginKey(value) === loginKey(login);
  });
}

function withoutEmpty(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
