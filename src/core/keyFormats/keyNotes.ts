import { emailIn } from '../keyLabel';
import { hasLink } from '../linksInText';
import { columnRole } from '../tableHeader';
import { keysInFields } from './customFields';
import { entryKey } from './entryKey';
import type { ExportText } from './exportText';
import type { KeyFormat } from './keyFormat';

/** A note with setup keys on lines that name them, as in entries of `gopass`. The login is the address nearest above a key. */
export const keyNotes = {
  recognises: text => text.table === undefined && !text.lines.some(hasLink) && keysIn(text).length > 0,

  *read(text) {
    for (const { key, account } of keysIn(text)) yield { key: entryKey(key, { account, issuer: '' }) };
  },
} as const satisfies KeyFormat;

interface NotedKey {
  readonly key: string;
  readonly account: string;
}

function keysIn({ lines }: ExportText): readonly NotedKey[] {
  const keys: { key: string; account: string }[] = [];
  let account = '';
  for (const line of lines) {
    const [, name = '', value = ''] = /^[\s>*\-•]*([^:=]{1,40})[:=](.{1,500})$/.exec(line) ?? [];
    const role = columnRole(name.trim());
    const email = emailIn(value);
    if (email !== undefined && (role === 'login' || role === 'ours')) {
      account = email;
      // A login may also stand below its key.
      for (const each of keys) each.account ||= email;
    }
    // A password may have the letters of a key.
    const isKey = role === 'oneTimePassword' || role === 'setupKey';
    if (isKey)
      for (const key of keysInFields([{ name: 'key', value: value.trim() }])) keys.push({ key, account });
  }
  return keys;
}
