import { createServer } from 'node:net';

/**
 * The port to listen on, on the loopback interface.
 *
 * @param {number} wanted
 * @returns {Promise<number>} 0 (any) if the wanted one is taken
 */
export function freePort(wanted) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}
