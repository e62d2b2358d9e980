import type { Host } from './host';

/** This computer. */
export function thisHost(): Host {
  return {
    platform: process.platform,
    environment: process.env,
    // It may have been deleted meanwhile.
    get workingFolder() {
      return process.cwd();
    },
    homeFolder: async () => (await import('node:os')).homedir(),
    now: () => Date.now(),
    sleep,
  };
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // One that is aborted already says nothing more.
    if (signal?.aborted) return reject(signal.reason);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
