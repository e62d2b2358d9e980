import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectEntries } from 'valibot';
import type { CommandName } from '../../../src/contributions/commands';
import { argumentSchema } from '../../../src/platform/parseArguments';
import { commandNames } from '../../shared/commandNames';

const page = readFileSync(join(__dirname, '../../../..', 'docs/commands.md'), 'utf8');

/** Arguments that only the extension itself gives. */
const INTERNAL: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  // Rows of problems have it.
  openAccountsFile: ['offset'],
};

/** A command with its arguments as the table writes them: `copyCode { login }`. */
function rowOf(name: CommandName): string {
  const entries: ObjectEntries = argumentSchema(name).entries;
  const fields = Object.entries(entries)
    .filter(([field]) => !INTERNAL[name]?.includes(field))
    .map(([field, { type }]) => (type === 'optional' || type === 'nullish' ? `${field}?` : field));
  return [name, ...(fields.length > 0 ? [`{ ${fields.join(', ')} }`] : [])].join(' ');
}

/** The commands of the table, with their arguments. */
function writtenRows(): string[] {
  const [, table = ''] =
    /^\| `xeroMfa\.` \+ \| In the palette \| Arguments.*\n\|[- |]+\n((?:\|.*\n)+)/m.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .flatMap(row => {
      const [, names = '', , written = ''] = row.split('|');
      const [fields] = /\{.*?\}/.exec(written) ?? [];
      return Array.from(names.matchAll(/`(.+?)`/g), ([, name]) =>
        [name, ...(fields ? [fields] : [])].join(' '),
      );
    });
}

describe('The table of commands', () => {
  it('has every command with its arguments', () => {
    assert.deepEqual(writtenRows().sort(), commandNames.map(rowOf).sort());
  });
});
