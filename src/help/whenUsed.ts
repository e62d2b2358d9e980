/** What of the help is loaded when it is first used, in one chunk. */
export { helpRows } from './helpRows';
export { openSample } from './openSample';
export { openXero } from './openXero';
