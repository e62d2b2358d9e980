import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Clipboard } from 'vscode';
import { CodeClipboard } from '../../../src/codes/clipboard';

/** A clipboard whose next call can be made to wait or to fail. */
class TestClipboard implements Pick<Clipboard, 'readText' | 'writeText'> {
  text = '';
  readonly written: string[] = [];
  /** What stands between a call and its effect. */
  beforeRead: () => Promise<void> = async () => {};
  afterRead: () => Promise<void> = async () => {};
  beforeWrite: (text: string) => Promise<void> = async () => {};

  async readText(): Promise<string> {
    await this.beforeRead();
    const { text } = this;
    await this.afterRead();
    return text;
  }

  async writeText(text: string): Promise<void> {
    await this.beforeWrite(text);
    this.text = text;
    this.written.push(text);
  }
}

/** Lets every promise that can settle do so; the timers are mocked, `setImmediate` is not. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

async function pass(seconds: number): Promise<void> {
  mock.timers.tick(seconds * 1000);
  await settle();
}

const fails = async (): Promise<never> => {
  throw new Error('no clipboard');
};

/** A wait that ends when `open` is called. */
function gate(): { wait: () => Promise<void>; open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { wait: () => opened, open };
}

describe('CodeClipboard', () => {
  let clipboard: TestClipboard;
  let errors: unknown[];
  let codes: CodeClipboard;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    clipboard = new TestClipboard();
    errors = [];
    codes = new CodeClipboard(clipboard, error => errors.push(error));
  });
  afterEach(() => mock.timers.reset());

  it('clears the code when its time is up, not before', async () => {
    await codes.copy('123456', 30);
    await pass(29.999);
    assert.equal(clipboard.text, '123456');
    await pass(0.001);
    assert.equal(clipboard.text, '');
    assert.deepEqual(errors, []);
  });

  it('keeps what was copied since, even the code with a space', async () => {
    for (const other of ['something else', ' 123456', '123456\n']) {
      await codes.copy('123456', 30);
      clipboard.text = other;
      await pass(60);
      assert.equal(clipboard.text, other);
    }
    assert.ok(!clipboard.written.includes(''));
  });

  it('clears only once: the same text copied later is not ours', async () => {
    await codes.copy('123456', 30);
    clipboard.text = 'something else';
    await pass(30);
    clipboard.text = '123456';
    await pass(3600);
    await codes.clear();
    await codes.clearIfOverdue();
    assert.equal(clipboard.text, '123456');
  });

  it('restarts its timer with a second copy', async () => {
    for (const second of ['654321', '123456']) {
      await codes.copy('123456', 30);
      await pass(20);
      await codes.copy(second, 30);
      await pass(29);
      assert.equal(clipboard.text, second);
      await pass(1);
      assert.equal(clipboard.text, '');
    }
  });

  it('never clears a code copied for 0 seconds, nor the one before it', async () => {
    await codes.copy('123456', 30);
    await codes.copy('654321', 0);
    await pass(86_400);
    await codes.clear();
    assert.equal(clipboard.text, '654321');
  });

  it('clears at once when asked to, and only once', async () => {
    await codes.copy('123456', 30);
    await codes.clear();
    assert.equal(clipboard.text, '');
    clipboard.text = '123456';
    await pass(30);
    assert.equal(clipboard.text, '123456');
  });

  describe('in a background window, where any clipboard reads as empty,', () => {
    const hide = () => {
      const { text } = clipboard;
      clipboard.text = '';
      return () => {
        clipboard.text = text;
      };
    };

    it('clears the code when the window comes to the front', async () => {
      await codes.copy('123456', 30);
      const show = hide();
      await pass(30);
      await codes.clearIfOverdue();
      show();
      assert.equal(clipboard.text, '123456');
      await codes.clearIfOverdue();
      assert.equal(clipboard.text, '');
    });

    it('keeps what was copied meanwhile', async () => {
      await codes.copy('123456', 30);
      hide();
      await pass(30);
      clipboard.text = 'something else';
      await codes.clearIfOverdue();
      assert.equal(clipboard.text, 'something else');
    });

    it('is not overdue before its time, nor after another copy', async () => {
      await codes.copy('123456', 30);
      await codes.clearIfOverdue();
      assert.equal(clipboard.text, '123456');
      hide();
      await pass(30);
      await codes.copy('654321', 30);
      await codes.clearIfOverdue();
      assert.equal(clipboard.text, '654321');
    });
  });

  describe('while the clipboard is being read before clearing,', () => {
    for (const second of ['654321', '123456']) {
      it(`keeps a new copy of ${second === '123456' ? 'the same' : 'another'} code`, async () => {
        await codes.copy('123456', 30);
        const read = gate();
        clipboard.afterRead = read.wait;
        await pass(30);
        await codes.copy(second, 30);
        read.open();
        await settle();
        assert.equal(clipboard.text, second);
        clipboard.afterRead = async () => {};
        await pass(30);
        assert.equal(clipboard.text, '');
      });

      it(`keeps ${second === '123456' ? 'the same' : 'another'} code that is being written`, async () => {
        await codes.copy('123456', 30);
        const read = gate();
        const write = gate();
        clipboard.afterRead = read.wait;
        await pass(30);
        clipboard.beforeWrite = async text => {
          if (text !== '') await write.wait();
        };
        const copying = codes.copy(second, 30);
        read.open();
        await settle();
        write.open();
        await copying;
        await settle();
        assert.deepEqual(clipboard.written, ['123456', second]);
        assert.equal(clipboard.text, second);
        clipboard.beforeWrite = async () => {};
        await pass(30);
        assert.equal(clipboard.text, '');
      });
    }
  });

  describe('at the end', () => {
    it('waits for a text that is being written, clears it, and writes none after it', async () => {
      const write = gate();
      clipboard.beforeWrite = write.wait;
      const copying = codes.copy('123456', 30);
      const ended = codes.end();
      write.open();
      await Promise.all([copying, ended]);
      assert.equal(clipboard.text, '');
      await assert.rejects(codes.copy('654321', 30));
      assert.deepEqual(clipboard.written, ['123456', '']);
    });

    it('clears the text before one that can’t be written', async () => {
      await codes.copy('123456', 30);
      const write = gate();
      clipboard.beforeWrite = async text => {
        if (text === '') return;
        await write.wait();
        await fails();
      };
      const copying = assert.rejects(codes.copy('654321', 30));
      const ended = codes.end();
      write.open();
      await Promise.all([copying, ended]);
      assert.equal(clipboard.text, '');
    });
  });

  describe('when the clipboard fails', () => {
    it('to write, throws and has nothing to clear', async () => {
      clipboard.beforeWrite = fails;
      await assert.rejects(codes.copy('123456', 30), /no clipboard/);
      clipboard.beforeWrite = async () => {};
      clipboard.text = '123456';
      await pass(60);
      assert.equal(clipboard.text, '123456');
      assert.deepEqual(errors, []);
    });

    it('to write a second code, clears the first when its time is up', async () => {
      await codes.copy('123456', 30);
      await pass(10);
      clipboard.beforeWrite = fails;
      await assert.rejects(codes.copy('654321', 30));
      clipboard.beforeWrite = async () => {};
      await pass(19);
      assert.equal(clipboard.text, '123456');
      await pass(1);
      assert.equal(clipboard.text, '');
    });

    it('to write a second code when the first was due, clears the first', async () => {
      await codes.copy('123456', 30);
      const write = gate();
      clipboard.beforeWrite = async text => {
        if (text === '') return;
        await write.wait();
        await fails();
      };
      const copying = assert.rejects(codes.copy('654321', 30));
      await pass(30);
      write.open();
      await copying;
      await settle();
      assert.equal(clipboard.text, '');
    });

    it('to be read, reports it and tries again when the window comes to the front', async () => {
      await codes.copy('123456', 30);
      clipboard.beforeRead = fails;
      await pass(30);
      assert.equal(String(errors), 'Error: no clipboard');
      clipboard.beforeRead = async () => {};
      await codes.clearIfOverdue();
      assert.equal(clipboard.text, '');
    });

    for (const when of ['a moment later', 'when the window comes to the front'] as const) {
      it(`to be cleared, tries again ${when}`, async () => {
        await codes.copy('123456', 30);
        clipboard.beforeWrite = fails;
        await pass(30);
        assert.equal(errors.length, 1);
        clipboard.beforeWrite = async () => {};
        await (when === 'a moment later' ? pass(5) : codes.clearIfOverdue());
        assert.equal(clipboard.text, '');
      });
    }

    it('to be cleared, reports it', async () => {
      await codes.copy('123456', 30);
      clipboard.beforeWrite = fails;
      await pass(30);
      assert.equal(errors.length, 1);
      await codes.copy('654321', 30).catch(() => {});
      assert.equal(errors.length, 1);
    });
  });
});
