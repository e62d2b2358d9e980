/** One chunk with what the help needs when it is first used. */
export { openXeroPage } from '../platform/openXeroPage';
export { helpRows } from './helpRows';
export { openDocs } from './openDocs';
export { openSample } from './openSample';
export { openXero } from './openXero';
