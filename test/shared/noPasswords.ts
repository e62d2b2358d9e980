import type { SessionPasswords } from '../../src/importing/services';

/** A computer that keeps no passwords, for imports that are about something else. */
export const NO_PASSWORDS: SessionPasswords = {
  get: async () => undefined,
  set: async () => {
    throw new Error('A password was stored.');
  },
  confirmFirst: async () => {},
  confirmReplacing: async () => {},
};
