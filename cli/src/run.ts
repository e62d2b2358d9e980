import { type CommandLine, parseCommandLine } from './commandLine';
import { XeroMfaError } from './errors';
import { EXIT_CODES } from './exitCodes';
import { giveCode } from './giveCode';
import type { Host } from './host';
import { jsonLine } from './jsonLine';
import type { Output } from './output';
import { visible } from './visible';

/** Runs a command. @returns the exit code */
export async function run(words: readonly string[], output: Output, host: Host): Promise<number> {
  try {
    return await runCommand(parseCommandLine(words), output, host);
  } catch (error) {
    const isOurs = error instanceof XeroMfaError;
    output.error(`xero-mfa: ${isOurs ? error.message : bugText(error)}\n`);
    return EXIT_CODES[isOurs ? error.code : 'BUG'];
  }
}

async function runCommand(line: CommandLine, output: Output, host: Host): Promise<number> {
  switch (line.command) {
    case 'help':
      output.out((await import('./help')).HELP);
      return EXIT_CODES.OK;
    case 'version':
      output.out(`${(await import('../package.json')).version}\n`);
      return EXIT_CODES.OK;
    case 'code':
      return printCode(line, output, host);
    case 'list':
      return (await import('./list')).list(line, output, host);
    case 'check':
      return (await import('./check')).check(line, output, host);
    case 'join':
      return (await import('./join')).join(line, output, host);
  }
}

async function printCode(line: CommandLine, output: Output, host: Host): Promise<number> {
  const given = await giveCode(
    line.login,
    {
      store: line.text('store'),
      identityFile: line.text('identity-file'),
      trust: line.text('trust'),
      unused: line.has('unused'),
      minimumRemaining: line.seconds('min-remaining'),
      timeout: line.seconds('timeout'),
    },
    host,
  );
  const login = line.login.trim().toLowerCase();
  output.out(line.has('json') ? jsonLine({ login, ...given }) : `${given.code}\n`);
  return EXIT_CODES.OK;
}

/** The message of an error that nobody foresaw may have anything in it, but not its name. */
function bugText(error: unknown): string {
  const { name = 'Error', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return `Something unexpected happened (${visible(`${name} ${code}`).trim()}). Please report it with the command and its version.`;
}
