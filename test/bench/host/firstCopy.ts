import * as vscode from 'vscode';
import type { Figure } from '../figure';
import { median, p95, timed } from '../stats';
import { untilCodeLasts } from './freshCode';
import { load, pause, Stub } from './stub';

const ROUNDS = 20;
const LOGIN = 'qa-0@harbour.test';
/** The well-known example key, twice for Xero's length. */
const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const { executeCommand } = vscode.commands;

/** The first code that is copied after the start, for which much is loaded, and in turns the next one. */
export async function firstCopy(): Promise<Figure[]> {
  const stub = await Stub.activate();
  const times = { first: [] as number[], next: [] as number[] };
  const start = async () => {
    const module = await load(stub.copy('dist'));
    stub.activate(module);
    // What starts in the background shall not run into the measurement.
    await pause(500);
    return module;
  };
  const storing = await start();
  await executeCommand('xeroMfa.setSecret', { login: LOGIN, secret: KEY, confirm: true });
  await stub.deactivate(storing);
  for (let round = 0; round < ROUNDS; round++) {
    const module = await start();
    for (const which of ['first', 'next'] as const) {
      await untilCodeLasts();
      times[which].push(await timed(() => executeCommand('xeroMfa.copyCode', { login: LOGIN })));
      await executeCommand('notifications.clearAll');
      await pause(50);
    }
    await stub.deactivate(module);
  }
  return [
    {
      name: 'copyCode, the first after the start',
      unit: 'ms',
      ours: median(times.first),
      peer: { what: 'the next one', value: median(times.next) },
      detail: { rounds: ROUNDS, p95: p95(times.first), nextP95: p95(times.next) },
    },
  ];
}
