import type { CommandName } from '../../src/contributions/commands';

/** What commands do and return, and what their arguments mean, for the table of `docs/commands.md`. */
export const EFFECTS: Readonly<Partial<Record<CommandName, string>> & Record<string, string>> = {
  copyCode: 'copies the current code',
  copyLastUsed: 'copies the code for the account used last',
  copyNow: 'while copying waits: copies the current code at once',
  getCode: 'returns the code, once you allow it',
  typeCode: 'types the code into the active terminal, without a newline, once you allow it',
  manageAccess: 'lists who may get codes, and revokes it',
  addAccount: 'writes to `list`, otherwise to the first one; returns the login',
  editAccount: 'writes to `list`, otherwise to the first one that has the login. `null` clears a field',
  removeAccount:
    'removes it from the lists; removes the setup key, the password and the answers only with `removeSecret: true`',
  copyLogin: 'copies the login',
  copyTenantId: 'copies the tenant ID of an organisation',
  openOrganisation:
    'opens an organisation in Xero, in the browser, by its shortcode. `name` is the organisation’s',
  copyShortCode: 'copies the shortcode of an organisation. `name` is the organisation’s',
  recordReset:
    'writes the day of the next reset into the list, `on` or in 28 days, and removes the organisation’s tenant ID and shortcode',
  openAccountsFile: 'opens a list, at the login’s entry',
  groupBy: 'groups the sidebar and remembers it',
  showCodes: 'shows the codes in all rows',
  hideCodes: 'hides them',
  listHealth: 'opens the page; with arguments returns `{ accounts: [{ login, missing, overdue, unused }] }`',
  setSecret: 'saves a setup key or an `otpauth://totp` URI',
  removeSecret:
    'removes it, the password and the answers to security questions, on this computer and, if you are a member, in the team store',
  setPassword: 'asks for the password and saves it',
  removePassword: 'removes it, also from the team store',
  copyPassword: 'copies the password, once you allow it',
  signIn:
    'opens Xero and copies the login; the same again copies the password, once you allow it, and again the code',
  signInBack: 'copies the one before again',
  stopSignIn: 'ends the sign-in',
  importQr:
    'reads pictures and exports, one or an array; returns `{ found: [{ login, issuer, stored }], problems: [{ uri, reason }] }`. With `confirm` saves what matches an account, and replaces nothing',
  importAccounts:
    'reads a spreadsheet; returns `{ added, same, different, problems: [{ line, reason }] }`. With `confirm` adds what is new',
  openGuide: 'opens the guide, where it was left or at that step, 1 to 14',
  openDocs: 'opens the documentation at that page, for example `keys`',
  openXero: 'opens Xero’s sign-in page in the browser',
  openMyApps: 'opens Xero’s page of your apps',
  openApiExplorer: 'opens Xero’s API Explorer',
  getStarted: 'opens the walkthrough',
  openSample: 'opens the sample in a folder of its own',
  checkClock:
    'returns `{ kind, seconds, uncertainty }`. `kind` is `right`, `close` (codes work), `wrong` or `unsure`; `seconds` is positive if the clock is behind, ± `uncertainty`. With `correct: true` codes are corrected if the clock is wrong',
  stopClockCorrection: 'makes codes by this computer’s clock again',
  showActivity: 'opens the log, or writes it to `uri` as CSV; returns `{ lines, problems }`',
  exportActivity: 'writes the log as CSV; returns `{ lines, problems }`',
  exportBackup:
    'writes the backup, once you allow it; returns `{ logins, missing }`. The passphrase has 12 characters or more',
  restoreBackup:
    'returns `{ added, same, different }`. Only with `confirm` it saves what is new; it replaces nothing. Answers and passwords that are here count as the same',
  'team.create': 'creates the store; returns `{ recipient, fingerprint }`',
  'team.join': 'asks to join the store; returns `{ recipient, fingerprint }`',
  'team.startOver':
    'for the only member, on a new computer: asks whether to begin with a new store; returns `{ recipient, fingerprint }`',
  'team.adopt':
    'makes a store of `age`, `passage` or an earlier version your team’s; asks about everyone and every key in it; returns `{ recipient, fingerprint }`',
  'team.confirm':
    'once a member has approved you: asks for three of that member’s words; returns `{ recipient, fingerprint }`',
  'team.approve':
    'lets a member in, once you have typed three of their words; returns `{ files }`. `logins`: all that a machine may read',
  'team.addMachine':
    'lets a machine in that may read these logins, once you have typed three of its words; returns `{ files }`',
  'team.changeLogins':
    'changes what a machine may read, once you have typed three of its words; returns `{ files }`',
  'team.remove': 'takes a member out; returns `{ files }`',
  'team.decline': 'declines a request; returns `{ files }`',
  'team.commit': 'commits and pushes the list and its store; returns `{ files, pushed }`',
  'team.sync': 'receives and sends changes; returns `{ received, sent, conflicts, skipped }`',
  'team.status': 'returns `{ members, requests, untrusted, rotations, secrets }`',
  'team.copyCiJob':
    'copies a CI job that gets codes as this machine. `system` is `github`, `gitlab` or `azure`',
  'team.copyWords': 'copies the eight words of a member, otherwise yours, each with its number',
  'team.saveIdentity': 'writes this computer’s identity, encrypted with the passphrase, once you allow it',
  'team.restoreIdentity': 'reads an identity, once you allow it; returns `{ recipient, fingerprint }`',
};
