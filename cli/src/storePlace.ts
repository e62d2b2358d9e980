import { lstatSync, realpathSync, statSync } from 'node:fs';
import * as paths from 'node:path';
import { attempt } from './attempt';
import { NoStoreError } from './errors';
import type { Host } from './host';
import { visible } from './visible';

const STORE = ['.xero-mfa', 'store'] as const;

/** Where a store can be for somebody who works in a folder, the closest place first. @param path of another system, for tests */
export function storePlaces(workingFolder: string, path: paths.PlatformPath = paths): readonly string[] {
  const places: string[] = [];
  for (let folder = path.resolve(workingFolder); ; folder = path.dirname(folder)) {
    places.push(path.join(folder, ...STORE));
    if (path.dirname(folder) === folder) return places;
  }
}

/**
 * The folder of the store.
 *
 * @param asked which one a person asked for, if they did
 * @throws NoStoreError
 */
export function findStore(asked: string | undefined, host: Pick<Host, 'workingFolder'>): string {
  if (asked !== undefined && paths.isAbsolute(asked)) return requireFolder(asked);
  const workingFolder = attempt(() => host.workingFolder);
  if (workingFolder === undefined)
    throw new NoStoreError('The working folder: It is no longer there. Run this in another one.');
  if (asked !== undefined) return requireFolder(paths.resolve(workingFolder, asked));
  for (const place of storePlaces(workingFolder)) {
    const [parent, found] = [paths.dirname(place), place].map(folder => attempt(() => lstatSync(folder)));
    if (found?.isDirectory() && parent?.isDirectory()) return place;
    if (found)
      throw new NoStoreError(
        `${visible(place)}: It is a link or a file, which is not followed. Pass the folder with --store.`,
      );
  }
  throw new NoStoreError(
    `${visible(paths.join(...STORE))}: It is neither in ${visible(workingFolder)} nor in a folder above. Run this in your team's repository, or pass --store.`,
  );
}

/** A person may ask for a store by a link. What is in the store may be no link. */
function requireFolder(folder: string): string {
  const found = attempt(() => realpathSync(folder));
  if (found !== undefined && attempt(() => statSync(found))?.isDirectory()) return found;
  throw new NoStoreError(`${visible(folder)}: There is no such folder. Pass the folder that has store.json.`);
}
