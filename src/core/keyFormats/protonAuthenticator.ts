import { entryKey } from './entryKey';
import type { ExportText } from './exportText';
import { objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/** An export of Proton Authenticator, as JSON. */
export const protonAuthenticator = {
  app: 'Proton',
  recognises: text => 'entries' in text.json || isEncrypted(text),
  isEncrypted,

  *read({ json }) {
    for (const entry of objectsIn(json['entries'])) {
      const content = objectIn(entry['content']);
      const uri = stringIn(content['uri']);
      if (uri) yield { key: entryKey(uri, { account: stringIn(content['name']), issuer: '' }) };
    }
  },
} as const satisfies KeyFormat;

function isEncrypted({ json }: ExportText): boolean {
  return typeof json['content'] === 'string' && 'salt' in json;
}
