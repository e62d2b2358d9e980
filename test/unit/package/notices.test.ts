import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildOptions, build } from 'esbuild';
import { noticesOf } from '../../../scripts/package/notices.mjs';
import { npmFiles, packedIn, vsixFiles } from '../../shared/packages';

const root = join(__dirname, '../../../..');
const requireTool = createRequire(join(root, 'package.json'));
const esbuild: { build: typeof build } = requireTool('esbuild');
const { published }: { published(): { bundles: BuildOptions[] }[] } = requireTool(join(root, 'esbuild.js'));

/** Everything that is in a published package, by the bundler's record. */
interface Published {
  /** The paths of its scripts and styles, from the project's folder. */
  readonly outputs: readonly string[];
  /** The packages' files that are in them. */
  readonly files: readonly string[];
}

async function record(bundles: readonly BuildOptions[]): Promise<Published> {
  const results = await Promise.all(
    bundles.map(options => esbuild.build({ ...options, write: false, metafile: true })),
  );
  const outputs = results.flatMap(({ metafile }) => Object.entries(metafile?.outputs ?? {}));
  return {
    // Both pages have the chunk that reads QR codes.
    outputs: [...new Set(outputs.map(([path]) => path))],
    files: outputs
      .flatMap(([, { inputs }]) => Object.keys(inputs))
      .filter(file => !/^(?:src|media|cli)\//.test(file)),
  };
}

/** The packages that `guessable.json` is made of, by what the script says. */
const LISTS = Array.from(
  readFileSync(join(root, 'scripts/guessable.cjs'), 'utf8').matchAll(/require\('(@[^']+)'\)/g),
  ([, name]) => `node_modules/${name}/dist`,
);

const namesOf = (files: readonly string[]) =>
  new Set(files.map(file => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file));

/** What notices lack: the packages without a title or without all of their license. */
function missing(notices: string, files: readonly string[]): string[] {
  return [...namesOf(files)].filter(name => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
    return !notices.includes(`\n${name} ${version}, `) || !notices.includes(licenseOf(name));
  });
}

function licenseOf(name: string): string {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].find(each => {
    try {
      return readFileSync(join(root, 'node_modules', name, each)).length > 500;
    } catch {
      return false;
    }
  });
  return readFileSync(join(root, 'node_modules', name, file ?? 'LICENSE'), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();
}

describe('The notices of third parties', () => {
  let extension: Published;
  let cli: Published;
  let vsix: ReadonlyMap<string, string>;
  let npm: ReadonlyMap<string, string>;
  before(async () => {
    const [first, second] = await Promise.all(published().map(({ bundles }) => record(bundles)));
    assert.ok(first && second);
    [extension, cli] = [{ ...first, files: [...first.files, ...LISTS] }, second];
    vsix = await vsixFiles(packedIn(root).vsix);
    npm = await npmFiles(packedIn(root).npm);
  });

  const noticesIn = (files: ReadonlyMap<string, string>) => files.get('ThirdPartyNotices.txt') ?? '';

  it('have each package that the bundler put into the packages, with its license', () => {
    assert.deepEqual(missing(noticesIn(vsix), extension.files), []);
    assert.deepEqual(missing(noticesIn(npm), cli.files), []);
    assert.equal(LISTS.length, 2);
  });

  it('know all that is packed: scripts and styles are from the bundler, and data from lists of words', () => {
    const inDist = (files: ReadonlyMap<string, string>, folder: string) =>
      [...files.keys()].filter(name => name.startsWith('dist/')).map(name => folder + name);
    assert.deepEqual(inDist(vsix, '').sort(), [...extension.outputs, 'dist/backup/guessable.json'].sort());
    assert.deepEqual(
      inDist(npm, 'cli/')
        .filter(name => !name.endsWith('.d.ts'))
        .sort(),
      [...cli.outputs].sort(),
    );
  });

  it('are incomplete without any one of them', () => {
    for (const name of namesOf(extension.files)) {
      const isOther = (file: string) => !file.startsWith(`node_modules/${name}/`);
      assert.deepEqual(missing(noticesOf(extension.files.filter(isOther), root), extension.files), [name]);
    }
  });

  it('name every holder of a copyright whom the bundled files name', () => {
    const notices = noticesIn(vsix);
    const holders = extension.files
      .filter(file => /\.m?js$/.test(file))
      .flatMap(file =>
        Array.from(
          readFileSync(join(root, file), 'utf8').matchAll(
            /(?:©|\(c\)|copyright)(?: \(c\))?(?: [\d, -]+)? (\p{Lu}\p{L}+ \p{Lu}\p{L}+)/giu,
          ),
          ([, holder = '']) => holder.replace(' Corporation', ''),
        ),
      )
      // Typed in capitals only where a name is meant.
      .filter(holder => /^\p{Lu}\p{Ll}+(?: \p{Lu}|$)/u.test(holder));
    assert.ok(holders.includes('Paul Miller'));
    assert.deepEqual(
      [...new Set(holders)].filter(holder => !notices.includes(holder)),
      [],
    );
  });

  it('can’t be made where a package has no license', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-notices-'));
    try {
      const bare = join(folder, 'node_modules/@acme/bare');
      await mkdir(bare, { recursive: true });
      await writeFile(
        join(bare, 'package.json'),
        '{ "name": "@acme/bare", "version": "1.2.3", "license": "MIT" }',
      );
      const notices = () => noticesOf(['src/extension.ts', 'node_modules/@acme/bare/index.js'], folder);
      assert.throws(notices, /@acme\/bare 1\.2\.3 has no license/);
      await writeFile(join(bare, 'LICENCE'), 'Do as you please.\r\n');
      assert.match(notices(), /=\n@acme\/bare 1\.2\.3, MIT\n=+\n\nDo as you please\.\n$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
