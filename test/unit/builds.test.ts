import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions, build, Metafile } from 'esbuild';

const root = join(__dirname, '../../..');
const requireTool = createRequire(join(root, 'package.json'));
const esbuild: { build: typeof build } = requireTool('esbuild');
const { extensionBundles }: { extensionBundles(watch?: boolean): BuildOptions[] } = requireTool(
  join(root, 'esbuild.js'),
);

async function metafiles(watch: boolean): Promise<Metafile[]> {
  const results = await Promise.all(
    extensionBundles(watch).map(options => esbuild.build({ ...options, write: false, metafile: true })),
  );
  return results.map(({ metafile }) => metafile as Metafile);
}

/** The files of a build, each by what it is made of: their names have hashes, which say nothing. */
function filesIn({ outputs }: Metafile): string[] {
  return Object.values(outputs)
    .map(({ entryPoint, inputs }) => [entryPoint ?? 'shared', ...Object.keys(inputs).sort()].join('\n'))
    .sort();
}

function loadedAtStart({ outputs }: Metafile): string[] {
  const files = new Set(['dist/extension.mjs']);
  for (const file of files) {
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) files.add(path);
  }
  return [...files];
}

describe('the builds', () => {
  let release: Metafile[] = [];
  before(async () => {
    release = await metafiles(false);
  });

  it('load two files when VS Code starts: the entry, and what lazily loaded files share with it', () => {
    const [extension] = release;
    assert.ok(extension);
    const files = loadedAtStart(extension);
    assert.equal(files.length, 2, files.join(', '));
    const inputs = files.flatMap(file => Object.keys(extension.outputs[file]?.inputs ?? {}));
    assert.ok(inputs.includes('src/extension.ts'));
    assert.deepEqual(
      inputs.filter(input => input.includes('node_modules')),
      [],
    );
  });

  it('are made of the same files while watching', async () => {
    const watched = await metafiles(true);
    assert.deepEqual(watched.map(filesIn), release.map(filesIn));
  });
});
