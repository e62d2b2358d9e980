/** One chunk with what accounts need once their lists have been read. */
export { rowsOf } from './accountDetails';
export { accountRows } from './accountRows';
export { badgeOf } from './badge';
export { ListDiagnostics } from './diagnostics';
export { accountDueTexts, remindingNow } from './dueText';
export { NewDays } from './newDays';
export { accountTooltip, rowItem } from './rowItems';
