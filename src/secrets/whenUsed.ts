/** Loaded in one chunk when a key or answers are first read or written. */
export { serialiseAnswers } from '../core/recovery';
export { Canaries } from './canaries';
export { currentKeeper, lostAdviceHere } from './keeper';
export { candidatesIn, keyWrites, previousIn } from './keyChanges';
export { memoryOnlyText } from './lostAdvice';
export { notKeptError } from './notKeptError';
export { readAll } from './readAll';
export { readAnswers } from './storedAnswers';
export { readSecret } from './storedSecret';
export { TeamMemories } from './teamMemories';
export { unseenKeysError } from './unseenKeysError';
