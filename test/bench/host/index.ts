import { writeFileSync } from 'node:fs';
import type { Figure } from '../figure';
import { accounts } from './accounts';
import { codes } from './codes';
import { copying } from './copying';
import { guide } from './guide';
import { loading } from './loading';
import { reported } from './reported';
import { timers } from './timers';

/** The measurements of each session: with the stub of the extension, and with the extension as installed. */
const SESSIONS: Readonly<Record<string, readonly (() => Promise<Figure[]>)[]>> = {
  stub: [loading, timers, codes, accounts],
  installed: [reported, copying, guide],
};

/** Takes one session's measurements in the extension host. VS Code calls it. */
export async function run(): Promise<void> {
  const { XERO_MFA_BENCH_SESSION: session = '', XERO_MFA_BENCH_REPORT: report } = process.env;
  const measurements = SESSIONS[session];
  if (!measurements || !report) throw new Error('scripts/bench.mjs runs this.');
  const figures: Figure[] = [];
  for (const measure of measurements) {
    const start = performance.now();
    figures.push(...(await measure()));
    console.log(`  ${measure.name} (${Math.round((performance.now() - start) / 1000)} s)`);
  }
  writeFileSync(report, JSON.stringify({ node: process.version, figures }));
}
