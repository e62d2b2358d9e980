import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { newKey } from '../../practice-xero/rules/totp.mjs';
import { type PracticeXero as Site, startPracticeXero } from '../../practice-xero/server.mjs';
import { LIST, list } from '../shared/lists';
import { codeAt } from '../shared/oracle';
import { passphraseFile } from '../shared/passphraseFile';
import type { PracticeXero } from '../shared/practiceXero';
import { copyOtherCode, openXeroTab, SetUp } from '../shared/setUp';
import { wordsIn } from '../shared/words';
import { Guide } from './guide';
import { test } from './test';
import { WorkbenchPlace } from './workbenchPlace';

const PASSPHRASE = 'lantern orbit velvet mustard';

/** The logins of a team, whose MFA was set up long ago, each with the key that a leaver knows. */
const PEOPLE = Array.from({ length: 12 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return {
    login: `qa-${number}@acme.test`,
    name: `Login ${number}`,
    keyBase32: newKey(),
    backupEmail: 'backup@acme.test',
  };
});

type Person = (typeof PEOPLE)[number];

/** The names of those whose new key is set up with each click that a person makes. The others take the site's forms. */
const BY_HAND = ['Login 01', 'Login 12'];

test.describe('a removal from a team with twelve logins', () => {
  test.describe.configure({ mode: 'serial' });
  /** The time at the practice Xero, where it isn't that of now. */
  let time: number | undefined;
  let site: Site;
  let place: WorkbenchPlace;
  let guide: Guide;

  test.beforeAll(async ({ host }) => {
    site = await startPracticeXero({ people: PEOPLE, now: () => time ?? Date.now() });
    const accounts = PEOPLE.map(({ login, name, backupEmail }) => ({
      login,
      name,
      backupEmail,
      owner: 'Priya',
      mfaSetUpOn: '2026-01-31',
    }));
    place = await WorkbenchPlace.open(host, site, { [LIST]: list(...accounts) });
    guide = new Guide(place.window);
  });
  test.afterAll(async ({ host }) => {
    await host.closeWindows();
    await site.stop();
  });

  test('marks all of them', async ({ host }) => {
    const { window, folder } = place;
    const backup = join(folder, 'backup.age');
    const uris = PEOPLE.map(
      ({ login, keyBase32 }) =>
        `otpauth://totp/Xero:${login}?secret=${keyBase32}&issuer=Xero&algorithm=SHA1&digits=6&period=30\n`,
    );
    await writeFile(backup, await passphraseFile(uris.join(''), PASSPHRASE));
    await window.run('Xero MFA: Restore Backup');
    await window.chooseFile(backup);
    await window.answer('The passphrase of this file', PASSPHRASE);
    await window.quickPickRows.first().waitFor();
    await window.page.keyboard.press('Enter');
    await window.notification('Logins restored: 12').waitFor();
    await window.runAndAnswer('Xero MFA: Create Team Store', 'Your name', 'Priya');
    await window.notification('The team store is ready.').waitFor();
    await expect(window.notification('you need a saved copy of your identity')).toBeVisible();
    await window.clearNotifications();

    // A colleague on the same folder, as if git had brought what either wrote.
    const sam = await host.open(folder);
    await sam.runAndAnswer('Xero MFA: Join Team', 'Your name', 'Sam');
    const words = wordsIn(await sam.dialog.innerText());
    await sam.dialog.getByRole('button', { name: 'OK' }).click();
    await sam.page.context().close();

    await window.run('Xero MFA: Approve Member');
    await window.typeWords(words);
    await window.notification('Sam is a member now.').waitFor();
    await window.clearNotifications();
    await window.run('Xero MFA: Remove Member');
    await window.dialog.getByRole('button', { name: 'Remove' }).click();
    await window.notification('Sam was removed.').waitFor();
    await window.clearNotifications();
    for (const { name } of PEOPLE) await expect(window.row(name)).toContainText('set up again');
    await expect(window.activityBarItem.locator('.badge-content', { hasText: '12' })).toBeVisible();
    await window.run('Xero MFA: Show Team Status');
    await expect(window.page.locator('.monaco-editor .view-lines').first()).toContainText(
      /Needs\sattention:\s12/,
    );
    await window.run('View: Close Editor');
  });

  test('leads from each to the next, until nobody who left knows a key', async () => {
    const { window } = place;
    await window.runAndChoose('Xero MFA: Open Guide', 'Login 01');
    const xero = await openXeroTab(place);
    const names: string[] = [];
    for (let left = PEOPLE.length; left > 0; left--) {
      await window.page.bringToFront();
      await guide.at('A');
      const heading = await guide.heading.innerText();
      const person = PEOPLE.find(({ name }) => heading.includes(name)) ?? PEOPLE[0];
      if (!person) throw new Error(heading);
      names.push(person.name);
      await expect(guide.frame.getByText('Sam is no longer in the team and could read')).toBeVisible();
      await (BY_HAND.includes(person.name) ? renewByHand(person, xero) : renew(person, xero));
      expect(site.person(person.login)?.keyBase32).not.toBe(person.keyBase32);
      await expect(window.row(person.name)).not.toContainText('set up again');
      await guide.button('The Team Has It').click();
      const next = guide.button(/^Next: /);
      if (left === 1) await expect(next).toHaveCount(0);
      else {
        const rest = left === 2 ? 'the last one' : `${left - 1} left`;
        await expect(next).toHaveText(new RegExp(`^Next: Login \\d\\d \\(${rest}\\)$`));
        await next.click();
        await guide.heading.filter({ hasNotText: person.name }).waitFor();
      }
    }
    expect(names.sort()).toEqual(PEOPLE.map(({ name }) => name));
    await expect(window.row('set up again')).toHaveCount(0);
    await expect(window.activityBarItem.locator('.badge-content', { hasText: /\d/ })).toHaveCount(0);
    const rotations = join(place.folder, '.xero-mfa/store/rotations');
    const files = await Promise.all(
      (await readdir(rotations)).map(name => readFile(join(rotations, name), 'utf8')),
    );
    expect(files.map(text => JSON.parse(text).state)).toEqual(PEOPLE.map(() => 'done'));
  });

  /** Sets a new key up with each click, in Xero and in the guide. */
  async function renewByHand({ login, keyBase32 }: Person, xero: PracticeXero): Promise<void> {
    const setUp = await SetUp.open(login, place, 'A');
    setUp.xero = xero;
    await xero.page.bringToFront();
    await xero.page.goto(site.url);
    await xero.signIn(login);
    // A code counts once, and the one of now is for the next page.
    await xero.tryCode('Log in', async () => codeAt(Date.now() - 30_000, keyBase32));
    await setUp.next('B', 'It Worked');
    await setUp.next('C');
    await xero.openAccount();
    await xero.button('Change').click();
    await xero.tryCode('Continue', refused => copyOtherCode(place, login, refused));
    await setUp.next('4');
    await xero.showKey();
    await setUp.next('5');
    await setUp.next('6');
    await xero.copyKey();
    await setUp.next('7');
    await setUp.press('Paste from Clipboard');
    await place.answer('Replace');
    await guide.at('8');
    await setUp.confirmCode('D');
    await xero.button('Continue').click();
    await xero.signOut();
  }

  /** Sets a new key up by the forms of Xero's pages alone, and stores and confirms it in the guide. */
  async function renew({ login, keyBase32 }: Person, { page }: PracticeXero): Promise<void> {
    const send = (path: string, form = {}): Promise<unknown> =>
      page.request.post(new URL(path, site.url).href, { form, maxRedirects: 0 });
    const later = (): number => (time = (time ?? Date.now()) + 30_000);
    await send('/', { email: login, password: 'anything' });
    await send('/mfa', { code: codeAt(later(), keyBase32) });
    await send('/account/change-device', { code: codeAt(later(), keyBase32) });
    await send('/set-up', { method: 'app' });
    const key = site.person(login)?.setUpKeyBase32 ?? '';
    await guide.step('7').getByRole('button').click();
    await guide.at('7');
    await guide.frame.getByLabel('Setup key', { exact: true }).fill(key);
    await guide.button('Save Key').click();
    await place.answer('Replace');
    await guide.at('8');
    await send('/set-up/code', { code: codeAt(later(), key) });
    expect(site.person(login)?.keyBase32).toBe(key);
    await send('/log-out');
    time = undefined;
    await guide.step('10').getByRole('button').click();
    await guide.at('10');
    await guide.button('It Worked').click();
    await guide.at('D');
  }
});
