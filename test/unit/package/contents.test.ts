import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { packedIn, vsixFiles } from '../../shared/packages';

const root = join(__dirname, '../../../..');

/** What VS Code, vsce or a person looks for by its name. */
const BY_NAME =
  /^(?:\[Content_Types\]\.xml|extension\.vsixmanifest|package(?:\.nls(?:\.fr)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|ThirdPartyNotices\.txt|SECURITY\.md|l10n\/.*|dist\/.*)$/;

describe('The VSIX', () => {
  it('has every file that its pages link to, by that very name', async () => {
    const files = await vsixFiles(packedIn(root).vsix);
    const links = [...files].flatMap(([page, text]) =>
      page.endsWith('.md')
        ? Array.from(text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g), ([, target = '']) => ({ page, target }))
        : [],
    );
    assert.ok(links.some(({ target }) => target === '../readme.md') && links.length > 50);
    const dead = links.filter(({ page, target }) => !files.has(posix.join(posix.dirname(page), target)));
    assert.deepEqual(dead, []);
  });

  it('has no file that nothing refers to', async () => {
    const files = await vsixFiles(packedIn(root).vsix);
    const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(join(root, 'src', name), 'utf8'));
    const documents = [...files]
      .filter(([name]) => /\.md$|^package\.json$/.test(name))
      .map(([, text]) => text);
    const texts = [...code, ...documents].join('\n');
    const others = [...files.keys()].filter(name => !BY_NAME.test(name));
    assert.ok(others.length > 5);
    assert.deepEqual(
      others.filter(name => !texts.includes(basename(name))),
      [],
    );
  });
});
