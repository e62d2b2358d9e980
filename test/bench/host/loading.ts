import type { Figure } from '../figure';
import { median, p95, timed, timedSync } from '../stats';
import { type ExtensionModule, load, pause, Stub } from './stub';

const ROUNDS = 40;
const FOLDERS = { ours: 'dist', empty: 'empty' };

/** Loading the bundle again and activating it, against an empty extension in turns. */
export async function loading(): Promise<Figure[]> {
  const stub = await Stub.activate();
  const times = { ours: { load: [], activate: [] }, empty: { load: [], activate: [] } } as Record<
    keyof typeof FOLDERS,
    { load: number[]; activate: number[] }
  >;
  for (let round = 0; round < ROUNDS; round++) {
    for (const which of ['ours', 'empty'] as const) {
      const folder = stub.copy(FOLDERS[which]);
      let module: ExtensionModule | undefined;
      times[which].load.push(
        await timed(async () => {
          module = await load(folder);
        }),
      );
      if (!module) throw new Error(`${folder} exports nothing.`);
      const loaded = module;
      times[which].activate.push(timedSync(() => stub.activate(loaded)));
      // What activating started in the background shall not run into the next measurement.
      await pause(150);
      await stub.deactivate(loaded);
      await pause(20);
    }
  }
  return (['load', 'activate'] as const).map(
    (what): Figure => ({
      name: what === 'load' ? 'load the bundle' : 'activate()',
      unit: 'ms',
      ours: median(times.ours[what]),
      peer: { what: 'an empty extension', value: median(times.empty[what]) },
      aim: { of: 'ours', atMost: what === 'load' ? 8 : 3 },
      detail: {
        rounds: ROUNDS,
        first: times.ours[what][0] ?? 0,
        p95: p95(times.ours[what]),
        emptyFirst: times.empty[what][0] ?? 0,
        emptyP95: p95(times.empty[what]),
      },
    }),
  );
}
