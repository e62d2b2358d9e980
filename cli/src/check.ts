import type { CommandLine } from './commandLine';
import { EXIT_CODES } from './exitCodes';
import type { Host } from './host';
import { jsonLine } from './jsonLine';
import { openStore } from './openStore';
import type { Output } from './output';
import { type FileReport, reportOn } from './storeReport';
import { visible } from './visible';

/** Says of every file whether this machine can read it and who signed it. @returns whether something is wrong */
export async function check(line: CommandLine, output: Output, host: Host): Promise<number> {
  const store = await openStore(line, host);
  const reports = await reportOn(store);
  if (line.has('json')) output.out(jsonLine(reports));
  else {
    output.out(reports.map(report => `${visible(report.file)}: ${textOf(report)}\n`).join(''));
    if (!store.isTrusting)
      output.out('Nothing is confirmed without --trust: anyone who can push may have chosen these keys.\n');
    if (!reports.some(({ isReadable }) => isReadable))
      output.out(`Nothing here is for this identity, ${store.machine.recipient}.\n`);
  }
  const isFine = reports.some(({ isReadable }) => isReadable) && reports.every(({ problem }) => !problem);
  return isFine ? EXIT_CODES.OK : EXIT_CODES.CHECK;
}

function textOf({ isReadable, signedBy, isConfirmed, problem }: FileReport): string {
  if (problem !== undefined) return isReadable ? `readable, but: ${problem}` : problem;
  if (!isReadable) return 'not for this identity';
  const signed = signedBy === undefined ? 'not signed' : `signed by ${visible(signedBy)}`;
  return `readable, ${signed}${isConfirmed ? ', confirmed' : ''}`;
}
