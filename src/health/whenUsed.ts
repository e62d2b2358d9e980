/** One chunk, loaded once the lists are read. */
export { ActionPages } from '../platform/actionPages';
export { healthHandlers } from './healthHandlers';
export { healthPage, sectionsOf } from './healthPage';
