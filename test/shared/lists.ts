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

/** An account whose every text tries to become more than text; the login has whatever an address may have. */
export const HOSTILE = {
  login: "o'{0}$&{1}&ltb&gt%2F*_`~|=/?#!@evil.test",
  name: '<img src=https://evil.test/a onerror=alert(1)>$(bug)[x](command:workbench.action.quit)\u202Etxt\u202C{0}"\'',
  owner: '<script>alert(2)</script>{1}',
  backupEmail: "b'{0}&ltimg&gt@evil.test",
  organisations: [{ name: '</p><iframe src="https://evil.test/b"></iframe>{0}' }],
};

/** Its name as people see it. */
export const HOSTILE_NAME =
  '<img src=https://evil.test/a onerror=alert(1)>$\u200B(bug)[x]\u200B(command:workbench.action.quit)txt{0}"\'';

/** An account whose texts have no end. */
export const LONG = { login: 'long@evil.test', name: 'W'.repeat(5000), owner: 'M'.repeat(5000) };
