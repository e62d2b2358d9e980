import { lstatSync, realpathSync, statSync } from 'node:fs';
import * as paths from 'node:path';
import { NoStoreError } from './errors';
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
export function findStore(asked: string | undefined, workingFolder: string): string {
  if (asked !== undefined) return requireFolder(paths.resolve(workingFolder, asked));
  for (const place of storePlaces(workingFolder)) {
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found?.isDirectory()) return place;
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
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(folder);
  throw new NoStoreError(`${visible(folder)}: There is no such folder. Pass the folder that has store.json.`);
}
