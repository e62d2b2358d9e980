/** One chunk with what the help needs when it is first used. */
export { helpRows } from './helpRows';
export { openSample } from './openSample';
export { openXero } from './openXero';
