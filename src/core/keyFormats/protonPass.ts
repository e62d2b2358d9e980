import { keyFromText } from './entryKey';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The vaults of Proton Pass, as JSON. Its encrypted exports are OpenPGP messages. */
export const protonPass = {
  app: 'Proton',
  recognises: ({ json }) => 'vaults' in json,
  isEncrypted: ({ json }) => json['encrypted'] === true,

  *read({ json }) {
    for (const vault of Object.values(objectIn(json['vaults']))) {
      for (const item of objectsIn(objectIn(vault)['items'])) {
        const data = objectIn(item['data']);
        const content = objectIn(data['content']);
        const account = stringIn(content['itemEmail']) || stringIn(content['itemUsername']);
        const issuer = stringIn(objectIn(data['metadata'])['name']);
        const totp = stringIn(content['totpUri']);
        if (totp) yield { key: keyFromText(totp, { account, issuer }) };
      }
    }
  },
} as const satisfies KeyFormat;
