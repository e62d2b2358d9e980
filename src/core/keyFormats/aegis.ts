import { keyFromFields } from './entryKey';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The vault of Aegis Authenticator, as JSON. */
export const aegis = {
  app: 'Aegis',
  recognises: ({ json }) => 'db' in json,
  isEncrypted: ({ json }) => typeof json['db'] === 'string',

  *read({ json }) {
    for (const entry of objectsIn(objectIn(json['db'])['entries'])) {
      const info = objectIn(entry['info']);
      const label = { account: stringIn(entry['name']), issuer: stringIn(entry['issuer']) };
      yield {
        key: keyFromFields(stringIn(entry['type']), stringIn(info['secret']), label, {
          algorithm: info['algo'],
          digits: info['digits'],
          period: info['period'],
        }),
      };
    }
  },
} as const satisfies KeyFormat;
