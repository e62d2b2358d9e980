import { RECIPIENT } from './entry';

/** `.age-recipients`: what `passage` encrypts to. It is written from the roster, and never believed. */

const MAXIMUM_RECIPIENTS = 1000;
/** How many bad lines are named. */
const MAXIMUM_SKIPPED = 100;

/** Why a line of `.age-recipients` is skipped. */
export type RecipientProblem = 'plugin' | 'ssh' | 'postQuantum' | 'identity' | 'malformed';

/** The content of `.age-recipients`. */
export interface Recipients {
  /** The name of each recipient, from the line above it, by public key. The first ones, if there are too many. */
  readonly names: ReadonlyMap<string, string>;
  /** The first lines that are skipped, counted from 1. */
  readonly skipped: readonly { readonly line: number; readonly problem: RecipientProblem }[];
  /** All lines that are not in `names`, with their names. They belong to people with other tools, and stay. */
  readonly unused: ReadonlyMap<string, string>;
  /** Whether it has conflict markers of a git merge. */
  readonly isConflicted: boolean;
}

/** Reads `.age-recipients`. Both sides of a git conflict count. */
export function parseRecipients(text: string): Recipients {
  const names = new Map<string, string>();
  const skipped: { line: number; problem: RecipientProblem }[] = [];
  const unused = new Map<string, string>();
  let isConflicted = false;
  let comment = '';
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (/^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(raw)) isConflicted = true;
    else if (line.startsWith('#')) comment = line.slice(1).trim();
    else if (line !== '') {
      const problem = recipientProblem(line);
      if (problem !== undefined && skipped.length < MAXIMUM_SKIPPED)
        skipped.push({ line: index + 1, problem });
      const isUsed = problem === undefined && (names.size < MAXIMUM_RECIPIENTS || names.has(line));
      const found = isUsed ? names : unused;
      found.set(line, found.get(line) || comment);
      comment = '';
    }
  }
  return { names, skipped, unused, isConflicted };
}

/** Why a recipient can't be used. */
export function recipientProblem(text: string): RecipientProblem | undefined {
  if (RECIPIENT.test(text)) return undefined;
  if (/^age-(?:secret-key|plugin)-/i.test(text)) return 'identity';
  if (/^(?:ssh-|ecdsa-|sk-)/.test(text)) return 'ssh';
  if (/^age1(?:pq|tagpq)1/.test(text)) return 'postQuantum';
  return /^age1[a-z0-9+._-]+1/.test(text) ? 'plugin' : 'malformed';
}

/** Writes `.age-recipients`, sorted by key, so that two people who add someone at once change different lines. */
export function formatRecipients(names: ReadonlyMap<string, string>): string {
  const sorted = [...names].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([key, called]) => `# ${oneLine(called)}\n${key}\n`).join('');
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || '?';
}
