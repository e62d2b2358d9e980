import * as assert from 'node:assert/strict';
import { Ticker } from '../../../src/platform/ticker';

describe('The ticker', () => {
  const { setTimeout: realTimeout } = globalThis;
  afterEach(() => {
    globalThis.setTimeout = realTimeout;
  });

  it('ticks at the start of the seconds of the clock that codes are made by', () => {
    const waits: (number | undefined)[] = [];
    globalThis.setTimeout = ((_run: () => void, milliseconds?: number) => {
      waits.push(milliseconds);
      return undefined;
    }) as unknown as typeof setTimeout;
    let instant = 1_700_000_012_345;
    const ticker = new Ticker(() => instant);
    ticker.onSecond(() => {}).dispose();
    instant = 1_700_000_013_000;
    ticker.onSecond(() => {}).dispose();
    assert.deepEqual(waits, [655, 1000]);
    ticker.dispose();
  });
});
