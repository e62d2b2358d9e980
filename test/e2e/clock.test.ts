import { expect } from '@playwright/test';
import { AU } from '../shared/lists';
import { codeAt, EXAMPLE_KEY } from '../shared/oracle';
import { test } from './test';
import { leaveAndComeBack, openTwo } from './twoWindows';
import type { Workbench } from './workbench';

const BEHIND = 95;

/** Copies a code and expects that of a clock so many seconds before this computer's. */
async function copiesCodeOf(window: Workbench, skew: number): Promise<void> {
  // A check tells the second, and no more.
  const [from, code, to] = [Date.now(), await window.copyFromPalette(AU.name), Date.now()];
  const codes = new Set<string>();
  for (let instant = from - 1000; instant <= to + 1000; instant += 1000)
    codes.add(codeAt(instant + skew * 1000, EXAMPLE_KEY.base32));
  expect([...codes]).toContain(code);
}

test.describe('a wrong clock', () => {
  test.describe.configure({ mode: 'serial' });
  let one: Workbench;
  let two: Workbench;

  test.beforeAll(async ({ host }) => {
    [one, two] = await openTwo(host);
  });
  test.afterEach(({ site }) => {
    site.skewSeconds = 0;
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('has codes corrected in all windows, until a check finds it right', async ({ host, site }) => {
    await one.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await copiesCodeOf(one, 0);
    await one.clearNotifications();

    site.skewSeconds = BEHIND;
    await one.run('Xero MFA: Check Clock');
    const offer = one.notification(/9[456] seconds behind \(±\d s\), so Xero may reject its codes/);
    await expect(offer).toContainText('asks 127.0.0.1');
    await offer.getByRole('button', { name: 'Correct Codes' }).click();
    await one.notification('Codes are corrected until it is right').waitFor();
    await one.clearNotifications();
    const [row, otherRow] = [one, two].map(window => window.row('Clock 9')) as [
      Workbench['rows'],
      Workbench['rows'],
    ];
    await expect(row).toHaveAttribute('aria-label', /^Clock 9[456] sec behind, codes are corrected/);
    await expect(one.rows.first()).toContainText('Clock');
    await copiesCodeOf(one, BEHIND);

    await leaveAndComeBack(two);
    await expect(otherRow).toBeVisible();
    await copiesCodeOf(two, BEHIND);

    await host.reload(two);
    await two.openView();
    await expect(otherRow).toBeVisible();
    await copiesCodeOf(two, BEHIND);

    site.skewSeconds = 0;
    await host.reload(two);
    await two.notification('clock is right again. Codes are no longer corrected').waitFor();
    await expect(otherRow).toBeHidden();
    await leaveAndComeBack(one);
    await expect(row).toBeHidden();
    await copiesCodeOf(one, 0);
    await expect(one.notification('right again')).toBeHidden();
  });

  test('has its row tell the ways out', async ({ site }) => {
    site.skewSeconds = -BEHIND;
    await one.clearNotifications();
    await one.run('Xero MFA: Check Clock');
    await one.notification('seconds ahead').getByRole('button', { name: 'Correct Codes' }).click();
    const row = one.row('sec ahead');
    await row.waitFor();
    await one.clearNotifications();
    site.skewSeconds = -60;
    await one.chooseFromMenu(row, 'Check Clock');
    await expect(row).toContainText(/Clock (59|60|61) sec ahead/);
    await one.chooseFromMenu(row, 'Stop Correcting Codes');
    await expect(row).toBeHidden();
    await copiesCodeOf(one, 0);
  });
});
