import { keyFromFields } from './entryKey';
import type { ExportText } from './exportText';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** A backup of 2FAS Auth, as JSON. */
export const twoFas = {
  app: '2FAS',
  recognises: text => 'services' in text.json || isEncrypted(text),
  isEncrypted,

  *read({ json }) {
    for (const service of objectsIn(json['services'])) {
      const otp = objectIn(service['otp']);
      const name = stringIn(service['name']);
      const label = {
        account: stringIn(otp['account']) || stringIn(otp['label']) || name,
        issuer: stringIn(otp['issuer']) || name,
      };
      yield {
        key: keyFromFields(stringIn(otp['tokenType']) || 'totp', stringIn(service['secret']), label, {
          algorithm: otp['algorithm'],
          digits: otp['digits'],
          period: otp['period'],
        }),
      };
    }
  },
} as const satisfies KeyFormat;

function isEncrypted({ json }: ExportText): boolean {
  return stringIn(json['servicesEncrypted']) !== '';
}
