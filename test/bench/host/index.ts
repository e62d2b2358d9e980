import { writeFileSync } from 'node:fs';
import type { Figure, Row, SessionReport } from '../figure';
import { taken } from '../taking';
import { accounts } from './accounts';
import { codes } from './codes';
import { copying } from './copying';
import { firstCopy } from './firstCopy';
import { guide } from './guide';
import { loading } from './loading';
import { reported } from './reported';
import { timers } from './timers';

/** The measurements of each session: with the stub of the extension, and with the extension as installed. */
const SESSIONS: Readonly<Record<string, readonly (() => Promise<Figure[]>)[]>> = {
  // A login that was used has a countdown in the status bar: the timers are counted before a code is copied.
  stub: [loading, timers, firstCopy, codes, accounts],
  installed: [reported, copying, guide],
};

/** Takes one session's measurements in the extension host. VS Code calls it. */
export async function run(): Promise<void> {
  const { XERO_MFA_BENCH_SESSION: session = '', XERO_MFA_BENCH_REPORT: report } = process.env;
  const measurements = SESSIONS[session];
  if (!measurements || !report) throw new Error('scripts/bench.mjs runs this.');
  const figures: Row[] = [];
  const left = measurements.map(({ name }) => name);
  // After each: VS Code may not get to the end.
  const write = (): void => {
    const soFar: SessionReport = { node: process.version, figures, left };
    writeFileSync(report, JSON.stringify(soFar));
  };
  write();
  for (const measure of measurements) {
    const start = performance.now();
    figures.push(...(await taken(measure.name, measure)));
    left.shift();
    write();
    console.log(`  ${measure.name} (${Math.round((performance.now() - start) / 1000)} s)`);
  }
}
