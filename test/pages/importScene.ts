/* cspell:disable: headers as apps write them */
import type { Page } from '@playwright/test';
import { list } from '../shared/lists';
import type { Extension } from './extension';

/** Base32 of 20 bytes that differ by their number. */
function keyOf(number: number): string {
  return `JBSWY3DPEHPK3PXPJBSWY3DPEHPK${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}3PX`;
}

const link = (login: string, number: number, issuer = 'Xero'): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${login}?secret=${keyOf(number)}&issuer=${encodeURIComponent(issuer)}`;

const REGIONS = ['au', 'nz', 'uk', 'us', 'ca', 'za', 'sg', 'hk', 'my', 'global'];
const LOGINS = REGIONS.map(region => `qa-${region}-payroll-admin@acme-accounting.test`);

/** A team's list with an account for the first four logins. */
export const TEAM = list(
  ...LOGINS.slice(0, 4).map((login, index) => ({
    login,
    name: `${REGIONS[index]} payroll admin`,
  })),
);

/** What a person brings: 14 keys in two exports and a sheet, two different ones for each of two logins, and 12 accounts. */
export const FILES: Readonly<Record<string, string>> = {
  'old phone.txt': [
    ...LOGINS.slice(0, 9).map((login, index) => link(login, index)),
    link('me@example.test', 20, 'GitHub'),
  ].join('\n'),
  'bitwarden-export.csv': [
    'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
    `,,login,Xero,,,0,https://login.xero.com,${LOGINS[1]},hunter2,${keyOf(15)}`,
    `,,login,Xero,,,0,https://login.xero.com,${LOGINS[2]},hunter2,${keyOf(2)}`,
    `,,login,Xero,,,0,https://login.xero.com,phone,hunter2,${keyOf(16)}`,
    `,,login,Xero,,,0,https://login.xero.com,${LOGINS[9]},hunter2,${keyOf(17)}`,
  ].join('\n'),
  'Xero test logins.csv': [
    'Xero test logins,,,,,,,,,',
    'Email address,Name,Organisation,Country,Owner,Backup email,Tags,Notes,Setup key,Password',
    ...LOGINS.map(
      (login, index) =>
        `${login},${REGIONS[index]} payroll admin,Demo Company (${REGIONS[index]?.toUpperCase()}),${index === 6 ? 'Atlantis' : REGIONS[index]},Priya Nambiar,qa-backup@acme-accounting.test,payroll; nightly,${index === 9 ? '"Resets every Monday. Ask Priya before you add an employee, because the payroll test counts them."' : ''},${index === 0 ? keyOf(18) : ''},hunter2`,
    ),
    'tax-agent@acme-accounting.test,Tax agent,"Demo Company (AU); Demo Company (NZ)",AU; NZ,Sam,,,,,',
    'no login here,x,,,,,,,,',
  ].join('\n'),
};

/** Opens the files on the page, in turn. */
export async function openFiles({ vscode }: Extension, page: Page, files = FILES): Promise<void> {
  const { files: disk, at, window } = vscode;
  for (const [name, text] of Object.entries(files)) disk.write(at(name), text);
  await page.locator('.drop button').click();
  (await window.question()).answer(Object.keys(files).map(name => at(name)));
}

/** Pastes a text as a person does. */
export async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+V');
}
