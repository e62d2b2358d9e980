/** What of the accounts is loaded when a command first works on them, in one chunk. */
export { editEntry } from '../core/listEdit';
export { pickLogin } from '../platform/pickLogin';
export { accountHandlers } from './accountHandlers';
export { addAccounts, askToAddAccount } from './addAccount';
export { copyLogin } from './copyDetails';
export { editAccount } from './editAccount';
export { openList } from './openList';
export { editList, notListed } from './writeList';
