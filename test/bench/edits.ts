import { parseTree } from 'jsonc-parser';
import { hostileEdits } from '../unit/core/hostileEdits';
import type { Figure } from './figure';
import { timedSync } from './stats';

const RUNS = 5;

/** The edit that takes longest, of lists that were made so that it does, beside a parse of the same text. */
export function edits(): Figure {
  const all = hostileEdits(100_000).map(({ what, text, edit }) => {
    const ours = shortest(() => edit(text));
    const value = shortest(() => parseTree(text));
    return { what, ours, value, ratio: ours / value };
  });
  const { what, ours, value, ratio } = all.reduce((worst, one) => (one.ratio > worst.ratio ? one : worst));
  return {
    name: `slowest edit of a hostile list: ${what}`,
    unit: 'ms',
    ours,
    peer: { what: 'a parse', value },
    ratio,
    aim: { of: 'ratio', atMost: 30 },
    detail: Object.fromEntries(all.map(one => [one.what, one.ratio])),
  };
}

function shortest(task: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => timedSync(task)));
}
