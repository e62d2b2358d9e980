import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Uri } from 'vscode';
import type { CommandName } from '../../../src/contributions/commands';
import { argumentProblemText, argumentSchema, parseArguments } from '../../../src/platform/parseArguments';
import { commandNames as names } from '../../shared/commandNames';
import { LOGIN } from '../../shared/lists';

const takesNothing: ReadonlySet<CommandName> = new Set(
  names.filter(name => Object.keys(argumentSchema(name).entries).length === 0),
);
/** The commands that are about one account. */
const ofAccounts = names.filter(name => parseArguments(name, {}).problem?.name === 'login');

describe('The arguments of commands', () => {
  it('name the account wherever the command is about one', () => {
    assert.deepEqual(ofAccounts, [
      'copyCode',
      'getCode',
      'typeCode',
      'addAccount',
      'editAccount',
      'removeAccount',
      'copyLogin',
      'copyTenantId',
      'openOrganisation',
      'copyShortCode',
      'recordReset',
      'setSecret',
      'removeSecret',
      'setPassword',
      'removePassword',
      'copyPassword',
      'signIn',
      'openGuide',
    ]);
  });

  it('are missing where they are not there or undefined', () => {
    const missing = { problem: { kind: 'missing', name: 'login' } };
    for (const given of [{}, { login: undefined }, { confirm: true }]) {
      assert.deepEqual(parseArguments('copyCode', given), missing);
    }
    const organisations = [{ region: 'AU' }];
    assert.deepEqual(parseArguments('editAccount', { login: LOGIN, organisations }), {
      problem: { kind: 'missing', name: 'organisations.0.name' },
    });
  });

  const malformed: readonly [CommandName, given: object, name: string, expected: RegExp][] = [
    ['copyCode', { login: null }, 'login', /^string$/],
    ['copyCode', { login: [LOGIN] }, 'login', /^string$/],
    ['setSecret', { login: LOGIN, secret: 5 }, 'secret', /string/],
    ['setSecret', { login: LOGIN, secret: 'x', confirm: 'yes' }, 'confirm', /boolean/],
    ['editAccount', { login: LOGIN, tags: ['a', 5] }, 'tags.1', /string/],
    [
      'editAccount',
      { login: LOGIN, organisations: [{ name: 'A', region: 'XX' }] },
      'organisations.0.region',
      /"AU" \|/,
    ],
    ['groupBy', { groupBy: 'colour' }, 'groupBy', /"auto" \| "region" \| "owner"/],
    ['openAccountsFile', { offset: '5' }, 'offset', /number/],
    ...[0, 15, -1, 1.5, Number.NaN, '5', null].map(
      step => ['openGuide', { login: LOGIN, step }, 'step', /./] as [CommandName, object, string, RegExp],
    ),
  ];
  for (const [command, given, name, expected] of malformed) {
    it(`are rejected where they are not as the contract says: ${command} ${JSON.stringify(given)}`, () => {
      const { problem } = parseArguments(command, given);
      assert.ok(problem?.kind === 'malformed');
      assert.equal(problem.name, name);
      assert.match(problem.expected, expected);
    });
  }

  it('name a file by a Uri, too, of any copy of its class', () => {
    class OtherUri {
      readonly scheme = 'file';
      readonly path = '/b c';
      toString() {
        return 'file:///b%20c';
      }
    }
    const uris = [Uri.file('/b c'), new OtherUri(), 'file:///b%20c'];
    for (const uri of uris)
      assert.deepEqual(parseArguments('importQr', { uri }), { arguments: { uri: 'file:///b%20c' } });
    assert.deepEqual(parseArguments('importQr', { uri: uris }), {
      arguments: { uri: uris.map(() => 'file:///b%20c') },
    });
  });

  const texts: readonly [CommandName, given: object, text: string][] = [
    ['copyCode', {}, '“login” is required.'],
    ['copyCode', { login: 5 }, '“login” must be a string.'],
    ['setSecret', { login: LOGIN, confirm: 'yes' }, '“confirm” must be true or false.'],
    ['openAccountsFile', { offset: '5' }, '“offset” must be a number.'],
    ['openGuide', { login: LOGIN, step: 1.5 }, '“step” must be a whole number.'],
    ['openGuide', { login: LOGIN, step: 0 }, '“step” must be at least 1.'],
    ['openGuide', { login: LOGIN, step: 15 }, '“step” must be at most 14.'],
    ['editAccount', { login: LOGIN, tags: 'a' }, '“tags” must be an array.'],
    ['editAccount', { login: LOGIN, organisations: ['A'] }, '“organisations.0” must be an object.'],
    ['groupBy', { groupBy: 'x' }, '“groupBy” must be "auto", "region", "owner", "tag", or "none".'],
    ['importQr', { uri: 5 }, '“uri” must be a string, a Uri or an array of these.'],
    ['editAccount', { login: LOGIN, list: 5 }, '“list” must be a string or a Uri.'],
    ['exportBackup', { uri: { scheme: 'file', path: '/x' } }, '“uri” must be a string or a Uri.'],
    ['importQr', { uri: [] }, '“uri” must be filled in.'],
    ['importQr', { uri: Array(1001).fill('') }, '“uri” can have at most 1000 items.'],
    ['team.create', { name: ' ' }, '“name” must be filled in.'],
    ['exportBackup', { uri: '', passphrase: 'short' }, '“passphrase” must be at least 12 characters long.'],
  ];
  for (const [command, given, text] of texts) {
    it(`say for a person what is wrong with them: ${text}`, () => {
      const { problem } = parseArguments(command, given);
      assert.equal(problem && argumentProblemText(problem), text);
    });
  }

  it('are accepted as they are, and those that a command does not know are left out', () => {
    const given = { login: LOGIN, name: 'AU', owner: null, tags: [], list: 'file:///x' };
    assert.deepEqual(parseArguments('editAccount', { ...given, colour: 'red' }), { arguments: given });
    for (const name of takesNothing) assert.deepEqual(parseArguments(name, given), { arguments: {} });
  });

  it('are accepted or rejected, whatever they are, and never throw', () => {
    const keys = names.flatMap(name => Object.keys(argumentSchema(name).entries));
    const given = fc.dictionary(fc.constantFrom(...keys), fc.anything());
    fc.assert(
      fc.property(fc.constantFrom(...names), given, (name, args) => {
        const parsed = parseArguments(name, args);
        if (parsed.problem) {
          assert.ok(
            Object.keys(argumentSchema(name).entries).includes(parsed.problem.name.split('.')[0] ?? ''),
          );
          // Every rule has words of its own.
          assert.doesNotMatch(argumentProblemText(parsed.problem), /[<>=|]|isn’t valid/);
        } else
          for (const key of Object.keys(parsed.arguments)) assert.ok(key in argumentSchema(name).entries);
      }),
    );
  });
});
