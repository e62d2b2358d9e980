import * as vscode from 'vscode';
import type { Figure } from '../figure';
import { load, pause, Stub } from './stub';

const WATCHED = 5_000;

/** Timers of the extension with nothing of it to be seen, and, to show that they are counted, with its view open. */
export async function timers(): Promise<Figure[]> {
  const stub = await Stub.activate();
  const folder = stub.copy('dist');
  await vscode.commands.executeCommand('workbench.view.explorer');
  const watch = new TimerWatch(folder);
  try {
    const module = await load(folder);
    stub.activate(module);
    await pause(1_500);
    const hidden = await watch.count();
    await vscode.commands.executeCommand('xeroMfa.accounts.focus');
    await pause(1_500);
    const visible = await watch.count();
    await vscode.commands.executeCommand('workbench.view.explorer');
    await pause(1_500);
    const hiddenAgain = await watch.count();
    await stub.deactivate(module);
    await pause(50);
    return [
      {
        name: 'timers fired with nothing visible',
        unit: '/s',
        ours: hidden.fired + hiddenAgain.fired,
        peer: { what: 'with the view open', value: visible.fired },
        aim: { of: 'ours', atMost: 0 },
        detail: {
          runningHidden: hidden.running,
          runningVisible: visible.running,
          runningHiddenAgain: hiddenAgain.running,
          runningDeactivated: watch.running,
        },
      },
    ];
  } finally {
    watch.end();
  }
}

/** Counts the timers that the scripts of one folder start. */
class TimerWatch {
  readonly #running = new Set<unknown>();
  readonly #before = { setTimeout, setInterval, clearTimeout, clearInterval };
  #fired = 0;

  /** @param folder of the scripts */
  constructor(folder: string) {
    const global = globalThis as unknown as Record<string, unknown>;
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const start = this.#before[name] as (callback: () => void, ...rest: unknown[]) => unknown;
      global[name] = (callback: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) => {
        if (!calledFrom(folder)) return start(() => callback(...given), delay);
        const timer = start(() => {
          this.#fired++;
          if (name === 'setTimeout') this.#running.delete(timer);
          callback(...given);
        }, delay);
        this.#running.add(timer);
        return timer;
      };
    }
    for (const name of ['clearTimeout', 'clearInterval'] as const) {
      global[name] = (timer: NodeJS.Timeout | undefined) => {
        this.#running.delete(timer);
        this.#before[name](timer);
      };
    }
  }

  get running(): number {
    return this.#running.size;
  }

  /** Timers fired a second, and those running at the end. */
  async count(): Promise<{ fired: number; running: number }> {
    const before = this.#fired;
    await pause(WATCHED);
    return { fired: (this.#fired - before) / (WATCHED / 1000), running: this.running };
  }

  end(): void {
    Object.assign(globalThis, this.#before);
  }
}

/** Whether the caller of the caller is in a folder; VS Code's own timers behind a call from there do not count. */
function calledFrom(folder: string): boolean {
  return new Error().stack?.split('\n')[3]?.includes(folder) ?? false;
}
