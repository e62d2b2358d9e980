/** The two keys of all cases. */
export const K1 = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
export const K2 = 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB';

/** The accounts that the list has before each case. */
export const LOGINS = ['qa-au@acme.test', 'qa-nz@acme.test', 'qa-uk@acme.test'] as const;
const [AU, NZ] = LOGINS;
const NEW = 'new@acme.test';

/** Where the files are, from the repository's root. */
export const CASES_FOLDER = 'test/unit/vectors/imports';

interface ImportCase {
  /** The login, the key, and a word of the note if the key is not proposed. */
  readonly keys: readonly (readonly [login: string, key: string, note?: string])[];
  /** What the list gains by a spreadsheet. */
  readonly accounts: readonly Readonly<Record<string, unknown>>[];
}

const keys = (...found: ImportCase['keys']): ImportCase => ({ keys: found, accounts: [] });
const sheet = (...accounts: ImportCase['accounts']): ImportCase => ({ keys: [], accounts });

const account = (login: string, name?: string, ...organisations: readonly object[]) => ({
  login,
  ...(name !== undefined && { name }),
  ...(organisations.length > 0 && { organisations }),
});

/** What is right for each file that people brought. */
export const IMPORT_CASES: Readonly<Record<string, ImportCase>> = {
  '010-two-colons.qr.txt': keys([AU, K1]),
  '016-amp-escaped-secret-last.qr.txt': keys([AU, K1]),
  '018-hash-in-label.txt': keys([AU, K1]),
  '020-winauth.txt': keys([AU, K1]),
  '022-empty-parameters.qr.txt': keys([AU, K1]),
  '030-pass-prefix.txt': keys([AU, K1]),
  '033-bulleted-links.txt': keys([AU, K1], [NZ, K2]),
  '035-comma-separated-links.txt': keys([AU, K1], [NZ, K2]),
  '037-named-links.txt': keys([AU, K1], [NZ, K2]),
  '052-google-plus-became-space.txt': keys([AU, K1], [NZ, K2]),
  '054-google-type-unspecified.qr.txt': keys([AU, K1]),
  '071-aegis-name-repeats-issuer.json': keys([AU, K1], [NZ, K2]),
  '084-bitwarden-key-in-custom-field.json': keys([AU, K1]),
  '087-proton-pass-old-username.json': keys([AU, K1]),
  '088-proton-pass-extra-totp.json': keys([AU, K1], [NZ, K2]),
  '090-proton-pass-trashed.json': keys([AU, K2, 'trash']),
  '091-proton-pass.csv': keys([AU, K1], [NEW, K2]),
  '092-1password.csv': keys([AU, K1], [NEW, K2]),
  '093-keepassxc.csv': keys([AU, K1], [NEW, K2]),
  '094-lastpass.csv': keys([AU, K1], [NEW, K2]),
  '098-1pux-export.data': keys([AU, K1]),
  '108-authenticator-extension.json': keys([AU, K1]),
  '124-zero-width-in-email.csv': sheet(account(NEW, 'New'), account('two@acme.test', 'Two')),
  '125-email-address-header.csv': sheet(account(NEW, 'AU payroll', { name: 'Demo AU' })),
  '129-region-uk.csv': sheet(
    account(NEW, undefined, { name: 'Demo UK', region: 'GB' }),
    account('two@acme.test', undefined, { name: 'Demo AU', region: 'AU' }),
    account('three@acme.test', undefined, { name: 'Demo NZ', region: 'NZ' }),
    account('four@acme.test', undefined, { name: 'Demo US', region: 'US' }),
  ),
  '130-title-row.csv': sheet(account(NEW, 'AU payroll', { name: 'Demo AU' })),
  '131-with-setup-key.csv': { keys: [[NEW, K1]], accounts: [account(NEW, 'AU payroll')] },
  '135-one-per-line.txt': sheet(account(NEW), account('two@acme.test'), account('three@acme.test')),
  '137-mailto.csv': sheet(account(NEW, 'New')),
  '140-same-login-two-rows.csv': sheet(account(NEW, undefined, { name: 'Demo AU' }, { name: 'Demo NZ' })),
};
