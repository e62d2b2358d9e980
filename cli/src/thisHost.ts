import type { Host } from './host';

/** This computer. */
export function thisHost(): Host {
  return {
    platform: process.platform,
    environment: process.env,
    workingFolder: process.cwd(),
    homeFolder: async () => (await import('node:os')).homedir(),
    now: () => Date.now(),
    sleep,
  };
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
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
