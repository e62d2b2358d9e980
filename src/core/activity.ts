import { toHex } from './hex';

/** What can happen to a login on this computer. */
export const ACTIONS = [
  'copied',
  'shown',
  'set',
  'replaced',
  'removed',
  'putBack',
  'answersStored',
  'passwordStored',
  'passwordRemoved',
  'passwordCopied',
  'received',
  'sent',
  'typed',
  'given',
  'refused',
  'consented',
  'revoked',
  'exported',
  'restored',
  'imported',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What it happened through. */
export const ROUTES = [
  'command',
  'shortcut',
  'sidebar',
  'guide',
  'team',
  'backup',
  'import',
  'terminal',
  'task',
  'api',
  'tool',
] as const;
export type Route = (typeof ROUTES)[number];

/** Something that happened to a login. Never holds a key, a code or a passphrase. */
export interface Activity {
  readonly action: Action;
  readonly login: string;
  readonly route: Route;
  /** Who asked for it, or why. */
  readonly detail?: string;
  /** The fingerprint of the person that `detail` names, in words, as this computer made it. */
  readonly fingerprint?: string;
}

/** What setting a key, answers or a password is called, by the route that brought them. */
const ARRIVALS: { readonly [By in Route]?: Action } = {
  team: 'received',
  backup: 'restored',
  import: 'imported',
};

/** The action of an activity, as the route tells it more closely. */
export function actionBy({ action, route }: Pick<Activity, 'action' | 'route'>): Action {
  return action === 'set' || action === 'answersStored' || action === 'passwordStored'
    ? (ARRIVALS[route] ?? action)
    : action;
}

/** Records what happened. Never throws and never blocks. */
export type RecordActivity = (activity: Activity) => void;

/** A line of the log: a fingerprint is part of its detail. */
export interface ActivityLine extends Omit<Activity, 'fingerprint'> {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The end of a chain of lines. Stored apart from the lines, so that a shortened file is noticed. */
export interface ChainHead {
  readonly count: number;
  /** The hash of the last line, or of the chain's id if it has no lines. */
  readonly hash: string;
}

/** A line that was read, and whether it can be trusted. */
export interface ReadLine extends ActivityLine {
  /** Whether its hash is right: it is unchanged and follows the line before it. */
  readonly isWhole: boolean;
}

/** What is wrong with a chain. Lines count from 1. */
export type ChainProblem =
  | { readonly kind: 'changed'; readonly line: number }
  | { readonly kind: 'cut'; readonly missing: number }
  | { readonly kind: 'gone'; readonly count: number }
  /** Its head is missing, so lines may be missing at the end. */
  | { readonly kind: 'open' };

/** A chain that was read. */
export interface Chain {
  readonly lines: readonly ReadLine[];
  readonly problem?: ChainProblem;
}

/** Longest login or detail that is kept, in UTF-16 units. */
const MAXIMUM_TEXT = 320;
const HASH = 64;

/**
 * Writes lines that continue a chain. Each is the SHA-256 (FIPS 180-4) of the previous hash and the line's JSON in
 * hexadecimal, a space, and the JSON.
 *
 * @param id the chain's, which the first line is chained to: swapping the files of two chains breaks both
 * @returns the text to append, and the new head
 */
export async function extendChain(
  id: string,
  head: ChainHead | undefined,
  lines: readonly ActivityLine[],
): Promise<{ readonly text: string; readonly head: ChainHead }> {
  let hash = head?.hash ?? (await sha256(id));
  let text = '';
  for (const line of lines) {
    const json = toJson(line);
    hash = await sha256(hash + json);
    text += `${hash} ${json}\n`;
  }
  return { text, head: { count: (head?.count ?? 0) + lines.length, hash } };
}

/**
 * Reads a chain and notices any changed byte.
 *
 * @param file `undefined` if it is missing
 * @param head the stored end of the chain
 */
export async function readChain(
  id: string,
  file: Uint8Array | undefined,
  head: ChainHead | undefined,
): Promise<Chain> {
  if (!file) {
    return { lines: [], ...(head && { problem: { kind: 'gone', count: head.count } }) };
  }
  const rows = textOf(file).split('\n');
  // Anything after the last line break is an incomplete line.
  const rest = rows.pop();
  const start = await sha256(id);
  const checked = await Promise.all(
    rows.map((row, index) => readRow(row, index === 0 ? start : (rows[index - 1] ?? '').slice(0, HASH))),
  );
  const lines = checked.filter(line => line !== undefined);
  const problem = problemOf(rows, checked, rest ?? '', head);
  return { lines, ...(problem && { problem }) };
}

function problemOf(
  rows: readonly string[],
  checked: readonly (ReadLine | undefined)[],
  rest: string,
  head: ChainHead | undefined,
): ChainProblem | undefined {
  const broken = checked.findIndex(line => !line?.isWhole);
  if (broken >= 0) return { kind: 'changed', line: broken + 1 };
  if (rest !== '') return { kind: 'changed', line: rows.length + 1 };
  if (!head) return { kind: 'open' };
  if (rows.length < head.count) return { kind: 'cut', missing: head.count - rows.length };
  // Lines may have been added since the head was stored, but the line it names can't have changed.
  const last = rows[head.count - 1]?.slice(0, HASH);
  return last?.startsWith(head.hash) === false ? { kind: 'changed', line: head.count } : undefined;
}

/** @returns `undefined` if it is not a line of the log */
async function readRow(row: string, before: string): Promise<ReadLine | undefined> {
  const json = row.slice(HASH + 1);
  const line = fromJson(json);
  if (!line) return undefined;
  const isWhole = row.slice(0, HASH + 1) === `${await sha256(before + json)} `;
  return { ...line, isWhole };
}

function toJson({ at, action, login, route, detail }: ActivityLine): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    action,
    login: login.slice(0, MAXIMUM_TEXT),
    route,
    ...(detail && { detail: detail.slice(0, MAXIMUM_TEXT) }),
  });
}

function fromJson(json: string): ActivityLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { at, action, login, route, detail } = value as Readonly<Record<string, unknown>>;
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time) || typeof login !== 'string') return undefined;
  if (!isOneOf(ACTIONS, action) || !isOneOf(ROUTES, route)) return undefined;
  return { at: time, action, login, route, ...(typeof detail === 'string' && { detail }) };
}

function isOneOf<Choice>(choices: readonly Choice[], value: unknown): value is Choice {
  return choices.some(choice => choice === value);
}

/** Decodes losslessly, so that hashes match the bytes. In a file that is not UTF-8, lines with more than ASCII are broken. */
function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    return Array.from(file, byte => String.fromCharCode(byte < 0x80 ? byte : 0)).join('');
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}
