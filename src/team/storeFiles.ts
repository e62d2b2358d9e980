import type { SharedKind } from '../core/team/sharedFile';

/** The files of a store, by their path in it. */
export interface StoreFiles {
  read(path: string): Promise<Uint8Array | undefined>;
  /**
   * Replaces a file in one step, so that it is never half written.
   *
   * @param expected what must be there, where that matters; `null` is no file
   * @throws `StoreChangedError` if something else is there
   */
  write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void>;
  remove(path: string): Promise<void>;
  /** The names of the files in a folder, with what changes when a file does; none if there is no folder. */
  list(folder: string): Promise<ReadonlyMap<string, string>>;
  /** The names of the folders in the store. */
  folders(): Promise<readonly string[]>;
}

/** The keys and details of logins on this computer. */
export interface LocalSecrets {
  /**
   * @param kind which alone is read, if given
   * @throws `UserError` if what is kept can't be read, although others can
   */
  get(login: string, kind?: SharedKind): Promise<SharedSecret>;
  /** The key that is replaced is kept, as when a person replaces it. @throws if it can't be used */
  setKey(login: string, uri: string): Promise<void>;
  /** Stores what differs. Answers that are here stay where there are none in the details. @throws if they can't be used */
  setDetails(login: string, details: string): Promise<void>;
  isLost(login: string): boolean;
}

/** What is shared of a login. */
export interface SharedSecret {
  /** The `otpauth://` URI, as it is stored. */
  readonly key?: string;
  /** The answers to Xero's security questions and the password, as `serialiseDetails` in `loginDetails.ts` writes them. */
  readonly answers?: string;
}

/** How far something that takes long has come. */
export interface SyncProgress {
  report(done: number, all: number): void;
  readonly isCancelled: boolean;
}

export const NOT_CANCELLED: SyncProgress = { report: () => {}, isCancelled: false };
