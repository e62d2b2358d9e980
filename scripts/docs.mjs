/** Writes what documents have between `<!-- made: … -->` and `<!-- end -->`: tables of commands, settings and formats. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';

await ensureDependencies();
const { build } = await import('esbuild');

const { outputFiles } = await build({
  entryPoints: [join(root, 'scripts/docs/tables.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const code = outputFiles[0]?.text ?? '';
const { withMade } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
for (const page of ['README.md', ...pages.map(name => join('docs', name))]) {
  const path = join(root, page);
  writeFileSync(path, withMade(readFileSync(path, 'utf8')));
}
