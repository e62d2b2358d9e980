import { writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { newKey } from '../../practice-xero/rules/totp.mjs';
import { startPracticeXero } from '../../practice-xero/server.mjs';
import { copyPicture, dropFile } from '../shared/browserInput';
import { list } from '../shared/lists';
import { assertCodeOfNow, codeAt } from '../shared/oracle';
import type { PracticeXero } from '../shared/practiceXero';
import { copyOtherCode, openXeroTab, SetUp } from '../shared/setUp';
import { ExtensionPlace } from './extensionPlace';
import { test } from './test';

test.describe('the guide', () => {
  const names = ['picture', 'device', 'enforced', 'leaver'];
  const accounts = list(
    ...names.map(name => ({ login: `${name}@acme.test` })),
    { login: 'shared@acme.test', mfaSetUpOn: '2026-01-02' },
    { login: 'over@acme.test', mfaSetUpOn: '2026-01-02' },
  );
  /** Those whose MFA a colleague has set up, with another authenticator. */
  const people = ['shared', 'device', 'over'].map(name => ({
    login: `${name}@acme.test`,
    keyBase32: newKey(),
    backupEmail: 'backup@acme.test',
  }));
  let place: ExtensionPlace;

  test.beforeAll(async ({ start }) => {
    const site = await startPracticeXero({ people });
    const extension = await start({ list: accounts, settings: { 'xeroMfa.xeroUrl': site.url } });
    place = await ExtensionPlace.open(extension, site);
  });
  test.beforeEach(() => place.startAfresh());
  test.afterAll(() => place.site.stop());

  const keyOf = (login: string): string => people.find(each => each.login === login)?.keyBase32 ?? '';

  /** A tab with Xero, where a colleague has signed in with another code than that of this half minute. */
  async function signedIn(login: string): Promise<PracticeXero> {
    const xero = await openXeroTab(place);
    await xero.signIn(login);
    await xero.tryCode('Log in', async () => codeAt(Date.now() - 30_000, keyOf(login)));
    return xero;
  }

  /**
   * Stores a key at a step 7 to which nobody has been led.
   *
   * @param answer to the question whether it may take the place of another one
   */
  async function storeKey(setUp: SetUp, key: string, answer?: string): Promise<void> {
    await setUp.guide.step('7').getByRole('button').click();
    await setUp.guide.frame.getByLabel('Setup key', { exact: true }).fill(key);
    await setUp.press('Save Key');
    if (answer) await place.answer(answer);
    await setUp.guide.at('8');
  }

  test('takes the key as a picture that is chosen, pasted or dropped', async ({
    browserName: _,
  }, testInfo) => {
    const setUp = await SetUp.open('picture@acme.test', place);
    const { guide } = setUp;
    await setUp.skipToKey();
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
    await copyPicture(guide.surface.page, picture);
    await guide.open.getByText('Or use the QR code').click();
    await guide.surface.page.keyboard.press('Control+V');
    await guide.at('8');

    const file = testInfo.outputPath('qr.png');
    await writeFile(file, picture);
    await setUp.next('7', 'Back');
    await dropFile(guide.surface.page, file, guide.open.getByText('Or use the QR code'));
    await guide.at('8');
  });

  test('takes the key of a colleague who has set it up', async () => {
    const setUp = await SetUp.open('shared@acme.test', place, 'getKey');
    await setUp.next('7', 'Next');
    await place.setClipboard(keyOf(setUp.login));
    await setUp.next('8', 'Paste from Clipboard');
    await setUp.copyCode('tryCode');
    await setUp.openXero();
    await setUp.xero.signIn(setUp.login);
    // On the page that signs in, a pasted code goes on by itself.
    await setUp.xero.paste('One-time code');
    await setUp.xero.at('Dashboard');
    await setUp.press('It Worked');
    await expect(setUp.guide.frame.getByText('All done')).toBeVisible();
  });

  test('begins at the choice of the app where Xero asks for it at sign-in', async () => {
    const setUp = await SetUp.open('enforced@acme.test', place);
    await setUp.follow('Xero asks me to set up MFA when I sign in', 'askToSetUp');
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
    const xero = await signedIn(setUp.login);
    const oldKey = keyOf(setUp.login);
    setUp.xero = xero;
    await storeKey(setUp, oldKey);
    await setUp.follow('Change to a new key or phone (the old one still works)', 'signIn');
    await setUp.next('changeDevice', 'It Worked');
    await xero.openAccount();
    await xero.button('Change').click();
    await xero.tryCode('Continue', refused => copyOtherCode(place, setUp.login, refused));
    await setUp.next('4');
    await xero.showKey();
    await setUp.next('5');
    await setUp.next('6');
    await xero.copyKey();
    await setUp.next('7');
    const { newKey } = setUp;
    await setUp.press('Paste from Clipboard');
    await place.answer('Replace');
    await setUp.guide.at('8');
    await setUp.guide.showsCodeOf(newKey);

    const putBack = setUp.guide.frame.getByRole('button', { name: 'Restore Old Key…' });
    await setUp.guide.step('signIn').getByRole('button').click();
    await setUp.guide.at('signIn');
    await setUp.press('Restore Old Key…');
    await place.answer('Restore Old Key');
    await expect(putBack.first()).toHaveCount(0);
    await assertCodeOfNow(() => place.copyCode(setUp.login), oldKey);
    await storeKey(setUp, newKey, 'Replace');
    await expect(putBack).toBeVisible();
    await setUp.confirmCode('passOn');
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
    const leadsThrough = async (...titles: string[]): Promise<void> => {
      await expect(guide.frame.locator('.step .step-text')).toHaveText(titles);
      await expect(guide.frame.locator('.step .mark')).toHaveText(titles.map((_, index) => `${index + 1}`));
    };
    const newKey = [
      'Change the device',
      'Choose your own app',
      'Show the key',
      'Copy the key',
      'Paste the key',
      'Copy the code',
      'Choose Enter Code',
      'Confirm the code',
      'Give the team the key',
    ];
    await setUp.follow('The old phone or key is lost', 'signInByBackup');
    await leadsThrough('Sign in without a code', ...newKey);
    await setUp.follow('A colleague who had the key has left', 'signIn');
    await leadsThrough('Sign in to Xero', 'Change the password', ...newKey);
  });

  test('leads to no MFA, and forgets the secret', async () => {
    const setUp = await SetUp.open('over@acme.test', place, 'getKey');
    const xero = await signedIn(setUp.login);
    await storeKey(setUp, keyOf(setUp.login));
    await setUp.follow('Turn MFA off', 'signIn');
    await setUp.next('turnOff', 'It Worked');
    await xero.openAccount();
    await xero.button('Turn off').click();
    await xero.tryCode('Turn off', refused => copyOtherCode(place, setUp.login, refused));
    await expect(xero.page.getByText('Off. You sign in with only a password.')).toBeVisible();
    await setUp.next('forget');
    await setUp.press('Remove Setup Key…');
    await place.answer('Remove Setup Key');
    await expect(setUp.guide.frame.getByText('All done')).toBeVisible();
    await place.shows(setUp.login, 'no key');
    await expect.poll(async () => (await setUp.entry())?.['mfaSetUpOn']).toBeUndefined();
  });
});
