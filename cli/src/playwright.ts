import type { CodeOptions } from './options.js';

/** Gives a code of a login that no other worker on this computer was given. */
export type XeroCode = (login: string, options?: CodeOptions) => Promise<string>;

/** What the fixtures give to tests: `test.extend<XeroMfa>(xeroMfa)`. */
export interface XeroMfa {
  /** An option for `use` of the configuration, or for `test.use`. */
  xeroMfaOptions: CodeOptions;
  xeroCode: XeroCode;
}

/** What the fixtures use of Playwright's `TestInfo`. */
export interface RunningTest {
  /** In milliseconds; 0 for no limit. */
  readonly timeout: number;
  setTimeout(milliseconds: number): void;
}

/** The fixtures themselves. */
export interface XeroMfaFixtures {
  xeroMfaOptions: [CodeOptions, { option: true }];
  xeroCode: (
    fixtures: { xeroMfaOptions: CodeOptions },
    use: (xeroCode: XeroCode) => Promise<void>,
    test: RunningTest,
  ) => Promise<void>;
}

/** The default of `timeout`, in seconds. */
const LONGEST_WAIT = 120;

export const xeroMfa: XeroMfaFixtures = {
  xeroMfaOptions: [{}, { option: true }],
  xeroCode: async ({ xeroMfaOptions }, use, test) => {
    await use(async (login, options) => {
      const given = { ...xeroMfaOptions, ...options };
      const all = { ...given, unused: given.unused ?? true };
      const { timeout } = test;
      const startedAt = performance.now();
      // To wait for a code doesn't count as time of the test.
      if (timeout > 0) test.setTimeout(timeout + (all.timeout ?? LONGEST_WAIT) * 1000);
      try {
        const { codeFor } = await import('./index.js');
        return (await codeFor(login, all)).code;
      } finally {
        if (timeout > 0) test.setTimeout(timeout + performance.now() - startedAt);
      }
    });
  },
};
