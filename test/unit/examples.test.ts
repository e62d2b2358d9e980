import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { parseArguments } from '../../src/platform/parseArguments';
import { commandNames } from '../shared/commandNames';

const root = join(__dirname, '../../..', 'examples');

interface Input {
  readonly id: string;
  readonly type: string;
  readonly command?: string;
  readonly args?: object;
}

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: { readonly env: Readonly<Record<string, string>> };
}

interface Configuration {
  readonly inputs: readonly Input[];
  readonly tasks?: readonly Run[];
  readonly configurations?: readonly Run[];
}

for (const example of readdirSync(root)) {
  const folder = join(root, example);
  const files = readdirSync(join(folder, '.vscode'));
  const [test = assert.fail(), ...others] = readdirSync(folder).filter(name => /\.(ts|py)$/.test(name));

  describe(`The example for ${example}`, () => {
    for (const file of files) {
      const { inputs, tasks, configurations }: Configuration = parse(
        readFileSync(join(folder, '.vscode', file), 'utf8'),
      );
      const [run] = tasks ?? configurations ?? [];
      const env = run?.env ?? run?.options?.env ?? {};

      it(`asks for the code with a command and arguments that there are: ${file}`, () => {
        const { command = '', args = {} } = inputs.find(({ id }) => id === 'xeroCode') ?? {};
        assert.equal(command, 'xeroMfa.getCode');
        assert.ok(commandNames.includes('getCode'));
        assert.equal(parseArguments('getCode', args).problem, undefined);
        assert.deepEqual(args, { login: env['XERO_LOGIN'] });
      });

      it(`gives its test what that reads, the code last: ${file}`, () => {
        const text = readFileSync(join(folder, test), 'utf8');
        const read = new Set(text.match(/XERO_[A-Z]+/g));
        assert.deepEqual([...read].sort(), Object.keys(env).sort());
        assert.equal(Object.keys(env).at(-1), 'XERO_CODE');
        const used = Object.values(env).flatMap(value => /^\$\{input:(.+)\}$/.exec(value)?.[1] ?? []);
        assert.deepEqual(
          used,
          inputs.map(({ id }) => id),
        );
      });
    }

    it('has one test', () => assert.deepEqual(others, []));
  });
}
