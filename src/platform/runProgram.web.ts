/** A browser runs no programs. */
export const runProgram = undefined;
