import type { Organisation } from '../core/account';
import type { ListProblem } from '../core/listProblem';
import { type CommandTarget, Row } from '../platform/commandCall';
import type { AccountElement, ListElement } from './elements';

/** An organisation of the account above it. */
export class OrganisationElement extends Row implements CommandTarget {
  readonly login: string;

  constructor(
    readonly parent: AccountElement,
    readonly organisation: Organisation,
    readonly index: number,
  ) {
    super();
    this.login = parent.login;
  }
}

/** The details that have a row: fields of an account, its lists, and those that are not taken from an untrusted folder. */
export type DetailName =
  | 'login'
  | 'owner'
  | 'backupEmail'
  | 'tags'
  | 'notes'
  | 'mfaSetUpOn'
  | 'list'
  | 'untrusted';

/** A detail of the account above it. */
export class DetailElement extends Row implements CommandTarget {
  readonly login: string;

  constructor(
    readonly parent: AccountElement,
    readonly detail: DetailName,
    readonly value: string,
  ) {
    super();
    this.login = parent.login;
  }
}

/** A problem of the list above it. */
export class ProblemElement extends Row {
  constructor(
    readonly parent: ListElement,
    readonly problem: ListProblem,
    readonly index: number,
  ) {
    super();
  }
}
