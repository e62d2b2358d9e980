/** One chunk with what the help needs when it is first used. */
export { openXeroPage } from '../platform/openXeroPage';
export { helpRows } from './helpRows';
export { openSample } from './openSample';
export { openXero } from './openXero';
