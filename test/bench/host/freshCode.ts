import { pause } from './stub';

const PERIOD = 30_000;
/** Far longer than a copy takes. */
const ENOUGH = 5_000;

/** Waits for the next code where the current one might expire while it is copied, which is an error. */
export async function untilCodeLasts(): Promise<void> {
  const left = PERIOD - (Date.now() % PERIOD);
  if (left < ENOUGH) await pause(left);
}
