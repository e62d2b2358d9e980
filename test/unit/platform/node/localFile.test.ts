import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FileKeepsChangingError } from '../../../../src/platform/fileChange';
import { type Disk, nodeDisk } from '../../../../src/platform/node/disk';
import { changeLocalFile } from '../../../../src/platform/node/localFile';
import { cases, Kinds } from '../../../shared/thorough';

const OLD = 'the old list\n';
const NEW = 'the new list, which is longer\n';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (of: Uint8Array | undefined): string => new TextDecoder().decode(of);
/** A change that adds a line, as an edit adds an account. */
const adding =
  (line: string) =>
  (before: Uint8Array | undefined): Uint8Array =>
    bytes(`${text(before)}${line}\n`);

/** The calls that change something or may fail; the rest are settings. */
const CALLS = Object.keys(nodeDisk).filter(
  name => typeof nodeDisk[name as keyof Disk] === 'function' && name !== 'pause',
) as (keyof Disk)[];

/** The real disk, where something is done before each call; it may throw in its place. */
function disk(beforeCall: (name: keyof Disk, path: string) => unknown, settings: Partial<Disk> = {}): Disk {
  const wrapped = Object.fromEntries(
    CALLS.map(name => {
      const call = nodeDisk[name] as (...args: unknown[]) => unknown;
      return [
        name,
        (...args: unknown[]) => {
          if (name.endsWith('Sync')) {
            beforeCall(name, String(args[0]));
            return call(...args);
          }
          return (async () => {
            await beforeCall(name, String(args[0]));
            return call(...args);
          })();
        },
      ];
    }),
  );
  const pause = async (): Promise<void> => void (await beforeCall('pause', ''));
  return { ...nodeDisk, ...wrapped, pause, patience: 3, ...settings };
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

describe('changeLocalFile', () => {
  let root: string;
  let folder: string;
  let file: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'xero-mfa-'));
    folder = join(root, 'lists');
    file = join(folder, 'accounts.json');
    mkdirSync(folder);
    writeFileSync(file, OLD);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const content = (): string => readFileSync(file, 'utf8');
  const isTidy = (): void => assert.deepEqual(readdirSync(folder), ['accounts.json']);

  it('replaces a file, and leaves nothing else', async () => {
    await changeLocalFile(file, () => bytes(NEW));
    assert.equal(content(), NEW);
    isTidy();
  });

  it('makes a file, with its folders', async () => {
    const other = join(root, 'a', 'b', 'accounts.json');
    await changeLocalFile(other, before => {
      assert.equal(before, undefined);
      return bytes(NEW);
    });
    assert.equal(readFileSync(other, 'utf8'), NEW);
  });

  it('makes no folder where there is nothing to write', async () => {
    await changeLocalFile(join(root, 'a', 'accounts.json'), () => undefined);
    await assert.rejects(
      changeLocalFile(join(root, 'a', 'accounts.json'), () => {
        throw new Error('not editable');
      }),
      /not editable/,
    );
    assert.deepEqual(readdirSync(root), ['lists']);
  });

  it('keeps the mode, whatever the umask', async () => {
    for (const mode of [0o600, 0o664, 0o666]) {
      chmodSync(file, mode);
      await changeLocalFile(file, adding('a line'));
      assert.equal(statSync(file).mode & 0o777, mode);
    }
  });

  it('replaces what a chain of links leads to, and keeps the links', async () => {
    mkdirSync(join(root, 'links'));
    const first = join(root, 'links', 'first');
    const second = join(root, 'links', 'second');
    symlinkSync('second', first);
    symlinkSync(file, second);
    const inode = statSync(file).ino;
    await changeLocalFile(first, () => bytes(NEW));
    assert.ok(lstatSync(first).isSymbolicLink());
    assert.equal(readlinkSync(second), file);
    assert.equal(content(), NEW);
    assert.notEqual(statSync(file).ino, inode, 'it was written into');
    isTidy();
    assert.deepEqual(readdirSync(join(root, 'links')), ['first', 'second']);
  });

  it('makes nothing at the end of a link that leads nowhere', async () => {
    symlinkSync(join(root, 'not-mounted', 'accounts.json'), join(root, 'link'));
    await assert.rejects(changeLocalFile(join(root, 'link'), adding('a line')), /ENOENT/);
    assert.deepEqual(readdirSync(root), ['link', 'lists']);
  });

  it('adds to a file that another program makes while it is looked for', async () => {
    const path = join(folder, 'new.json');
    await changeLocalFile(
      path,
      adding('ours'),
      disk(name => {
        if (name === 'lstat') writeFileSync(path, 'theirs\n');
      }),
    );
    assert.equal(readFileSync(path, 'utf8'), 'theirs\nours\n');
  });

  it('does not replace a file that may only be read', async () => {
    const reading = disk(name => {
      if (name === 'access') throw failure('EACCES');
    });
    await assert.rejects(
      changeLocalFile(file, () => bytes(NEW), reading),
      /EACCES/,
    );
    assert.equal(content(), OLD);
    isTidy();
  });

  it('leaves the old file or the new one, whichever calls fail', async () => {
    const codes = Kinds.of('ENOSPC', 'EIO', 'EROFS', 'ENOENT', 'EPERM');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), codes.any, async (fails, code) => {
        writeFileSync(file, OLD);
        let calls = 0;
        const failing = disk((name, path) => {
          if (!fails[calls++]) return;
          // A full disk takes the first part.
          if (name === 'fill') writeFileSync(path, NEW.slice(0, 5));
          throw failure(code);
        });
        const result = await changeLocalFile(file, () => bytes(NEW), failing).then(
          () => 'done',
          () => 'failed',
        );
        assert.equal(content(), result === 'done' ? NEW : OLD);
        rmSync(join(folder, '.accounts.json.lock'), { recursive: true, force: true });
      }),
    );
    codes.assertAllMade();
  });

  for (const name of CALLS) {
    it(`leaves only the old file or only the new one where just ${name} fails`, async () => {
      let failed = false;
      const failing = disk(called => {
        if (failed || called !== name) return;
        failed = true;
        throw failure('ENOSPC');
      });
      const result = await changeLocalFile(file, () => bytes(NEW), failing).then(
        () => 'done',
        () => 'failed',
      );
      assert.equal(content(), result === 'done' ? NEW : OLD);
      // Of what cannot be removed the next change takes care.
      await changeLocalFile(
        file,
        adding('next'),
        disk(() => {}),
      );
      assert.equal(content(), `${result === 'done' ? NEW : OLD}next\n`);
      if (!['rm', 'unlink'].includes(name)) isTidy();
    });
  }

  it('leaves the old file or the new one after a crash at any call, and the next change still works', async () => {
    for (let survived = 0; ; survived++) {
      writeFileSync(file, OLD);
      let calls = 0;
      const crashing = disk(() => {
        if (calls++ >= survived) throw failure('EIO');
      });
      const isDone = await changeLocalFile(file, adding('first'), crashing).then(
        () => true,
        () => false,
      );
      assert.ok([OLD, `${OLD}first\n`].includes(content()), content());
      const before = content();
      await changeLocalFile(
        file,
        adding('second'),
        disk(() => {}),
      );
      assert.equal(content(), `${before}second\n`);
      if (isDone && calls < survived) break;
    }
  });

  it('makes the change again on what another program wrote, until the instant of the replacement', async () => {
    for (const at of ['mkdir', 'create', 'rename', 'stat', 'fill', 'readFileSync'] as const) {
      writeFileSync(file, OLD);
      let pulled = false;
      const busy = disk(name => {
        if (pulled || name !== at) return;
        pulled = true;
        writeFileSync(join(root, 'pulled'), `${OLD}pulled\n`);
        renameSync(join(root, 'pulled'), file);
      });
      await changeLocalFile(file, adding('mine'), busy);
      assert.equal(content(), `${OLD}pulled\nmine\n`, at);
    }
    isTidy();
  });

  it('gives up on a file that changes each time, which it leaves as it is', async () => {
    let changes = 0;
    const busy = disk(name => {
      if (name === 'readFileSync') writeFileSync(file, `${++changes}`);
    });
    await assert.rejects(changeLocalFile(file, adding('mine'), busy), FileKeepsChangingError);
    assert.equal(content(), `${changes}`);
    isTidy();
  });

  it('waits while a scanner has the file open, as on Windows, and not for ever', async () => {
    let refusals = 0;
    const scanned = disk(
      name => {
        if (name === 'renameSync' && refusals-- > 0) throw failure('EBUSY');
      },
      { busyCodes: new Set(['EBUSY', 'EPERM']) },
    );
    refusals = 2;
    await changeLocalFile(file, () => bytes(NEW), scanned);
    assert.equal(content(), NEW);
    refusals = Number.POSITIVE_INFINITY;
    await assert.rejects(
      changeLocalFile(file, () => bytes(OLD), scanned),
      /EBUSY/,
    );
    assert.equal(content(), NEW);
    isTidy();
  });

  it('does not wait for a folder that may not be written to, as on Windows', async () => {
    let pauses = 0;
    const closed = disk(
      name => {
        if (name === 'pause') pauses++;
        if (name === 'mkdir') throw failure('EPERM');
      },
      { busyCodes: new Set(['EPERM']) },
    );
    await assert.rejects(changeLocalFile(file, adding('mine'), closed), /EPERM/);
    assert.equal(pauses, 0);
  });

  it('takes over from an owner that died, and gives up where it cannot', async () => {
    const lock = join(folder, '.accounts.json.lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'new'), 'half');
    const stuck = disk((name, path) => {
      if (name === 'rename' && path === lock) throw failure('EPERM');
    });
    await assert.rejects(changeLocalFile(file, adding('mine'), stuck), /accounts\.json\.lock is in the way/);
    assert.equal(content(), OLD);
    await changeLocalFile(
      file,
      adding('mine'),
      disk(() => {}),
    );
    assert.equal(content(), `${OLD}mine\n`);
    isTidy();
  });

  it('loses no change of several windows and of git, however their calls mix, though locks are taken away', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
        async (scheduler, patience, pulls) => {
          writeFileSync(file, OLD);
          let calls = 0;
          const mixed = disk(
            (name, path) => {
              const whole = /^the old list\n(?:\d-\d\n|pulled\n)*$/;
              assert.match(content(), whole);
              if (name.endsWith('Sync')) return undefined;
              if (pulls.includes(calls++)) {
                writeFileSync(join(root, 'pulled'), `${content()}pulled\n`);
                renameSync(join(root, 'pulled'), file);
              }
              return scheduler.schedule(Promise.resolve(), `${name} ${path}`);
            },
            { patience },
          );
          const windows = [0, 1, 2].map(async window => {
            const made: string[] = [];
            for (const edit of [0, 1]) {
              // Who is unlucky each time is told so.
              await changeLocalFile(file, adding(`${window}-${edit}`), mixed).then(
                () => made.push(`${window}-${edit}`),
                () => {},
              );
            }
            return made;
          });
          const made = (await scheduler.waitFor(Promise.all(windows))).flat();
          const lines = content().split('\n').slice(1, -1);
          assert.deepEqual(lines.filter(line => line !== 'pulled').sort(), made.sort());
          assert.equal(
            lines.filter(line => line === 'pulled').length,
            new Set(pulls.filter(at => at < calls)).size,
          );
        },
      ),
      { numRuns: cases(10, 30) },
    ));
});
