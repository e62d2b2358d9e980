import type { KeyPlace } from '../core/importedKey';
import type { TotpSecret } from '../core/totp';
import type { Source } from './source';

/** A key that can be used, and where it goes. */
export interface KeyItem {
  readonly id: number;
  /** Where it was found first. */
  readonly source: Source;
  /** Everywhere it was found. */
  readonly sources: Source[];
  account: string;
  issuer: string;
  isXero: boolean;
  readonly secret: TotpSecret;
  target: Target;
  ticked: boolean;
  /** What its target has now. */
  stored: StoredKey;
  /** The login it is for, if another one was asked for. */
  readonly otherLogin?: string;
  /** Where its app has put it away, if no source has it in use. */
  place: KeyPlace | undefined;
}

/** An account of the lists, one that is added for the key, or none yet. */
export type Target =
  | { readonly kind: 'account' | 'new'; readonly login: string }
  | { readonly kind: 'none'; readonly login?: never };

/** What is stored for an account, compared with a key. */
export type StoredKey = 'none' | 'same' | 'different' | 'unreadable';
