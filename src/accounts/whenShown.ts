/** What of the accounts is loaded once their lists are read, in one chunk. */
export { accountRows } from './accountRows';
export { ListDiagnostics } from './diagnostics';
export { accountTooltip, rowItem } from './rowItems';
