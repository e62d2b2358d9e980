/** One chunk with what account commands need, loaded by the first of them. */
export { accountHandlers } from './accountHandlers';
export { addAccounts, askToAddAccount } from './addAccount';
export { chooseTrustedList } from './chooseList';
export { copyLogin } from './copyDetails';
export { copyRow } from './copyRow';
export { editAccount } from './editAccount';
export { editOrganisationsInList } from './editOrganisations';
export { openList } from './openList';
