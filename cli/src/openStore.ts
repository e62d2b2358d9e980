import type { CommandLine } from './commandLine';
import type { Host } from './host';
import { readIdentity } from './identity';
import { noStoreError, Store } from './store';
import { findStore } from './storePlace';
import { trustWords } from './trustWords';

/** The store that a command is about, with the identity of this machine. @throws XeroMfaError */
export async function openStore(line: CommandLine, host: Host): Promise<Store> {
  const trust = trustWords(line.text('trust'), host.environment);
  const folder = findStore(line.text('store'), host);
  const identity = await readIdentity({ file: line.text('identity-file') }, host.environment);
  const store = new Store(folder, identity, trust);
  if (!(await store.layout.exists())) throw noStoreError(folder);
  return store;
}
