import * as vscode from 'vscode';
import type { Figure } from '../figure';
import { median, p95, timed } from '../stats';
import { pause } from './stub';

const RUNS = 25;
const { executeCommand } = vscode.commands;

/** Opening the guide until its page shows the step with its picture, against an empty page, in turns. */
export async function guide(): Promise<Figure[]> {
  const times = { ours: [] as number[], empty: [] as number[] };
  const open = {
    ours: () => executeCommand('xeroMfa.openGuide', { login: 'qa-0@harbour.test' }),
    empty: () => executeCommand('xeroMfaBenchPeer.openPage'),
  };
  for (let run = 0; run < RUNS; run++) {
    for (const which of ['empty', 'ours'] as const) {
      times[which].push(await timed(open[which]));
      await executeCommand('workbench.action.closeAllEditors');
      await pause(200);
    }
  }
  // The first of each loads what later ones find loaded.
  const [first, ...rest] = times.ours;
  const [firstEmpty, ...restEmpty] = times.empty;
  return [
    {
      name: 'open the guide',
      unit: 'ms',
      ours: median(rest),
      peer: { what: 'an empty page', value: median(restEmpty) },
      aim: { of: 'ratio', atMost: 1.4 },
      detail: {
        runs: rest.length,
        p95: p95(rest),
        emptyP95: p95(restEmpty),
        first: first ?? 0,
        emptyFirst: firstEmpty ?? 0,
      },
    },
  ];
}
