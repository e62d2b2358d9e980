/** The parts of help that are loaded on first use, as one chunk. */
export { helpRows } from './helpRows';
export { openSample } from './openSample';
export { openXero } from './openXero';
