import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { homedir } from 'node:os';
import fc from 'fast-check';
import { ALGORITHMS } from '../../../src/core/totp';
import * as node from '../../../src/platform/runtime';
import * as web from '../../../src/platform/runtime.web';

describe('hmac', () => {
  it('is the same in Node.js and in the browser, for keys shorter and longer than a block', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALGORITHMS),
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        (algorithm, key, message) => {
          const expected = createHmac(algorithm, key).update(message).digest('hex');
          assert.equal(Buffer.from(node.hmac(algorithm, key, message)).toString('hex'), expected);
          assert.equal(Buffer.from(web.hmac(algorithm, key, message)).toString('hex'), expected);
        },
      ),
    );
  });
});

describe('homeFolder', () => {
  it('is known to Node.js alone', () => {
    assert.equal(node.homeFolder(), homedir());
    assert.equal(web.homeFolder(), undefined);
  });
});

it('The runtimes of Node.js and of the browser offer the same', () =>
  assert.deepEqual(Object.keys(web).sort(), Object.keys(node).sort()));
