/** Where the team's list stands in a workspace folder. */
export const LIST = '.xero-mfa/accounts.json';

/** Where the settings of a workspace folder stand in it. */
export const SETTINGS = '.vscode/settings.json';

/** A list of some accounts. */
export function list(...accounts: object[]): string {
  return JSON.stringify({ version: 1, accounts }, null, 2);
}

/** The login that most tests are about, and another one beside it. */
export const LOGIN = 'qa-au@acme.test';
export const OTHER_LOGIN = 'qa-nz@acme.test';

export const AU = {
  login: LOGIN,
  name: 'AU payroll',
  owner: 'priya@acme.test',
  tags: ['payroll'],
  organisations: [{ name: 'Demo Company (AU)', region: 'AU', tenantId: 'b7c1-au' }],
};

export const NZ = {
  login: OTHER_LOGIN,
  name: 'NZ GST',
  organisations: [{ name: 'Kiwi Trading', region: 'NZ' }],
};
