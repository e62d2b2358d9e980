import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Sequencer } from '../../../src/platform/sequencer';

describe('Sequencer', () => {
  it('runs each task when the one before is done, whether that failed or not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 10 }),
        async (scheduler, fails) => {
          const sequencer = new Sequencer();
          const log: string[] = [];
          const results = fails.map((isFailing, index) =>
            sequencer.run(async () => {
              log.push(`start ${index}`);
              await scheduler.schedule(Promise.resolve());
              log.push(`end ${index}`);
              if (isFailing) throw new Error(`${index}`);
              return index;
            }),
          );
          const settled = Promise.allSettled(results);
          await scheduler.waitFor(settled);
          assert.deepEqual(
            log,
            fails.flatMap((_, index) => [`start ${index}`, `end ${index}`]),
          );
          assert.deepEqual(
            (await settled).map(result =>
              result.status === 'fulfilled' ? result.value : result.reason.message,
            ),
            fails.map((isFailing, index) => (isFailing ? `${index}` : index)),
          );
        },
      ),
    ));

  it('takes a task that throws at once for one that failed', async () => {
    const sequencer = new Sequencer();
    const failing = sequencer.run(() => {
      throw new Error('at once');
    });
    await assert.rejects(failing, /at once/);
    assert.equal(await sequencer.run(async () => 1), 1);
  });
});
