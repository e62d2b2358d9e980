import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { windowAt } from '../../../src/core/codeWindow';
import { parseSecret } from '../../../src/core/secret';
import { CodeFeed } from '../../../src/guide/codeFeed';
import type { CodeView } from '../../../src/guide/protocol';
import { codeAt, EXAMPLE_KEY } from '../../shared/oracle';

describe('The codes that the guide sends its page', () => {
  it('are sent again when the clock is corrected, because the page counts down by itself', async () => {
    // By the real clock, the window could end during the test.
    const { start } = windowAt(Date.UTC(2026, 10, 20, 12));
    const opened = performance.now();
    let shift = start + 2_000;
    const sent: (CodeView | undefined)[] = [];
    let tick = (): void => {};
    const feed = new CodeFeed(
      'qa-au@acme.test',
      {
        secrets: { get: async () => parseSecret(EXAMPLE_KEY.base32).secret } as never,
        hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
        now: () => shift + performance.now() - opened,
        record: () => {},
        run: async (_name, task) => void (await task()),
        onSecond: listener => {
          tick = listener;
          return { dispose: () => {} };
        },
      },
      message => sent.push(message.type === 'code' ? message.code : undefined),
      () => undefined,
      () => {},
    );
    feed.start();
    await new Promise(resolve => setImmediate(resolve));
    tick();
    tick();
    assert.equal(sent.length, 1);
    shift += 5_000;
    tick();
    tick();
    assert.equal(sent.length, 2);
    const [before, after] = sent;
    assert.equal(before?.code, after?.code);
    assert.ok((after?.remaining ?? 0) <= (before?.remaining ?? 0) - 5_000);
    shift += 95_000;
    tick();
    assert.equal(sent.at(-1)?.code.replace(' ', ''), codeAt(start + 102_000));
    feed.dispose();
  });
});
