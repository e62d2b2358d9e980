import { execFile } from 'node:child_process';

/**
 * Runs a program, without a shell and in English. There is none in a browser: `runProgram.web.ts`.
 *
 * @param input what it reads from its standard input
 * @throws what it wrote as errors, in `stderr`, if it fails
 */
export const runProgram:
  | ((path: string, args: readonly string[], folder: string, input: string) => Promise<void>)
  | undefined = (path, args, folder, input) => {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', LANGUAGE: 'en' };
  return new Promise((resolve, reject) => {
    const started = execFile(path, args, { cwd: folder, env, windowsHide: true }, (error, _, stderr) => {
      if (error) reject(Object.assign(error, { stderr }));
      else resolve();
    });
    // A program that ends before it has read everything closes the pipe. How it ended says more.
    started.stdin?.on('error', () => {});
    started.stdin?.end(input);
  });
};
