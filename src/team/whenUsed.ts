/** One chunk with what the team needs once there is a store, or one is created. */
export { giveOut, removeFromStores, takeIn } from './takeIn';
export { teamHandlers } from './teamHandlers';
export { rowsOfStores } from './teamRows';
export { Teams } from './teams';
