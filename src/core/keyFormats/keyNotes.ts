import { isCertainKeyCell } from '../keyCell';
import { emailIn } from '../keyLabel';
import { hasLink } from '../linksInText';
import { columnRole } from '../tableHeader';
import { trimmedOf } from '../visibleText';
import { keysInFields } from './customFields';
import { entryKey } from './entryKey';
import type { ExportText } from './exportText';
import type { KeyFormat } from './keyFormat';

/**
 * A note with setup keys on lines that name them, as in entries of `gopass`, or beside or below a login. The login of a key is
 * the address nearest above it.
 */
export const keyNotes = {
  recognises: text => text.table === undefined && !text.lines.some(hasLink) && keysIn(text).length > 0,

  *read(text) {
    for (const { key, account } of keysIn(text)) yield { key: entryKey(key, { account, issuer: '' }) };
  },
} as const satisfies KeyFormat;

/** In UTF-16 units: longer than a login with a name, and a key of 512 bits in groups. */
const LONGEST = 600;
const BESIDE_LOGIN = /^[\s>*•|`_-]{0,9}([^\s@]+@[^\s@:=|`*]+)[\s:=>→|`*\p{Pd}]+(\S.*)$/u;
/** Around a login or a key, as Markdown writes them. */
const MARKS = /[\s>*•|`_-]/u;
/** As services show keys: long, and in one case, unlike passwords. */
const BARE_KEY = /^(?=.{26})(?:[A-Z2-7\s-]+|[a-z2-7\s-]+)=*$/;

interface NotedKey {
  readonly key: string;
  readonly account: string;
}

function keysIn({ lines }: ExportText): readonly NotedKey[] {
  const keys: { key: string; account: string }[] = [];
  let account = '';
  for (const line of lines.filter(({ length }) => length <= LONGEST)) {
    const [, name = '', value = ''] = /^[\s>*\-•]*([^:=]{1,40})[:=](.{1,500})$/.exec(line) ?? [];
    const role = columnRole(name.trim());
    // An address that has a line of its own needs no name.
    const email =
      name === ''
        ? emailIn(trimmedOf(line, MARKS))
        : role === 'login' || role === 'ours'
          ? emailIn(value)
          : undefined;
    if (email !== undefined) {
      account = email;
      // A login may also stand below its key.
      for (const each of keys) each.account ||= email;
    }
    // A password may have the letters of a key.
    const isNamed = role === 'oneTimePassword' || role === 'setupKey';
    if (isNamed)
      for (const key of keysInFields([{ name: 'key', value: value.trim() }])) keys.push({ key, account });
    else keys.push(...bareKey(line, account));
  }
  return keys;
}

/** A key that nothing names, beside a login or on a line below it. */
function bareKey(line: string, above: string): readonly NotedKey[] {
  const [, login = '', beside = ''] = BESIDE_LOGIN.exec(line) ?? [];
  const email = emailIn(login);
  const key = trimmedOf(email === undefined ? line : beside, MARKS);
  const account = email ?? above;
  return account !== '' && BARE_KEY.test(key) && isCertainKeyCell(key) ? [{ key, account }] : [];
}
