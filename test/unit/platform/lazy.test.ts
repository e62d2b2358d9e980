import assert from 'node:assert/strict';
import { lazy } from '../../../src/platform/lazy';

describe('lazy', () => {
  it('loads once, on the first call', async () => {
    let loads = 0;
    const get = lazy(async () => ++loads);
    assert.equal(get.started(), undefined);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
    assert.equal(await get.started(), 1);
  });

  it('forgets a failure, which all callers of that load see', async () => {
    let loads = 0;
    const get = lazy(async () => {
      if (++loads === 1) throw new Error('not yet');
      return loads;
    });
    const results = await Promise.allSettled([get(), get()]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(get.started(), undefined);
    assert.equal(await get(), 2);
  });
});
