import { entryKey, isXeroUri } from './entryKey';
import { type JsonObject, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** The vault of Enpass, as JSON. */
export const enpassJson = {
  app: 'Enpass',
  recognises: ({ json }) => objectsIn(json['items']).some(isEnpassItem),

  *read({ json }) {
    for (const item of objectsIn(json['items'])) {
      const fields = objectsIn(item['fields']);
      const values = (type: string): readonly string[] =>
        fields.flatMap(field => (field['type'] === type && stringIn(field['value'])) || []);
      const issuer = values('url').some(isXeroUri) ? 'Xero' : stringIn(item['title']);
      const account = [...values('email'), ...values('username')][0] ?? '';
      const place = item['trashed'] ? 'bin' : item['archived'] ? 'archive' : undefined;
      const [password = ''] = values('password');
      for (const key of new Set(values('totp')))
        yield { key: entryKey(key, { account, issuer }, place), password };
    }
  },
} as const satisfies KeyFormat;

/** Items of Bitwarden have a `name`. */
export function isEnpassItem({ title, fields }: JsonObject): boolean {
  return typeof title === 'string' && Array.isArray(fields);
}
