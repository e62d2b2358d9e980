import { loginKey } from '../core/account';
import type { Element } from './element';
import { type AccountElement, ListElement } from './elements';
import { DetailElement, type DetailName, OrganisationElement, ProblemElement } from './innerElements';
import type { AccountLists } from './lists';

/** The value of a detail whose text is always the same. */
const UNTRUSTED = 'untrusted';

/** The most problems of a list in the sidebar; the Problems view has all of them. */
const SHOWN_PROBLEMS = 50;

/** The rows under a row: the problems of a list, or an account's organisations and details. */
export function rowsOf(element: AccountElement | ListElement, lists: AccountLists): Element[] {
  if (element instanceof ListElement) {
    const { problems } = element.list;
    return problems
      .slice(0, SHOWN_PROBLEMS)
      .map((problem, index) => new ProblemElement(element, problem, index));
  }
  const { account } = element;
  const sources = lists.listsWith(account.login);
  const detail = (name: DetailName, value: string | undefined): DetailElement[] =>
    value ? [new DetailElement(element, name, value)] : [];
  return [
    ...account.organisations.map(
      (organisation, index) => new OrganisationElement(element, organisation, index),
    ),
    ...detail('login', account.login),
    ...detail('owner', account.owner),
    ...detail('backupEmail', account.backupEmail),
    ...detail('tags', account.tags.join(', ')),
    ...detail('notes', account.notes),
    ...detail('mfaSetUpOn', account.mfaSetUpOn),
    ...detail('list', sources.map(({ source }) => source.label).join(', ')),
    ...detail('untrusted', lacksDetails(account.login, sources) ? UNTRUSTED : undefined),
  ];
}

/** Whether an account lacks the owner, backup email or set-up date of its entry, because no list with it is trusted. */
function lacksDetails(login: string, lists: ReturnType<AccountLists['listsWith']>): boolean {
  if (lists.some(({ source }) => source.isTrusted)) return false;
  const entry = lists
    .flatMap(({ accounts }) => accounts)
    .find(account => loginKey(account.login) === loginKey(login));
  return Boolean(entry?.owner || entry?.backupEmail || entry?.mfaSetUpOn);
}
