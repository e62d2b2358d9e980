/** What of the team is loaded where there is a store, or one is to be made, in one chunk. */
export { giveOut, takeIn } from './takeIn';
export { teamHandlers } from './teamHandlers';
export { rowsOfStores } from './teamRows';
export { Teams } from './teams';
