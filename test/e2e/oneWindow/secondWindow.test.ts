import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../../scripts/folders.mjs';
import { LIST, list, NZ } from '../../shared/lists';
import { assertCodeOfNow, codeAt, EXAMPLE_KEY, OTHER_KEY } from '../../shared/oracle';
import { browserStorage, filesBelow } from '../places';
import { test } from '../test';
import { comeBackTo } from '../twoWindows';
import type { Workbench } from '../workbench';

/** The account of the sample that has no practice key; the first window has it in a list, too. */
const US = { login: 'qa-us@harbour-integrations.test', name: 'US bank feeds' };
/** By how many seconds this computer's clock is wrong. */
const WRONG = 95;

test.describe('a second window, which opens the sample', () => {
  test.describe.configure({ mode: 'serial' });
  let one: Workbench;
  let two: Workbench;
  let keys: Readonly<Record<string, string>>;

  test.beforeAll(async ({ person }) => {
    ({ keys } = JSON.parse(await readFile(join(root, 'media/practice-keys.json'), 'utf8')));
    ({ window: one } = await person.sitDown({ [LIST]: list(US, NZ) }));
    await one.openView();
    await one.row(US.name).waitFor();
    await one.storeSetupKey(US.name, EXAMPLE_KEY.shown);
  });
  test.afterAll(async ({ site }) => {
    site.skewSeconds = 0;
    await two?.page.close();
  });

  /** Copies a code and expects that of a clock `skew` seconds ahead of this computer's. */
  async function copiesCodeOf(window: Workbench, skew: number, key = EXAMPLE_KEY.base32): Promise<void> {
    // A check tells the second, and no more.
    const [from, code, to] = [Date.now(), await window.copyFromPalette(US.name), Date.now()];
    const codes = new Set<string>();
    for (let instant = from - 1000; instant <= to + 1000; instant += 1000)
      codes.add(codeAt(instant + skew * 1000, key));
    expect([...codes]).toContain(code);
  }

  const openSample = async (answer: string): Promise<void> => {
    await expect(two.dialog).toContainText('Add practice keys to the sample?');
    await two.dialog.getByRole('button', { name: answer }).click();
  };

  test('comes after codes were corrected in the first, whose clock is behind', async ({ site }) => {
    await copiesCodeOf(one, 0);
    await one.clearNotifications();
    site.skewSeconds = WRONG;
    await one.run('Xero MFA: Check Clock');
    const offer = one.notification(/9[456] seconds behind \(±\d s\), so Xero may reject its codes/);
    await expect(offer).toContainText('asks 127.0.0.1');
    await offer.getByRole('button', { name: 'Correct Codes' }).click();
    await one.notification('Codes are corrected until it is right').waitFor();
    await one.clearNotifications();
    await expect(one.row('Clock 9')).toHaveAttribute(
      'aria-label',
      /^Clock 9[456] sec behind, codes are corrected/,
    );
    await expect(one.rows.first()).toContainText('Clock');
    await copiesCodeOf(one, WRONG);
  });

  test('opens the sample from the empty view as a folder of its own, without keys', async ({ host }) => {
    const page = await one.page.context().newPage();
    await page.goto(`${host.server.url()}&ew=true`);
    two = await host.attach(page);
    await two.openView();
    await two.sidebar.getByRole('button', { name: 'Open Sample' }).click();
    await openSample('Open Without Keys');
    await page.waitForURL(/folder=.*sample/);
    await host.attach(page);
    await two.openView();
    await expect(two.row('AU payroll')).toBeVisible();
    await expect(two.row(/problem in a list/)).toBeVisible();
    await expect(two.statusBar.getByText('AU payroll')).toHaveCount(0);
  });

  test('has its codes corrected from the start', async () => {
    await expect(two.row('Clock 9')).toBeVisible();
    await copiesCodeOf(two, WRONG);
  });

  test('sees that the first stops correcting codes, as the row of the clock offers', async ({ site }) => {
    site.skewSeconds = -60;
    await one.page.bringToFront();
    await one.chooseFromMenu(one.row('Clock 9'), 'Check Clock');
    const row = one.row('sec ahead');
    await expect(row).toContainText(/Clock (59|60|61) sec ahead/);
    await one.chooseFromMenu(row, 'Stop Correcting Codes');
    await expect(row).toBeHidden();
    await copiesCodeOf(one, 0);
    await comeBackTo(two, timeout => two.row('Clock').waitFor({ state: 'hidden', timeout }));
  });

  test('sees without a reload that the first removes a key', async () => {
    await one.run('Xero MFA: Remove Setup Key');
    await one.dialog.getByRole('button', { name: 'Remove Setup Key' }).click();
    await expect(two.row(US.name).filter({ hasText: 'no key' })).toBeVisible();
  });

  test('gets practice keys, and a code is copied by the key', async () => {
    await two.run('Xero MFA: Open Sample');
    await openSample('Add Practice Keys');
    await expect(two.readyRow('AU payroll')).toBeVisible();
    await two.setClipboard('');
    await assertCodeOfNow(async () => {
      await two.page.keyboard.press('Control+Alt+X');
      return two.copied();
    }, keys['qa-au@harbour-integrations.test']);
  });

  test('leaves keys alone that are there already', async () => {
    for (const name of ['UK VAT and CIS', 'NZ GST returns']) {
      await two.run('Xero MFA: Remove Setup Key');
      await two.choose(name);
      await two.dialog.getByRole('button', { name: /^Remove/ }).click();
    }
    await two.storeSetupKey('NZ GST returns', OTHER_KEY);

    await two.run('Xero MFA: Open Sample');
    await openSample('Add Practice Keys');
    await expect(two.row('UK VAT and CIS').locator('[aria-label^="Copy Code"]')).toBeAttached();
    await assertCodeOfNow(
      () => two.copyFromPalette('UK VAT and CIS'),
      keys['qa-uk@harbour-integrations.test'],
    );
    await assertCodeOfNow(() => two.copyFromPalette('NZ GST returns'), OTHER_KEY);
  });

  test('sees without a reload that the first sets a key', async () => {
    await one.storeSetupKey(US.name, OTHER_KEY);
    await expect(two.readyRow(US.name)).toBeVisible();
    await two.page.bringToFront();
    await assertCodeOfNow(async () => {
      await two.setClipboard('');
      await two.row(US.name).hover();
      await two.row(US.name).getByRole('button', { name: 'Copy Code' }).click();
      return two.copied();
    }, OTHER_KEY);
  });

  test('corrects codes once it is come back to, where the first found the clock ahead', async ({ site }) => {
    site.skewSeconds = -WRONG;
    await one.run('Xero MFA: Check Clock');
    await one.notification('seconds ahead').getByRole('button', { name: 'Correct Codes' }).click();
    await one.row('sec ahead').waitFor();
    await comeBackTo(two, timeout => two.row('sec ahead').waitFor({ timeout }));
    await copiesCodeOf(two, -WRONG, OTHER_KEY);
  });

  test.describe('after a reload', () => {
    const UK = 'UK VAT and CIS';
    let from: number;

    test.beforeAll(async ({ host, site }) => {
      from = Date.now();
      await two.run('Xero MFA: Group By…');
      await two.choose('Owner');
      await two.row(/^priya@harbour-integrations\.test\s*\d$/).waitFor();
      await two.run('Developer: Set Log Level');
      await two.choose('Trace');
      // One that is pasted where everybody can read it.
      await two.openPicker();
      await two.page.keyboard.insertText(EXAMPLE_KEY.shown);
      await two.quickInput.getByText('That looks like a setup key').waitFor();
      await two.page.keyboard.press('Escape');
      await two.run('Xero MFA: Add Setup Key');
      await two.choose(UK);
      await two.dialog.getByRole('button', { name: 'Replace' }).click();
      // A refused key, too, must not be found anywhere.
      await two.answer('Paste the setup key', `${EXAMPLE_KEY.shown.slice(0, -1)}1`);
      await expect(two.quickInput.getByText('It may be the letter')).toBeVisible();
      await two.page.keyboard.press('Control+A');
      await two.answer('It may be the letter', EXAMPLE_KEY.shown);
      await two.choose('Save this key');
      await two.notification('Setup key saved for').waitFor();
      await two.run('Xero MFA: Show Codes');
      await expect(two.row(/\d{3} \d{3}/).first()).toBeVisible();
      await two.copyFromPalette(UK);
      await two.run('Xero MFA: Hide Codes');
      // VS Code saves in the background which account was used last.
      await expect
        .poll(async () => (await browserStorage(two)).map(({ text }) => text).join())
        .toMatch(/recentLogins\W+qa-uk@/);
      site.skewSeconds = 0;
      await host.reload(two);
    });

    test('finds that the clock is right again', async () => {
      await two.notification('clock is right again. Codes are no longer corrected').waitFor();
      await expect(two.row('Clock')).toBeHidden();
    });

    test('groups accounts as before', async () => {
      await expect(two.row(/^priya@harbour-integrations\.test\s*\d$/)).toBeVisible();
      await expect(two.row(/^tane@harbour-integrations\.test\s*\d$/)).toBeVisible();
      await two.run('Xero MFA: Group By…');
      await two.choose('Automatic');
      await expect(two.row(/^tane@/)).toHaveCount(0);
    });

    test('has accounts ready', async () => {
      await expect(two.readyRow(UK)).toBeVisible();
      await two.setClipboard('');
      await assertCodeOfNow(async () => {
        await two.page.keyboard.press('Control+Alt+X');
        return two.copied();
      });
    });

    test('has left neither secret nor code in files of VS Code and the workspace and in the browser’s storage', async ({
      host,
    }) => {
      const secrets = [EXAMPLE_KEY.base32, EXAMPLE_KEY.shown, EXAMPLE_KEY.shown.replaceAll(' ', '')].map(
        key => key.slice(0, -1),
      );
      const codes = new Set<string>();
      for (let instant = from - 30_000; instant < Date.now() + 30_000; instant += 30_000) {
        for (const key of [EXAMPLE_KEY.base32, OTHER_KEY, ...Object.values(keys)])
          for (const skew of [0, -WRONG]) codes.add(codeAt(instant + skew * 1000, key));
      }
      const places = [...(await filesBelow(host.folder)), ...(await browserStorage(two))];
      const logs = places.filter(({ name }) => name.endsWith('server.log'));
      expect(logs, 'the logs were not looked at').not.toHaveLength(0);
      const state = places.filter(({ text }) => text.includes('qa-uk@harbour-integrations.test'));
      expect(state, 'the state was not looked at').not.toHaveLength(0);
      const found: string[] = [];
      for (const { name, text } of places) {
        if (secrets.some(key => text.toLowerCase().includes(key.toLowerCase())))
          found.push(`${name} holds the key`);
        // A number of its own: instants and sizes have codes' digits in them by chance.
        for (const { 0: number, index } of text.matchAll(/(?<![\w.])\d{3} ?\d{3}(?![\w.])/g)) {
          if (codes.has(number.replace(' ', '')))
            found.push(`${name} holds a code: ${text.slice(index - 80, index + 40)}`);
        }
      }
      expect(found).toEqual([]);
    });

    test('lets the first window go on without a correction, and without a message', async () => {
      await comeBackTo(one, timeout => one.row('Clock').waitFor({ state: 'hidden', timeout }));
      await copiesCodeOf(one, 0, OTHER_KEY);
      await expect(one.notification('right again')).toBeHidden();
    });
  });
});
