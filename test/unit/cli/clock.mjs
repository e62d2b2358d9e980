/**
 * Loaded with `--import` before the shipped command: its clock stands still, or is moved on by who started it. The command itself
 * has no way to set its clock.
 */
let now = Number(process.env['TEST_CLOCK']);
Date.now = () => now;

/** @type {{ at: number, done: () => void }[]} */
let waits = [];
if (process.send) {
  const { channel } = process;
  const setTimeout = (/** @type {() => void} */ done, /** @type {number} */ milliseconds) => {
    const wait = { at: now + milliseconds, done };
    waits.push(wait);
    channel?.ref();
    process.send?.('waits');
    return wait;
  };
  const clearTimeout = (/** @type {unknown} */ wait) => {
    waits = waits.filter(each => each !== wait);
  };
  Object.assign(globalThis, { setTimeout, clearTimeout });
  process.on('message', time => {
    now = Number(time);
    const due = waits.filter(({ at }) => at <= now);
    waits = waits.filter(({ at }) => at > now);
    if (waits.length === 0) channel?.unref();
    for (const { done } of due) done();
  });
  channel?.unref();
}
