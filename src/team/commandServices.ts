import type { Account } from '../core/account';
import type { Hmac } from '../core/totp';
import type { Offer } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';
import type { IdentityCopies } from './identityCopies';
import type { TeamHealth, TeamList } from './services';
import type { Teams } from './teams';

/** What the commands and the rows of a team need. */
export interface TeamCommandServices {
  readonly teams: Teams;
  readonly secrets: SecretStore;
  readonly copies: IdentityCopies;
  readonly offer: Offer;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  nameOf(login: string): string;
  find(login: string): Account | undefined;
  readonly health: TeamHealth;
  /** The number of files of a list and its store to push. */
  unpushed(list: Pick<TeamList, 'uri'>): Promise<number>;
  /** Receives a store's changes and redraws its rows. */
  onChanged(): Promise<void>;
}
