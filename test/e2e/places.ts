import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from './workbench';

/** A place where something is written down, and what that is. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Every file VS Code, the extension and the person wrote; what was unpacked from the package is not written. */
export async function filesBelow(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter(entry => entry.isFile() && !entry.parentPath.startsWith(join(folder, 'data/extensions')))
      .map(async entry => {
        const name = join(entry.parentPath, entry.name);
        return { name, text: await readFile(name, 'latin1') };
      }),
  );
}

/** The window's localStorage and IndexedDB, where the browser keeps state and sealed secrets. */
export async function browserStorage(window: Workbench): Promise<Place[]> {
  const dump = await window.page.evaluate<Record<string, string>>(`(async () => {
    const found = { localStorage: JSON.stringify(localStorage) };
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise(resolve => { indexedDB.open(name).onsuccess = event => resolve(event.target.result); });
      for (const store of database.objectStoreNames) {
        const all = method => new Promise(resolve => {
          database.transaction(store).objectStore(store)[method]().onsuccess = event => resolve(event.target.result);
        });
        const inText = (key, value) => ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value;
        found[name + '/' + store] = JSON.stringify([await all('getAllKeys'), await all('getAll')], inText);
      }
    }
    return found;
  })()`);
  return Object.entries(dump).map(([name, text]) => ({ name, text }));
}
