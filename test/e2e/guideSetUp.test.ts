import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { LIST, list } from '../shared/lists';
import { copyOtherCode, openXeroTab, SetUp } from '../shared/setUp';
import { Guide } from './guide';
import { test } from './test';
import { WorkbenchPlace } from './workbenchPlace';

test.describe('the guide through a set-up', () => {
  const names = ['whole', 'linked', 'row'];
  test.describe.configure({ mode: 'serial' });
  let place: WorkbenchPlace;

  test.beforeAll(async ({ host, site }) => {
    const accounts = list(...names.map(name => ({ login: `${name}@acme.test` })));
    place = await WorkbenchPlace.open(host, site, { [LIST]: accounts });
  });
  test.beforeEach(() => place.startAfresh());
  test.afterAll(({ host }) => host.closeWindows());

  test('leads from step 1 to step 14, though the window is reloaded, the tab closed and another window opened', async ({
    host,
    site,
  }) => {
    const setUp = await SetUp.open('whole@acme.test', place);
    const { guide } = setUp;
    await setUp.toKey();
    await setUp.storeKey();
    await place.window.reload();
    await guide.at('8');
    await guide.showsCodeOf(setUp.newKey);

    await place.window.run('View: Close Editor');
    await SetUp.open(setUp.login, place, '8');

    const second = await host.open(place.folder, place.window.page.context());
    const there = await SetUp.open(setUp.login, new WorkbenchPlace(second, place.folder, site), '8');
    await there.next('10', 'Copy Code');
    // It takes a while until a window knows what another one stored.
    await expect(async () => {
      await place.window.run('View: Close Editor');
      await SetUp.open(setUp.login, place, '10');
    }).toPass({ timeout: 30_000 });
    await second.page.close();
    await setUp.next('9', 'Back');
    await setUp.next('8', 'Back');

    await setUp.confirmCode('11');
    await setUp.giveBackupEmail('backup@acme.test');
    await setUp.finish();
    await setUp.xero.signOut();
  });

  test('has a code in the palette to sign in to Xero with', async () => {
    // A browser leaves the keyboard in the guide that was closed, and then refuses the clipboard.
    await place.window.openView();
    const xero = await openXeroTab(place);
    await xero.signIn('whole@acme.test');
    await xero.tryCode('Log in', refused => copyOtherCode(place, 'whole@acme.test', refused));
    await xero.at('Dashboard');
  });

  test.describe('opens', () => {
    test('from a row of the sidebar', async () => {
      const { window } = place;
      await window.chooseFromMenu(window.row('row@acme.test'), 'Open Guide');
      await expect(new Guide(window).heading.filter({ hasText: 'row@acme.test' })).toBeVisible();
    });

    test('from a link, which does nothing else', async () => {
      const { window } = place;
      await openLink('guide?login=linked@acme.test&step=8&secret=JBSWY3DPEHPK3PXP');
      const guide = new Guide(window);
      await guide.at('1');
      await expect(guide.heading).toHaveText(/linked@acme\.test/);
      await expect(window.row('linked@acme.test').filter({ hasText: 'no key' })).toBeVisible();
    });

    test('not from a link with a login of no list', async () => {
      await openLink('guide?login=nobody@acme.test');
      await expect(place.window.notification('nobody@acme.test')).toBeVisible();
    });

    /** Opens a link of the extension's, as a click on it in another program does. */
    async function openLink(rest: string): Promise<void> {
      const { window } = place;
      await window.run('Developer: Open URL');
      await window.page.keyboard.insertText(`vscode://xero-test-mfa.xero-test-mfa/${rest}`);
      await window.page.keyboard.press('Enter');
      await window.dialog.getByRole('button', { name: 'Open' }).click();
    }

    test('before there is any account, by asking for one first', async () => {
      const { window } = place;
      await rm(join(place.folder, LIST));
      const welcome = window.sidebar.locator('.welcome-view-content');
      await welcome.getByRole('button', { name: 'Open Guide' }).click();
      await window.answer('The email address', 'first@acme.test');
      await window.answer('Name to show in the sidebar', '');
      await window.answer('Xero organisation for', '');
      await window.choose(LIST);
      await new Guide(window).at('1');
    });
  });
});
