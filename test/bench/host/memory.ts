import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collect = collector();

/** Heap that what a task returns keeps in use, in MB; the task's own litter is collected first. */
export function heapOf(task: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = [task()];
  collect();
  const used = process.memoryUsage().heapUsed - before;
  kept.pop();
  return used / 1024 / 1024;
}

/** The extension host is not started with --expose-gc, but V8 takes the flag later too. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
