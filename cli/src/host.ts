import type { Environment } from './identity';

/** The computer that a code is made on, and its clock. */
export interface Host {
  readonly platform: string;
  readonly environment: Environment;
  readonly workingFolder: string;
  readonly homeFolder: () => Promise<string>;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** @throws the reason of the signal, once it is aborted */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
