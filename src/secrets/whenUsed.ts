/** Loaded in one chunk when a key or answers are first read or written. */
export { requirePassword } from '../core/password';
export { serialiseAnswers } from '../core/recovery';
export { ItemWriter } from './itemWriter';
export { currentKeeper, lostAdviceHere } from './keeper';
export { memoryOnlyText } from './lostAdvice';
export { OwnKeys, othersSettled } from './ownKeys';
export { readAll } from './readAll';
export { readAnswers } from './storedAnswers';
export { readPassword } from './storedPassword';
export { readSecret } from './storedSecret';
export { TeamIdentity } from './teamIdentity';
export { TeamMemories } from './teamMemories';
export { unseenKeysError } from './unseenKeysError';
