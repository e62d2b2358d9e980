import { aegis } from './aegis';
import { bitwardenCsv } from './bitwardenCsv';
import { bitwardenJson } from './bitwardenJson';
import { links } from './links';
import { protonAuthenticator } from './protonAuthenticator';
import { protonPass } from './protonPass';
import { twoFas } from './twoFas';

/**
 * The formats that keys can be imported from; texts name their apps in this order. No export fits two of them, except a
 * CSV with a link in a note of several lines: {@link links} come first.
 */
export const KEY_FORMATS = [
  links,
  aegis,
  twoFas,
  bitwardenJson,
  bitwardenCsv,
  protonAuthenticator,
  protonPass,
] as const;
