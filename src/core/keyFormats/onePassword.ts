import { keysInFields, keysOrLinks } from './customFields';
import { entryKey, isXeroUri } from './entryKey';
import { type JsonObject, objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The data in a 1PUX archive of 1Password, `export.data`. */
export const onePassword = {
  app: '1Password',
  recognises: ({ json }) => objectsIn(json['accounts']).some(account => 'vaults' in account),

  *read({ json }) {
    const vaults = objectsIn(json['accounts']).flatMap(account => objectsIn(account['vaults']));
    for (const vault of vaults) {
      for (const entry of objectsIn(vault['items'])) {
        // Early versions put each item into an object.
        const item = 'item' in entry ? objectIn(entry['item']) : entry;
        const details = objectIn(item['details']);
        const label = { account: accountIn(details), issuer: issuerIn(objectIn(item['overview'])) };
        for (const key of keysOrLinks(keysIn(details), stringIn(details['notesPlain'])))
          yield {
            key: entryKey(key, label, placeOf(item)),
            password: loginField(details, 'designation', 'password'),
          };
      }
    }
  },
} as const satisfies KeyFormat;

function placeOf({ state, trashed }: JsonObject): 'bin' | 'archive' | undefined {
  if (trashed === true || state === 'trashed' || state === 'deleted') return 'bin';
  return state === 'archived' ? 'archive' : undefined;
}

function accountIn(details: JsonObject): string {
  // A form's email address is not always designated as its user name.
  return loginField(details, 'designation', 'username') || loginField(details, 'fieldType', 'E');
}

function loginField(details: JsonObject, name: string, value: string): string {
  return stringIn(objectsIn(details['loginFields']).find(each => each[name] === value)?.['value']);
}

function issuerIn({ title, url, urls }: JsonObject): string {
  const all = [url, ...objectsIn(urls).map(each => each['url'])];
  return all.some(each => isXeroUri(stringIn(each))) ? 'Xero' : stringIn(title);
}

function keysIn(details: JsonObject): readonly string[] {
  const fields = objectsIn(details['sections']).flatMap(section => objectsIn(section['fields']));
  const totp = fields.map(({ value }) => stringIn(objectIn(value)['totp']));
  const custom = fields.map(({ title, value }) => {
    const { concealed, string } = objectIn(value);
    return { name: stringIn(title), value: stringIn(concealed) || stringIn(string) };
  });
  return [...totp.filter(Boolean), ...keysInFields(custom)];
}
