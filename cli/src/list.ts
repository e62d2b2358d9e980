import { isEmail } from '../../src/core/account';
import type { CommandLine } from './commandLine';
import { EXIT_CODES } from './exitCodes';
import type { Host } from './host';
import { jsonLine } from './jsonLine';
import { openStore } from './openStore';
import type { Output } from './output';
import { reportOn } from './storeReport';
import { visible } from './visible';

/** Prints the logins that `code` gives codes of. */
export async function list(line: CommandLine, output: Output, host: Host): Promise<number> {
  const store = await openStore(line, host);
  const isTrusting = store.isTrusting;
  const reports = await reportOn(store);
  const logins = reports.flatMap(({ kind, login = '', isReadable, isConfirmed }) =>
    kind === 'key' && isReadable && (isConfirmed || !isTrusting) && isEmail(login) ? [login] : [],
  );
  output.out(line.has('json') ? jsonLine(logins) : logins.map(login => `${visible(login)}\n`).join(''));
  return EXIT_CODES.OK;
}
