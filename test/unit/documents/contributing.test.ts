import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { SETTINGS } from '../../../src/contributions/settings';
import { commandNames } from '../../shared/commandNames';
import { filesNamed, namedPaths } from './namedPaths';
import { projectFiles, textOf } from './projectFiles';

const contributing = textOf('CONTRIBUTING.md');

/** A stop of a walk: a file and what it declares. */
interface Stop {
  readonly file: string;
  readonly name: string;
}

function chapter(title: string): string {
  const [, text = ''] = contributing.split(`\n## ${title}\n`);
  return text.split('\n## ')[0] ?? '';
}

const walks = chapter('Three walks')
  .split(/^- /m)
  .slice(1)
  .map(walk =>
    Array.from(
      walk.matchAll(/`([\w./]+\.ts)`\s+`(\w+)`/g),
      ([, file = '', name = '']): Stop => ({
        file: `src/${file}`,
        name,
      }),
    ),
  );

const declares = (text: string, name: string): boolean =>
  new RegExp(`^(?:export )?(?:async )?(?:function\\*?|class|const|interface|type) ${name}\\b`, 'm').test(
    text,
  );

/** Whether a file uses what another one declares, or at least imports it. */
function knows(file: string, other: Stop): boolean {
  const text = textOf(file);
  const path = posix.relative(posix.dirname(file), other.file).replace(/\.ts$/, '');
  return (
    new RegExp(`\\b${other.name}\\b`).test(text) ||
    text.includes(`'${path.startsWith('.') ? path : `./${path}`}'`)
  );
}

/** The stops of a walk that don't exist, or that no stop before leads to. */
function brokenStops(walk: readonly Stop[]): Stop[] {
  return walk.filter((stop, index) => {
    if (!projectFiles.includes(stop.file) || !declares(textOf(stop.file), stop.name)) return true;
    // What a feature offers is passed on by the composition root.
    if (/^create[A-Z]/.test(stop.name)) return !knows('src/extension.ts', stop);
    const before = walk.slice(0, index).filter(({ file }) => projectFiles.includes(file));
    return index > 0 && !before.some(each => knows(each.file, stop) || knows(stop.file, each));
  });
}

describe('The walks of CONTRIBUTING', () => {
  it('are three, and each stop exists and leads on from one before', () => {
    assert.equal(walks.length, 3);
    for (const walk of walks) {
      assert.ok(walk.length >= 7, JSON.stringify(walk[0]));
      assert.deepEqual(brokenStops(walk), []);
    }
  });

  it('are broken by a stop that was renamed, moved, or is of another walk', () => {
    const strangers = ['core/zipFiles.ts zipFiles', 'clock/clockRow.ts clockRow'];
    for (const walk of walks) {
      for (const [index, { file, name }] of walk.entries()) {
        const elsewhere = file.replace(/(\w+)\.ts$/, 'moved/$1.ts');
        for (const other of [
          { file, name: `${name}2` },
          { file: elsewhere, name },
        ])
          assert.deepEqual(brokenStops(walk.with(index, other)).includes(other), true, `${file} ${name}`);
      }
      for (const stranger of strangers) {
        const [file = '', name = ''] = stranger.split(' ');
        const stop = { file: `src/${file}`, name };
        assert.ok(brokenStops([...walk, stop]).includes(stop), stranger);
      }
    }
  });
});

/** The recipe of CONTRIBUTING that begins with a title. */
function recipe(title: string): string {
  const [, text = ''] = contributing.split(`**${title}.**`);
  return text.split('\n\n')[0] ?? '';
}

/** The names in an import of a file. */
const importedBy = (file: string, from: RegExp): string[] =>
  Array.from(textOf(file).matchAll(/^import \{ ([\w, ]+) \} from '(.+)';$/gm)).flatMap(
    ([, names = '', path = '']) => (from.test(path) ? names.split(', ') : []),
  );

/** Each recipe, and everything that was made by it. */
const RECIPES: Readonly<Record<string, readonly string[]>> = {
  'Add a command': commandNames,
  'Add a setting': Object.keys(SETTINGS),
  'Add a step of the guide': importedBy('src/guide/content/scenarios.ts', /^\.\/(?!prerequisites)/),
  'Add an import format': importedBy('src/core/keyFormats/keyFormats.ts', /^\.\//),
};

/** Where something can stand that was added by a recipe. What `npm run l10n` makes is left out. */
const texts = projectFiles
  .filter(name => /\.(?:ts|mjs|cjs|js|json|md)$/.test(name) && !name.startsWith('l10n/'))
  .map(name => ({ name, text: textOf(name) }));

/** The files that name each of several things: somebody who adds one more has to edit them all. */
function filesWithAll(names: readonly string[]): string[] {
  const patterns = names.map(
    name => new RegExp(`(?<![\\w.])(?:(?:xeroMfa|command|setting)\\.)?${name.replace('.', '\\.')}(?![\\w])`),
  );
  return texts.filter(({ text }) => patterns.every(pattern => pattern.test(text))).map(({ name }) => name);
}

/** The files that a recipe leaves out. */
function forgotten(text: string, names: readonly string[]): string[] {
  const named = namedPaths(text).flatMap(name => filesNamed(name, 'CONTRIBUTING.md', projectFiles));
  return filesWithAll(names).filter(name => !named.includes(name));
}

describe('The recipes of CONTRIBUTING', () => {
  for (const [title, names] of Object.entries(RECIPES)) {
    it(`have every file that names all that there is, and miss each that is left out: ${title}`, () => {
      const text = recipe(title);
      assert.ok(names.length >= 10, String(names.length));
      assert.deepEqual(forgotten(text, names), []);
      const files = filesWithAll(names);
      assert.ok(files.length > 0);
      for (const file of files) {
        const shorter = namedPaths(text)
          .filter(name => filesNamed(name, 'CONTRIBUTING.md', projectFiles).includes(file))
          .reduce((rest, name) => rest.replaceAll(`\`${name}\``, 'a file'), text);
        assert.deepEqual(forgotten(shorter, names), [file]);
      }
    });
  }

  it('say where a file without an extension’s own tests would not compile', () => {
    for (const [title, file, union] of [
      ['Add a step of the guide', 'src/guide/session.ts', /\[A in Action\]/],
      [
        'Add an import format',
        'src/importing/importProblemText.ts',
        /\(app: EncryptingApp\): string \{\n\s+switch/,
      ],
    ] as const) {
      assert.ok(recipe(title).includes(`\`${file}\``), file);
      assert.match(textOf(file), union);
    }
  });
});
