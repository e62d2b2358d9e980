/** One chunk with what the team needs once there is a store, or one is created. */
export { teamHandlers } from './commands/teamHandlers';
export { publicationOf, publishLists } from './loginPublication';
export { offerToSave } from './offerToSave';
export { receiveChanges, removeFromStores } from './receiveChanges';
export { statusPage } from './statusPage';
export { rowsOfStores } from './teamRows';
export { Teams } from './teams';
export { UnpushedFiles } from './unpushedFiles';
