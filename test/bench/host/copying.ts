import * as vscode from 'vscode';
import type { Figure } from '../figure';
import { median, p95, timed } from '../stats';
import { untilCodeLasts } from './freshCode';
import { pause } from './stub';

const RUNS = 200;
/** The well-known example key, twice for Xero's length. */
const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const { executeCommand } = vscode.commands;

/** Copying codes by command, against a bare `secrets.get` and `clipboard.writeText`, in turns. */
export async function copying(): Promise<Figure[]> {
  await vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa-bench-peer')?.activate();
  for (let index = 0; index < RUNS; index++) {
    await executeCommand('xeroMfa.setSecret', { login: loginOf(index), secret: KEY, confirm: true });
  }
  await executeCommand(
    'xeroMfaBenchPeer.store',
    `otpauth://totp/Xero:${loginOf(0)}?secret=${KEY}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
  );
  await executeCommand('notifications.clearAll');
  await inTurns(20, { peer: 'copy', login: () => loginOf(0) });
  const same = await inTurns(RUNS, { peer: 'copy', login: () => loginOf(0) });
  const sameCleared = await inTurns(RUNS, { peer: 'copy', login: () => loginOf(0), clear: true });
  const sameMessage = await inTurns(RUNS, { peer: 'copyWithMessage', login: () => loginOf(0) });
  const other = await inTurns(RUNS, { peer: 'copy', login: index => loginOf(index) });
  const otherCleared = await inTurns(RUNS, { peer: 'copy', login: index => loginOf(index), clear: true });
  return [
    figureOf('copyCode, the same account again', 'bare get and write', same),
    figureOf('copyCode, the same account, no toast open', 'bare get and write', sameCleared),
    figureOf('copyCode, the same account', 'bare with a message', sameMessage),
    figureOf('copyCode, another account each time', 'bare get and write', other),
    figureOf('copyCode, another account, no toast open', 'bare get and write', otherCleared),
  ];
}

function loginOf(index: number): string {
  return `qa-${index}@harbour.test`;
}

interface Turns {
  readonly peer: 'copy' | 'copyWithMessage';
  readonly login: (index: number) => string;
  /** Whether messages are taken away before each run. */
  readonly clear?: boolean;
}

interface Times {
  readonly ours: number[];
  readonly bare: number[];
}

async function inTurns(runs: number, { peer, login, clear = false }: Turns): Promise<Times> {
  const times: Times = { ours: [], bare: [] };
  const settle = async (): Promise<void> => {
    if (clear) await executeCommand('notifications.clearAll');
    // A message is drawn after the command has ended: it shall not be drawn in the next one's time.
    await pause(25);
  };
  for (let run = 0; run < runs; run++) {
    await settle();
    await untilCodeLasts();
    times.ours.push(await timed(() => executeCommand('xeroMfa.copyCode', { login: login(run) })));
    await settle();
    times.bare.push(await timed(() => executeCommand(`xeroMfaBenchPeer.${peer}`)));
  }
  await executeCommand('notifications.clearAll');
  return times;
}

function figureOf(name: string, what: string, { ours, bare }: Times): Figure {
  return {
    name,
    unit: 'ms',
    ours: median(ours),
    peer: { what, value: median(bare) },
    aim: { of: 'ratio', atMost: 1.2 },
    detail: { runs: ours.length, p95: p95(ours), bareP95: p95(bare), ratioP95: p95(ours) / p95(bare) },
  };
}
