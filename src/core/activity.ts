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

/** By what it happened. */
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
  /** Who asked, or what it was for. */
  readonly detail?: string;
  /** The fingerprint of the person that `detail` names, in words, as this computer made it. */
  readonly fingerprint?: string;
}

/** What it is called that a login got a key or answers by a route. */
const ARRIVALS: { readonly [By in Route]?: Action } = {
  team: 'received',
  backup: 'restored',
  import: 'imported',
};

/** The action of an activity, as the route tells it more closely. */
export function actionBy({ action, route }: Pick<Activity, 'action' | 'route'>): Action {
  return action === 'set' || action === 'answersStored' ? (ARRIVALS[route] ?? action) : action;
}

/** Takes note of what happened; never throws and never waits. */
export type RecordActivity = (activity: Activity) => void;

/** A line of the log: a fingerprint is part of its detail. */
export interface ActivityLine extends Omit<Activity, 'fingerprint'> {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** How far a chain of lines goes: kept where the lines are not, it shows what is missing at their end. */
export interface ChainHead {
  readonly count: number;
  /** Of the last line, or of the chain where it has none. */
  readonly hash: string;
}

/** A line that was read. */
export interface ReadLine extends ActivityLine {
  /** Whether it follows from the line before, and is as it was written. */
  readonly isWhole: boolean;
}

/** What is wrong with a chain. Lines count from 1. */
export type ChainProblem =
  | { readonly kind: 'changed'; readonly line: number }
  | { readonly kind: 'cut'; readonly missing: number }
  | { readonly kind: 'gone'; readonly count: number }
  /** Nothing is known of where it ended. */
  | { readonly kind: 'open' };

/** A chain of lines as it was read. */
export interface Chain {
  readonly lines: readonly ReadLine[];
  readonly problem?: ChainProblem;
}

/** Longest login or detail that is kept, in UTF-16 units. */
const MAXIMUM_TEXT = 320;
const HASH = 64;

/**
 * Writes lines that follow on a chain: the SHA-256 (FIPS 180-4) of the line before and of the line itself, in
 * hexadecimal, a space, and the line as JSON.
 *
 * @param id of the chain: its first line follows from that, so that two chains cannot change places
 * @returns the text to put behind what there is, and the new head
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
 * Reads a chain. Any byte that is not as it was written is noticed.
 *
 * @param file `undefined` where there is none
 * @param head what was kept of it elsewhere
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
  // A whole file ends with the end of a line.
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
  // Lines may have been added since; what was the last one then must be what it was.
  const last = rows[head.count - 1]?.slice(0, HASH);
  return last?.startsWith(head.hash) === false ? { kind: 'changed', line: head.count } : undefined;
}

/** @returns `undefined` where it is no line of the log at all */
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

/** Text in which every byte can be told from every other. Where it is no UTF-8, a line with more than ASCII is none. */
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
