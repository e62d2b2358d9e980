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
