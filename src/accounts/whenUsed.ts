/** What of the accounts is loaded when a command first works on them, in one chunk. */
export { accountHandlers } from './accountHandlers';
export { addAccounts, askToAddAccount } from './addAccount';
export { copyLogin } from './copyDetails';
export { editAccount } from './editAccount';
export { openList } from './openList';
