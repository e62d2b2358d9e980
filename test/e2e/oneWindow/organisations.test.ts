import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list } from '../../shared/lists';
import { DEMO_AU, organisationAnswer, tenantIdOf } from '../../shared/xeroAnswers';
import { Actions } from '../actions';
import { test } from '../test';

/** As the list had it before Xero reset it, which changes its tenant ID and shortcode. */
const BEFORE = {
  name: DEMO_AU.name,
  region: 'AU',
  kind: 'demo',
  tenantId: tenantIdOf(77),
  shortCode: '!old01',
  resetOn: '2026-01-31',
};

test('A list is right again with four actions once a demo company was reset', async ({ person }) => {
  const { window, folder } = await person.sitDown({
    [LIST]: list({ ...AU, organisations: [BEFORE] }),
  });
  await window.openView();
  await expect(window.row(/^AU payroll · no key · reset overdue/)).toBeVisible();
  // What the API Explorer shows.
  await window.setClipboard(organisationAnswer(DEMO_AU));

  const actions = new Actions();
  const { webview } = window;
  const heading = webview.getByRole('heading', { level: 1, name: 'Import' });
  await actions.act('pick Import', () => window.run('Xero MFA: Import…'));
  await heading.waitFor();
  await actions.act('click the page', () => heading.click());
  await actions.act('paste', () => window.page.keyboard.press('Control+V'));
  const update = webview.getByRole('button', { name: 'Update 1 Organisation' });
  await update.waitFor();
  const next = await webview.locator('.organisations input[type="date"]').inputValue();
  await actions.act('click Update 1 Organisation', () => update.click());
  await expect(webview.locator('#notes')).toContainText('1 organisation updated.');
  expect(actions.done.length).toBeLessThanOrEqual(4);

  const [account] = JSON.parse(await readFile(join(folder, LIST), 'utf8')).accounts;
  expect(account.organisations).toEqual([
    { ...BEFORE, tenantId: DEMO_AU.tenantId, shortCode: DEMO_AU.shortCode, resetOn: next },
  ]);
  const days = Math.round((Date.parse(next) - Date.now()) / 86_400_000);
  expect([27, 28]).toContain(days);
  await expect(window.row(/^AU payroll · no key · qa-au@acme\.test$/)).toBeVisible();
  await expect(window.activityBarItem.locator('.badge-content')).toBeHidden();
  await window.run('View: Close All Editors');
});

test('A reset without the API’s answer is recorded from the organisation’s row, and says what is left to do', async ({
  person,
  settings,
}) => {
  const { window, folder } = await person.sitDown({
    [LIST]: list({ ...AU, organisations: [BEFORE] }),
  });
  await window.openView();
  await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  await window.chooseFromMenu(window.row(/^Demo Company \(AU\)/), 'Record Reset');
  const box = window.quickInput.getByRole('textbox');
  await expect(box).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  const next = await box.inputValue();
  await window.page.keyboard.press('Enter');
  const told = window.notification('connect your app again');
  for (const button of ['Import…', 'Open My Apps', 'Open API Explorer', 'Edit Account'])
    await expect(told.getByRole('button', { name: button })).toBeVisible();
  const { origin } = new URL(String(settings['xeroMfa.xeroUrl']));
  const opened = window.page
    .context()
    .waitForEvent('request', request => request.url().startsWith(`${origin}/`));
  await told.getByRole('button', { name: 'Open My Apps' }).click();
  expect((await opened).url()).toBe(`${origin}/app/manage`);
  const { tenantId: _id, shortCode: _code, ...kept } = BEFORE;
  await expect
    .poll(async () => JSON.parse(await readFile(join(folder, LIST), 'utf8')).accounts[0].organisations)
    .toEqual([{ ...kept, resetOn: next }]);
});
