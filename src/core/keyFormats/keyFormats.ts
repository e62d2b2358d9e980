import { aegis } from './aegis';
import { bitwardenJson } from './bitwardenJson';
import { enpassJson } from './enpassJson';
import { enteAuth } from './enteAuth';
import { jsonEntries } from './jsonEntries';
import { keePassXml } from './keePassXml';
import { keyNotes } from './keyNotes';
import { links } from './links';
import { onePassword } from './onePassword';
import { passwordTable } from './passwordTable';
import { protonAuthenticator } from './protonAuthenticator';
import { protonPass } from './protonPass';
import { twoFas } from './twoFas';

/** The formats that keys can be imported from; texts name their apps in this order. No export fits two of them. */
export const KEY_FORMATS = [
  links,
  keyNotes,
  aegis,
  twoFas,
  bitwardenJson,
  protonAuthenticator,
  protonPass,
  onePassword,
  passwordTable,
  keePassXml,
  enpassJson,
  enteAuth,
  jsonEntries,
] as const;
