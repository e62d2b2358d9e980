import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { AutoHide, HIDE_AFTER } from '../../../src/accounts/autoHide';

describe('AutoHide', () => {
  let hidden: number;
  let autoHide: AutoHide;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2026, 10, 20) });
    hidden = 0;
    autoHide = new AutoHide(() => {
      hidden++;
      autoHide.update(false, false);
    });
  });
  afterEach(() => {
    autoHide.dispose();
    mock.timers.reset();
  });

  const pass = (milliseconds: number): void => mock.timers.tick(milliseconds);

  it('hides what nobody has looked at for a minute, once', () => {
    autoHide.update(true, true);
    pass(10 * HIDE_AFTER);
    autoHide.update(true, false);
    pass(HIDE_AFTER - 1);
    autoHide.update(true, false);
    assert.equal(hidden, 0);
    pass(1);
    assert.equal(hidden, 1);
    pass(10 * HIDE_AFTER);
    assert.equal(hidden, 1);
  });

  it('counts from the start again where somebody looked at it', () => {
    autoHide.update(true, false);
    pass(HIDE_AFTER - 1);
    autoHide.update(true, true);
    autoHide.update(true, false);
    pass(HIDE_AFTER - 1);
    assert.equal(hidden, 0);
    pass(1);
    assert.equal(hidden, 1);
  });

  it('has nothing to hide where nothing is shown, or no more', () => {
    autoHide.update(false, false);
    pass(HIDE_AFTER);
    autoHide.update(true, false);
    autoHide.update(false, false);
    pass(HIDE_AFTER);
    assert.equal(hidden, 0);
  });

  it('hides it when somebody comes back to a computer that slept', () => {
    autoHide.update(true, false);
    mock.timers.setTime(Date.now() + HIDE_AFTER);
    const before = hidden;
    autoHide.update(true, true);
    assert.deepEqual([before, hidden], [0, 1]);
  });

  it('does no more once it is disposed of', () => {
    autoHide.update(true, false);
    autoHide.dispose();
    pass(HIDE_AFTER);
    assert.equal(hidden, 0);
  });
});
