import { runAfter } from '../platform/disposables';

const ATTEMPTS = 8;

/**
 * Runs git again where it found the index locked: VS Code, a prompt of a shell or a person runs git beside it, which is soon
 * done. VS Code's git extension waits as long for what it runs itself.
 */
export async function onceUnlocked<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !/index\.lock/.test(stderrOf(error))) throw error;
      await new Promise<void>(resolve => runAfter(attempt ** 2 * 50, resolve));
    }
  }
}

/** Whether git refused to pull because both sides have commits and no setting says whether to merge or to rebase. */
export function isUndecided(error: unknown): boolean {
  return /how to reconcile divergent branches/.test(stderrOf(error));
}

/** What git wrote as errors. */
export function stderrOf(error: unknown): string {
  return error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
}
