import { isEmail, loginKey } from '../../src/core/account';
import { UsageError } from './errors';
import { freshCode } from './freshCode';
import type { HandedOut } from './handedOut';
import type { Host } from './host';
import { readIdentity } from './identity';
import type { Code, CodeOptions } from './options';
import { Store } from './store';
import { findStore } from './storePlace';
import { trustWords } from './trustWords';

/** The setting `xeroMfa.minimumRemaining` has the same default. */
const MINIMUM_REMAINING = 4;
const TIMEOUT = 120;
const MAXIMUM_SECONDS = 86_400;

/** Gives a code of a login. @throws XeroMfaError, and the reason of the signal */
export async function giveCode(login: string, options: CodeOptions, host: Host): Promise<Code> {
  const { minimumRemaining = MINIMUM_REMAINING, timeout = TIMEOUT, unused = false, signal } = options;
  // What isn't a login may be a key that was pasted, so it is not shown.
  if (typeof login !== 'string' || !isEmail(login.trim()))
    throw new UsageError('The login: It is not an email address. Pass the one that the login has in Xero.');
  requireSeconds(minimumRemaining, 'minimumRemaining');
  requireSeconds(timeout, 'timeout');
  const { store: asked, identity: text, identityFile: file } = options;
  const trust = trustWords(options.trust, host.environment);
  const folder = findStore(asked, host);
  const store = new Store(folder, await readIdentity({ file, text }, host.environment), trust);
  const key = loginKey(login);
  const handedOut = unused ? await handedOutOn(host) : undefined;
  const take = async (window: number): Promise<boolean> => !handedOut || handedOut.take(key, window);
  return freshCode(() => store.secretOf(key), { login: key, minimumRemaining, timeout, signal, take }, host);
}

async function handedOutOn(host: Host): Promise<HandedOut> {
  const [{ HandedOut }, { stateFolder }] = await Promise.all([
    import('./handedOut'),
    import('./stateFolder'),
  ]);
  return new HandedOut(await stateFolder(host));
}

function requireSeconds(value: number, name: string): void {
  if (!(Number.isFinite(value) && value >= 0 && value <= MAXIMUM_SECONDS))
    throw new UsageError(`${name}: It must be a number of seconds from 0 to ${MAXIMUM_SECONDS}.`);
}
