import { isXeroUri, keyFromText } from './entryKey';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The vault of Bitwarden, as JSON. */
export const bitwardenJson = {
  app: 'Bitwarden',
  // An encrypted vault has no more in common than the mark, which Proton Pass uses as well.
  recognises: ({ json }) => 'items' in json || (json['encrypted'] === true && !('vaults' in json)),
  isEncrypted: ({ json }) => json['encrypted'] === true,

  *read({ json }) {
    for (const item of objectsIn(json['items'])) {
      const login = objectIn(item['login']);
      const totp = stringIn(login['totp']);
      const isXero = objectsIn(login['uris']).some(({ uri }) => isXeroUri(stringIn(uri)));
      const issuer = isXero ? 'Xero' : stringIn(item['name']);
      if (totp) yield { key: keyFromText(totp, { account: stringIn(login['username']), issuer }) };
    }
  },
} as const satisfies KeyFormat;
