import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npmFiles, packedIn, vsixFiles } from '../../shared/packages';
import { CopyOfProject } from './copyOfProject';

const root = join(__dirname, '../../../..');

/** Where the links and pictures of a Markdown file lead, without those into the file itself. */
const targets = (markdown = '') =>
  Array.from(
    markdown.matchAll(/\]\(([^)#\s]+)[^)]*\)|<img[^>]+src="([^"]+)"/g),
    ([, link, picture]) => link ?? picture ?? '',
  );

describe('The packages', () => {
  if (process.platform === 'win32') return;
  let copy: CopyOfProject;
  before(async () => {
    copy = await CopyOfProject.make();
    await copy.evaluate(
      "const { build, pack } = await import('./scripts/package.mjs'); await build(); await pack();",
    );
  });
  after(() => copy?.remove());

  const packVsix = "await (await import('./scripts/package/vsix.mjs')).packVsix();";

  it('are the same, byte for byte, from another folder, day, time zone, language and umask', async () => {
    const [here, there] = [packedIn(root), packedIn(copy.folder)];
    assert.deepEqual([...(await vsixFiles(there.vsix)).keys()], [...(await vsixFiles(here.vsix)).keys()]);
    assert.deepEqual([...(await npmFiles(there.npm)).keys()], [...(await npmFiles(here.npm)).keys()]);
    assert.ok((await readFile(there.vsix)).equals(await readFile(here.vsix)), 'the VSIX differs');
    assert.ok((await readFile(there.npm)).equals(await readFile(here.npm)), 'the npm package differs');
  });

  it('say where the repository is, and link to it, once package.json does', async () => {
    const url = 'https://github.com/acme/mfa';
    await copy.change({ repository: url });
    await copy.evaluate("await (await import('./scripts/package.mjs')).pack();");
    const files = await vsixFiles(packedIn(copy.folder).vsix);
    for (const name of ['readme.md', 'changelog.md']) {
      const elsewhere = targets(files.get(name)).filter(target => !/^https:/.test(target));
      assert.deepEqual(elsewhere, [], name);
    }
    assert.ok(
      targets(files.get('readme.md')).some(target => target.startsWith(`${url}/raw/HEAD/docs/pictures/`)),
    );
    assert.match(files.get('extension.vsixmanifest') ?? '', new RegExp(`Links\\.GitHub" Value="${url}`));
    const npm = await npmFiles(packedIn(copy.folder).npm);
    const { repository } = JSON.parse(npm.get('package.json') ?? '');
    assert.deepEqual(repository, { type: 'git', url, directory: 'cli' });
  });

  it('can be made where vsce doesn’t know the addresses of a repository’s files', async () => {
    await copy.change({ repository: { type: 'git', url: 'https://git.acme.test/mfa.git' } });
    await copy.evaluate(packVsix);
    const readme = (await vsixFiles(packedIn(copy.folder).vsix)).get('readme.md');
    const ours = await readFile(join(root, 'README.md'), 'utf8');
    assert.equal(readme, ours.replace('](CHANGELOG.md)', '](changelog.md)'));
  });

  it('are not made where vsce warns of something', async () => {
    await rm(join(copy.folder, 'LICENSE'));
    await assert.rejects(copy.evaluate(packVsix), /LICENSE\.txt not found/);
  });
});
