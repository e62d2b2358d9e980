import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { LIST, list } from '../shared/lists';
import { assertCodeOfNow, codeAt } from '../shared/oracle';
import type { PracticeXero } from '../shared/practiceXero';
import { Guide } from './guide';
import { openPlace, openXeroTab, type Place, SetUp, startAfresh } from './setUp';
import { test } from './test';

test.describe('the guide', () => {
  const names = ['picture', 'device', 'enforced', 'leaver', 'linked', 'row'];
  const accounts = list(
    ...names.map(name => ({ login: `${name}@acme.test` })),
    { login: 'shared@acme.test', mfaSetUpOn: '2026-01-02' },
    { login: 'over@acme.test', mfaSetUpOn: '2026-01-02' },
  );
  let place: Place;

  test.beforeAll(async ({ host, site }) => {
    place = await openPlace(host, site, { [LIST]: accounts });
  });
  test.beforeEach(() => startAfresh(place));
  test.afterAll(({ host }) => host.closeWindows());

  /** A tab with Xero, in which a colleague has just set MFA up. */
  async function setUpElsewhere(login: string): Promise<{ xero: PracticeXero; key: string }> {
    const xero = await openXeroTab(place);
    return { xero, key: await xero.setUpElsewhere(login, 'backup@acme.test') };
  }

  /**
   * Stores a key at a step 7 to which nobody has been led.
   *
   * @param answer to the question whether it may take the place of another one
   */
  async function storeKey(setUp: SetUp, key: string, answer?: string): Promise<void> {
    await setUp.guide.step('7').getByRole('button').click();
    await setUp.guide.frame.getByLabel('Setup key', { exact: true }).fill(key);
    await setUp.press('Store Key');
    if (answer) await place.window.dialog.getByRole('button', { name: answer }).click();
    await setUp.guide.at('8');
  }

  test('takes the key as a picture that is chosen, pasted or dropped', async () => {
    const setUp = await SetUp.open('picture@acme.test', place);
    const { guide } = setUp;
    await setUp.toKey();
    await setUp.next('7');
    const choose = (name: string, mimeType: string, buffer: Buffer): Promise<void> =>
      guide.open.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
    await choose('notes.txt', 'text/plain', Buffer.from('no picture'));
    await expect(guide.open.getByText('This picture can’t be read.')).toBeVisible();
    await choose('heading.png', 'image/png', await setUp.xero.heading.screenshot());
    await expect(guide.open.getByText('No QR code found in this picture.')).toBeVisible();

    const picture = await setUp.xero.page.getByRole('img', { name: 'QR code' }).screenshot();
    await choose('qr.png', 'image/png', picture);
    await guide.at('8');
    await guide.showsCodeOf(setUp.newKey);

    await setUp.next('7', 'Back');
    await place.window.setClipboardPicture(picture);
    await guide.open.getByText('Or use the QR code').click();
    await place.window.page.keyboard.press('Control+V');
    await guide.at('8');

    const file = join(place.folder, 'qr.png');
    await writeFile(file, picture);
    for (const overSidebar of [false, true]) {
      await setUp.next('7', 'Back');
      await place.window.dropFile(file, guide.open.getByText('Or use the QR code'), { overSidebar });
      await guide.at('8');
    }
  });

  test('takes the key of a colleague who has set it up', async () => {
    const setUp = await SetUp.open('shared@acme.test', place, 'A');
    const { xero, key } = await setUpElsewhere(setUp.login);
    await xero.signOut();
    await setUp.next('7', 'Next');
    await place.window.setClipboard(key);
    await setUp.next('8', 'Paste from Clipboard');
    await setUp.copyCode('B');
    await setUp.openXero();
    await setUp.xero.signIn(setUp.login);
    // On the page that signs in, a pasted code goes on by itself.
    await setUp.xero.paste('One-time code');
    await setUp.xero.at('Dashboard');
    await setUp.press('It Worked');
    await expect(setUp.guide.frame.getByText('All done')).toBeVisible();
  });

  test('begins at step 4 where Xero asks for it at sign-in', async () => {
    const setUp = await SetUp.open('enforced@acme.test', place);
    await setUp.follow('Xero asks me to set up MFA when I sign in', 'A');
    place.site.enforce = true;
    try {
      await setUp.openXero();
      await setUp.xero.signIn(setUp.login);
      await setUp.xero.at('Set up multi-factor authentication');
    } finally {
      place.site.enforce = false;
    }
    await setUp.next('4');
    await setUp.xero.showKey();
    await setUp.next('5');
    await setUp.next('6');
    await setUp.storeKey();
    await setUp.confirmCode('11');
  });

  test('leads to a new key, which ends the one before', async () => {
    const setUp = await SetUp.open('device@acme.test', place);
    const { xero, key } = await setUpElsewhere(setUp.login);
    const oldKey = key.replaceAll(' ', '').toUpperCase();
    setUp.xero = xero;
    await storeKey(setUp, key);
    await setUp.follow('Change to a new key or phone (the old one still works)', 'A');
    await setUp.next('B', 'It Worked');
    await xero.openAccount();
    await xero.button('Change').click();
    await xero.tryCode('Continue', refused => place.window.copyFromPalette(setUp.login, refused));
    await setUp.next('4');
    await xero.showKey();
    await setUp.next('5');
    await setUp.next('6');
    await xero.copyKey();
    await setUp.next('7');
    const { newKey } = setUp;
    await setUp.press('Paste from Clipboard');
    await place.window.dialog.getByRole('button', { name: 'Replace' }).click();
    await setUp.guide.at('8');
    await setUp.guide.showsCodeOf(newKey);

    const putBack = setUp.guide.frame.getByRole('button', { name: 'Restore Old Key…' });
    await setUp.guide.step('A').getByRole('button').click();
    await setUp.guide.at('A');
    await setUp.press('Restore Old Key…');
    await place.window.dialog.getByRole('button', { name: 'Restore Old Key' }).click();
    await expect(putBack.first()).toHaveCount(0);
    await assertCodeOfNow(() => place.window.copyFromPalette(setUp.login), oldKey);
    await storeKey(setUp, newKey, 'Replace');
    await expect(putBack).toBeVisible();
    await setUp.confirmCode('C');
    await expect(putBack).toHaveCount(0);
    await setUp.finish('The Team Has It');
    expect(place.site.person(setUp.login)?.keyBase32).toBe(newKey);

    await xero.signOut();
    await xero.signIn(setUp.login);
    await xero.field('One-time code').fill(codeAt(Date.now(), oldKey));
    expect(await xero.isTaken('Log in')).toBe(false);
  });

  test('leads to a new key when the old one is lost, or known to somebody who left', async () => {
    const setUp = await SetUp.open('leaver@acme.test', place);
    const { guide } = setUp;
    const leadsThrough = (...marks: string[]) => expect(guide.frame.locator('.step .mark')).toHaveText(marks);
    const newKey = ['4', '5', '6', '7', '8', '9', '10'];
    await setUp.follow('The old phone or key is lost', 'A');
    await leadsThrough('A', 'B', ...newKey, 'C');
    await setUp.follow('A colleague who had the key has left', 'A');
    await leadsThrough('A', 'B', 'C', ...newKey, 'D');
  });

  test('leads to no MFA, and forgets the secret', async () => {
    const setUp = await SetUp.open('over@acme.test', place, 'A');
    const { xero, key } = await setUpElsewhere(setUp.login);
    await storeKey(setUp, key);
    await setUp.follow('Turn MFA off', 'A');
    await setUp.next('B', 'It Worked');
    await xero.openAccount();
    await xero.button('Turn off').click();
    await xero.tryCode('Turn off', refused => place.window.copyFromPalette(setUp.login, refused));
    await expect(xero.page.getByText('Off. Signing in takes a password only.')).toBeVisible();
    await setUp.next('C');
    await setUp.press('Remove Setup Key…');
    await place.window.dialog.getByRole('button', { name: 'Remove Setup Key' }).click();
    await expect(setUp.guide.frame.getByText('All done')).toBeVisible();
    await expect(place.window.row(setUp.login).filter({ hasText: 'no key' })).toBeVisible();
    await expect.poll(async () => (await setUp.entry())?.['mfaSetUpOn']).toBeUndefined();
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

    test('before there is any account, by asking for one first', async ({ window }) => {
      await window.openView();
      const welcome = window.sidebar.locator('.welcome-view-content');
      await welcome.getByRole('button', { name: 'Open Guide' }).click();
      await window.answer('The email address', 'first@acme.test');
      await window.answer('Name to show in the sidebar', '');
      await window.answer('Xero organisation of', '');
      await window.choose(LIST);
      await new Guide(window).at('1');
    });
  });
});
