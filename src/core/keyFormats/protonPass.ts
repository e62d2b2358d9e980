import { keysInFields, keysOrLinks } from './customFields';
import { entryKey, isXeroUri } from './entryKey';
import { type JsonObject, objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The `state` of an item in the bin. */
const TRASHED = 2;

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
        const place = item['state'] === TRASHED ? 'bin' : undefined;
        const keys = [stringIn(content['totpUri']), ...extraKeys(data, content)];
        const note = stringIn(objectIn(data['metadata'])['note']);
        for (const key of keysOrLinks(keys, note))
          yield {
            key: entryKey(key, labelOf(data, content), place),
            password: stringIn(content['password']),
          };
      }
    }
  },
} as const satisfies KeyFormat;

function labelOf(data: JsonObject, content: JsonObject): { account: string; issuer: string } {
  // Items that were made before there was an email address have a `username`.
  const names = ['itemEmail', 'itemUsername', 'username'].map(field => stringIn(content[field]));
  const urls = Array.isArray(content['urls']) ? content['urls'] : [];
  return {
    account: names.find(Boolean) ?? '',
    issuer: urls.some(url => isXeroUri(stringIn(url)))
      ? 'Xero'
      : stringIn(objectIn(data['metadata'])['name']),
  };
}

function extraKeys(data: JsonObject, content: JsonObject): readonly string[] {
  const sections = objectsIn(content['sections']).flatMap(section => objectsIn(section['sectionFields']));
  const fields = [...objectsIn(data['extraFields']), ...sections].map(({ fieldName, data: value }) => ({
    name: stringIn(fieldName),
    totp: stringIn(objectIn(value)['totpUri']),
    value: stringIn(objectIn(value)['content']),
  }));
  return [...fields.map(({ totp }) => totp), ...keysInFields(fields)];
}
