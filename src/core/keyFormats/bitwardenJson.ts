import { keysInFields, keysOrLinks } from './customFields';
import { isEnpassItem } from './enpassJson';
import { entryKey, isXeroUri } from './entryKey';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The vault of Bitwarden, as JSON. */
export const bitwardenJson = {
  app: 'Bitwarden',
  // An encrypted vault has no more in common than the mark, which Proton Pass uses as well.
  recognises: ({ json }) =>
    ('items' in json && !objectsIn(json['items']).some(isEnpassItem)) ||
    (json['encrypted'] === true && !('vaults' in json)),
  isEncrypted: ({ json }) => json['encrypted'] === true,

  *read({ json }) {
    for (const item of objectsIn(json['items'])) {
      const login = objectIn(item['login']);
      const isXero = objectsIn(login['uris']).some(({ uri }) => isXeroUri(stringIn(uri)));
      const label = {
        account: stringIn(login['username']),
        issuer: isXero ? 'Xero' : stringIn(item['name']),
      };
      const fields = objectsIn(item['fields']).map(({ name, value }) => ({
        name: stringIn(name),
        value: stringIn(value),
      }));
      const place = item['deletedDate'] ? 'bin' : item['archivedDate'] ? 'archive' : undefined;
      const keys = [stringIn(login['totp']), ...keysInFields(fields)];
      for (const key of keysOrLinks(keys, stringIn(item['notes'])))
        yield { key: entryKey(key, label, place), password: stringIn(login['password']) };
    }
  },
} as const satisfies KeyFormat;
