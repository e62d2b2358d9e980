import { expect } from '@playwright/test';
import { LIST, list } from '../../shared/lists';
import { test } from '../test';

/** Logins, which anybody may put into a list by a pull request, and the part of them that is in the address. */
const LOGINS = [
  ['qa@acme.test', 'qa@acme.test'],
  ['qa+au@acme.test', 'qa+au@acme.test'],
  ["o'neil=zoé@acme.test", 'o%27neil=zo%C3%A9@acme.test'],
  ['a&admin=1@acme.test', ''],
  ['a#x@acme.test', ''],
  ['a%26admin=1@acme.test', ''],
  ['a?b@acme.test', ''],
] as const;

test('Open Xero puts a login into the address, and no more than that', async ({ person, settings }) => {
  const xeroUrl = String(settings['xeroMfa.xeroUrl']);
  const accounts = LOGINS.map(([login], index) => ({ login, name: `Account ${index}` }));
  const { window } = await person.sitDown({ [LIST]: list(...accounts) });
  await window.openView();
  for (const [index, [, value]] of LOGINS.entries()) {
    const opened = window.page
      .context()
      .waitForEvent('request', request => request.url().startsWith(new URL('/', xeroUrl).href));
    await window.chooseFromMenu(window.row(`Account ${index}`), 'Open Xero in Browser');
    expect((await opened).url()).toBe(xeroUrl.replace('{login}', value));
  }
});

/** Shortcodes of all characters that Xero uses, and one that a list may not have. */
const SHORT_CODES = ['!x1Y2z', '!Tm!!7', '!-_aZ09'] as const;

test('An organisation opens as the browser’s address says, and so do the pages of developers', async ({
  person,
  settings,
}) => {
  const { origin } = new URL(String(settings['xeroMfa.xeroUrl']));
  const organisations = [
    ...SHORT_CODES.map((shortCode, index) => ({ name: `Demo ${index}`, kind: 'demo', shortCode })),
    { name: 'Hostile', shortCode: '!a&redirecturl=//evil.test/' },
  ];
  const { window } = await person.sitDown({
    [LIST]: list({ login: 'qa@acme.test', name: 'AU payroll', organisations }),
  });
  await window.openView();
  /** Opens a page and says which address the browser asks for. */
  const opening = async (open: () => Promise<void>): Promise<string> => {
    const opened = window.page
      .context()
      .waitForEvent('request', request => request.url().startsWith(`${origin}/`));
    await open();
    return (await opened).url();
  };

  await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  for (const [index, shortCode] of SHORT_CODES.entries()) {
    const url = await opening(() => window.chooseFromMenu(window.row(`Demo ${index}`), 'Open in Xero'));
    const { pathname, searchParams, hash } = new URL(url);
    expect(pathname).toBe('/organisationlogin/default.aspx');
    expect([...searchParams]).toEqual([
      ['shortcode', shortCode],
      ['redirecturl', '/Dashboard/'],
    ]);
    expect(hash).toBe('');
  }

  await window.row('Hostile').click({ button: 'right' });
  await expect(window.page.getByRole('menuitem', { name: 'Open Xero in Browser' })).toBeVisible();
  await expect(window.page.getByRole('menuitem', { name: 'Open in Xero' })).toHaveCount(0);
  await window.page.keyboard.press('Escape');

  expect(await opening(() => window.run('Xero MFA: Open My Apps'))).toBe(`${origin}/app/manage`);
  expect(await opening(() => window.run('Xero MFA: Open API Explorer'))).toBe(`${origin}/`);
});
