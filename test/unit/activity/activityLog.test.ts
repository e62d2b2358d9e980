import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { ActivityLog, type LogContent } from '../../../src/activity/activityLog';
import { logCsv, logText } from '../../../src/activity/activityText';
import type { ActivityLine } from '../../../src/core/activity';
import { QueuedState } from '../../../src/platform/queuedState';
import { LOGIN as AU } from '../../shared/lists';
import { cases } from '../../shared/thorough';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 26, 12);

class FileNotFound extends Error {
  readonly code = 'FileNotFound';
}

/** What all windows share: the files, the state and the clock. */
class Shared {
  readonly files = new Map<string, Uint8Array>();
  readonly values = new Map<string, unknown>();
  now = START;
  days = 180;
  isFull = false;

  readonly fs = {
    createDirectory: async () => {},
    delete: async ({ path }: vscode.Uri) => void this.files.delete(path),
    readDirectory: async () => [...this.files.keys()].map(path => [path, 1] as [string, vscode.FileType]),
    readFile: async ({ path }: vscode.Uri) => this.files.get(path) ?? Promise.reject(new FileNotFound(path)),
    rename: async (from: vscode.Uri, to: vscode.Uri) => {
      this.files.set(to.path, this.files.get(from.path) ?? assert.fail());
      this.files.delete(from.path);
    },
    writeFile: async ({ path }: vscode.Uri, bytes: Uint8Array) => {
      await undefined;
      if (this.isFull) throw new Error('The disk is full.');
      this.files.set(path, bytes);
    },
  };

  /** The log as a window writes it. */
  window(): ActivityLog {
    const memento = {
      keys: () => [...this.values.keys()],
      get: (key: string, otherwise?: unknown) => this.values.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void this.values.set(key, structuredClone(value)),
    } as vscode.Memento;
    return new ActivityLog({
      folder: { path: '' } as vscode.Uri,
      files: this.fs,
      state: new QueuedState(memento),
      join: (_folder, path) => ({ path }) as vscode.Uri,
      days: () => this.days,
      now: () => this.now,
      pause: async () => {},
    });
  }

  line(login = AU): ActivityLine {
    return { at: this.now++, action: 'copied', login, route: 'command' };
  }

  get only(): string {
    const [name, ...others] = this.files.keys();
    assert.deepEqual(others, []);
    return name ?? assert.fail('There is no file.');
  }

  change(name: string, change: (text: string) => string): void {
    const text = new TextDecoder().decode(this.files.get(name));
    this.files.set(name, new TextEncoder().encode(change(text)));
  }
}

const kinds = ({ problems }: LogContent): string[] => problems.map(({ problem }) => problem.kind);
const logins = ({ lines }: LogContent): string[] => lines.map(({ login }) => login);

describe('The log of activity', () => {
  let shared: Shared;
  beforeEach(() => {
    shared = new Shared();
  });

  it('has what was written, the latest first, and is intact', async () => {
    const log = shared.window();
    await Promise.all(['a', 'b', 'c'].map(login => log.add(shared.line(login))));
    assert.deepEqual(logins(await log.read()), ['c', 'b', 'a']);
    assert.deepEqual((await shared.window().read()).problems, []);
    assert.match(shared.only, /^2026-11-26-[0-9a-f]{16}\.log$/);
  });

  it('is intact after several windows wrote at once', async () => {
    const windows = [shared.window(), shared.window(), shared.window()];
    const given = Array.from({ length: 30 }, (_, index) => `qa-${index}@acme.test`);
    await Promise.all(given.map((login, index) => windows[index % 3]?.add(shared.line(login))));
    const content = await shared.window().read();
    assert.deepEqual(content.problems, []);
    assert.deepEqual(logins(content).sort(), [...given].sort());
    assert.equal(shared.files.size, 3);
  });

  it('stores its head again after another window overwrote it', async () => {
    const [one, other] = [shared.window(), shared.window()];
    await one.add(shared.line());
    const before = structuredClone(shared.values);
    await other.add(shared.line());
    for (const [key, value] of before) shared.values.set(key, value);
    assert.deepEqual(kinds(await shared.window().read()), ['open']);
    await other.settle();
    assert.deepEqual(kinds(await shared.window().read()), []);
  });

  it('has files of a bounded length, and a new one each day', async () => {
    const log = shared.window();
    await Promise.all(Array.from({ length: 600 }, () => log.add(shared.line())));
    assert.equal(shared.files.size, 3);
    shared.now += DAY;
    await log.add(shared.line());
    assert.equal(shared.files.size, 4);
    const { lines, problems } = await log.read();
    assert.deepEqual([lines.length, problems], [601, []]);
  });

  it('reports a changed, shortened or missing file', async () => {
    const log = shared.window();
    await log.add(shared.line());
    await log.add(shared.line());
    const name = shared.only;
    const whole = shared.files.get(name) ?? assert.fail();
    for (const [kind, change] of [
      ['changed', (text: string) => text.replace(AU, 'qa-nz@acme.test')],
      ['cut', (text: string) => text.replace(/[^\n]+\n$/, '')],
    ] as const) {
      shared.change(name, change);
      assert.deepEqual(kinds(await shared.window().read()), [kind]);
      shared.files.set(name, whole);
    }
    shared.files.delete(name);
    assert.deepEqual(kinds(await shared.window().read()), ['gone']);
    shared.files.set(name.replace('2026-11-26', '2026-11-25'), whole);
    assert.deepEqual(kinds(await shared.window().read()), ['changed', 'gone']);
  });

  it('notices every changed byte', async () => {
    const windows = [shared.window(), shared.window()];
    for (let index = 0; index < 10; index++)
      await windows[index % 2]?.add(shared.line(`qa-${index}@acme.test`));
    const names = [...shared.files.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.nat(), fc.nat(255), async (file, place, byte) => {
        const name = names[file] ?? '';
        const before = shared.files.get(name) ?? assert.fail();
        const changed = before.slice();
        const index = place % changed.length;
        changed[index] = byte;
        shared.files.set(name, changed);
        const { problems } = await shared.window().read();
        shared.files.set(name, before);
        assert.equal(problems.length, before[index] === byte ? 0 : 1);
      }),
      { numRuns: cases(100, 500) },
    );
  });

  it('drops what is older than the setting says, and stays intact', async () => {
    const log = shared.window();
    await log.add(shared.line('old@acme.test'));
    shared.now += 100 * DAY;
    await log.add(shared.line('new@acme.test'));
    shared.now += 79 * DAY;
    assert.deepEqual(logins(await shared.window().read()), ['new@acme.test', 'old@acme.test']);
    const stale = structuredClone(shared.values);
    shared.now += 2 * DAY;
    const content = await shared.window().read();
    assert.deepEqual([logins(content), content.problems], [['new@acme.test'], []]);
    assert.equal(shared.files.size, 1);
    assert.ok(!JSON.stringify([...shared.values]).includes('2026-11-26'));
    // Another window's save brings back what was kept of it.
    for (const [key, value] of stale) shared.values.set(key, value);
    assert.deepEqual((await shared.window().read()).problems, []);
  });

  it('keeps nothing if the setting is 0, and removes what there was', async () => {
    const log = shared.window();
    await log.add(shared.line());
    shared.days = 0;
    await log.add(shared.line());
    assert.equal(shared.files.size, 0);
    const content = await log.read();
    assert.deepEqual([content.lines, content.problems], [[], []]);
    shared.days = 180;
    await log.add(shared.line('again@acme.test'));
    assert.deepEqual(logins(await log.read()), ['again@acme.test']);
    shared.files.clear();
    assert.deepEqual(kinds(await log.read()), ['gone']);
  });

  it('keeps lines that could not be written, and writes them later', async () => {
    const log = shared.window();
    shared.isFull = true;
    await assert.rejects(log.add(shared.line('a')), /full/);
    await assert.rejects(log.add(shared.line('b')), /full/);
    shared.isFull = false;
    await log.add(shared.line('c'));
    assert.deepEqual(logins(await log.read()), ['c', 'b', 'a']);
  });

  it('reads a new file that VS Code did not rename before it closed', async () => {
    const log = shared.window();
    await log.add(shared.line());
    const name = shared.only;
    shared.files.set(`${name}.new`, shared.files.get(name) ?? assert.fail());
    shared.files.delete(name);
    assert.deepEqual((await shared.window().read()).problems, []);
  });

  it('redacts what looks like a key or a code in a detail', async () => {
    const log = shared.window();
    await log.add({
      ...shared.line(),
      detail: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP 123 456 JBSWY3DPEHPK3PXP',
    });
    const text = new TextDecoder().decode(shared.files.get(shared.only));
    assert.doesNotMatch(text, /JBSWY|123 456/);
  });

  it('does not redact the id of an extension', async () => {
    const ids = [
      'acme.responsibilities',
      'evil.responsibilities',
      'acme.tool-123456',
      'undefined_publisher.mine',
    ];
    const log = shared.window();
    for (const detail of ids) await log.add({ ...shared.line(), action: 'given', route: 'api', detail });
    assert.deepEqual(
      (await log.read()).lines.map(({ detail }) => detail),
      ids.toReversed(),
    );
  });

  it('does not redact the words of a person, though they look like a key', async () => {
    const log = shared.window();
    const words = 'fog immense side hurt road need canvas like';
    const sent = { action: 'sent', route: 'team', fingerprint: words } as const;
    await log.add({ ...shared.line(), ...sent, detail: 'Sam' });
    await log.add({ ...shared.line(), ...sent, detail: 'JBSWY3DPEHPK3PXP' });
    assert.deepEqual(
      (await log.read()).lines.map(({ detail }) => detail),
      [`${words} (…)`, `${words} (Sam)`],
    );
  });

  it('keeps no key that has the shape of such words', async () => {
    const log = shared.window();
    const key = 'abcd '.repeat(8).trim();
    await log.add({ ...shared.line(), action: 'given', route: 'api', detail: `${key} (Sam)` });
    assert.deepEqual(
      (await log.read()).lines.map(({ detail }) => detail),
      ['… (Sam)'],
    );
  });

  it('calls by their names what came from the team, a backup and an import', async () => {
    const log = shared.window();
    for (const route of ['team', 'backup', 'import', 'guide'] as const)
      await log.add({ ...shared.line(), action: 'set', route });
    await log.add({ ...shared.line(), action: 'replaced', route: 'team' });
    assert.deepEqual(
      (await log.read()).lines.map(({ action }) => action),
      ['replaced', 'set', 'imported', 'restored', 'received'],
    );
  });

  it('is shown and exported as plain text', async () => {
    const log = shared.window();
    await log.add({ ...shared.line('=cmd()@acme.test'), detail: '$(trash)\n[x](command:y)\u202E' });
    const content = await log.read();
    const nameOf = (login: string): string => (login.startsWith('=') ? '+1,"AU"' : login);
    const text = await logText(content, { days: 180, nameOf });
    assert.match(text, /\nKept for 180 days\. .+\nThe log is intact\. Lines: 1\.\n\n/);
    assert.match(await logText(content, { days: 1, nameOf }), /\nKept for 1 day\. /);
    assert.match(
      text,
      / · code copied · \+1,"AU" \(=cmd\(\)@acme\.test\) · by command · \$\u200B\(trash\) \[x\]\u200B\(command:y\)\n$/,
    );
    assert.equal(
      (await logCsv(content, nameOf)).split('\r\n')[1],
      `2026-11-26T12:00:00.000Z,copied,'=cmd()@acme.test,"'+1,""AU""",command,$\u200B(trash) [x]\u200B(command:y),yes`,
    );
  });

  it('is shown with its problems at the top and on their lines', async () => {
    const log = shared.window();
    await log.add(shared.line());
    shared.change(shared.only, text => text.replace('copied', 'shown'));
    const text = await logText(await log.read(), { days: 180, nameOf: login => login });
    assert.match(
      text,
      /\n {2}⚠ 2026-11-26-[0-9a-f]{16}\.log: line 1 was changed, moved or removed\.\n\n⚠ \d{4}-/,
    );
  });
});
