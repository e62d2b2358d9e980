import { UsageError } from './errors';

const COMMON = { store: 'string', 'identity-file': 'string' } as const;
const READING = { ...COMMON, trust: 'string', json: 'boolean' } as const;

/** The options of each command. */
const COMMANDS = {
  code: { ...READING, 'min-remaining': 'string', unused: 'boolean', timeout: 'string' },
  list: READING,
  check: READING,
  join: { ...COMMON, name: 'string', 'print-identity': 'boolean' },
} as const satisfies Record<string, Record<string, 'string' | 'boolean'>>;

export type Command = keyof typeof COMMANDS;

/** What a person typed. */
export interface CommandLine {
  readonly command: Command | 'help' | 'version';
  /** Of the command `code`. */
  readonly login: string;
  /** The value of an option that has one. */
  text(option: string): string | undefined;
  has(option: string): boolean;
  /** @throws UsageError */
  seconds(option: string): number | undefined;
}

/** @throws UsageError, which quotes nothing but options that there are: what is typed by mistake may be a secret */
export function parseCommandLine(words: readonly string[]): CommandLine {
  if (words.some(word => /AGE-SECRET-KEY-/i.test(word)))
    throw new UsageError(
      'The arguments: They have an identity, which other programs and logs may have seen. Replace it, and use XERO_MFA_IDENTITY.',
    );
  const [first = '--help', ...rest] = words;
  if (words.includes('--help') || words.includes('-h') || first === 'help') return line('help');
  if (first === '--version' || first === '-v') return line('version');
  if (!isCommand(first))
    throw new UsageError(
      'The command: It must be code, list, check or join, before its options. See --help.',
    );
  const { values, positionals } = parsed(first, rest);
  const [login, ...others] = positionals;
  if (others.length > 0 || (first === 'code') !== (login !== undefined))
    throw new UsageError(
      first === 'code'
        ? 'xero-mfa code: It takes one login. See --help.'
        : `xero-mfa ${first}: It takes only options. See --help.`,
    );
  return line(first, login, values);
}

type Values = Readonly<Record<string, unknown>>;

/** `parseArgs` of `node:util` takes longer to load than this. */
function parsed(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const types: Readonly<Record<string, 'string' | 'boolean'>> = COMMANDS[command];
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(args[index] ?? '') ?? [];
    if (name === undefined) {
      positionals.push(args[index] ?? '');
      continue;
    }
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === 'boolean' && given === undefined) {
      values[name] = true;
      continue;
    }
    const next = args[index + 1];
    // An option in the place of a value means that the value was left out.
    const value = given ?? (next?.startsWith('--') ? undefined : next);
    if (type !== 'string' || value === undefined) {
      const names = Object.keys(types).map(each => `--${each}`);
      throw new UsageError(
        `xero-mfa ${command}: An option is unknown or lacks its value. There are ${names.join(', ')}.`,
      );
    }
    if (given === undefined) index++;
    values[name] = value;
  }
  return { values, positionals };
}

function line(command: CommandLine['command'], login = '', values: Values = {}): CommandLine {
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const seconds = (option: string): number | undefined => {
    const value = text(option);
    if (value === undefined) return undefined;
    if (!/^\d{1,5}$/.test(value)) throw new UsageError(`--${option}: It must be a number of seconds.`);
    return Number(value);
  };
  return { command, login, text, has: option => values[option] === true, seconds };
}

function isCommand(text: string): text is Command {
  return Object.hasOwn(COMMANDS, text);
}
