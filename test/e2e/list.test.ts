import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import { captureFailures, Host } from './host';
import { AU, LIST, list, NZ } from './lists';
import type { Workbench } from './workbench';

describe('the list', function () {
  this.timeout(120_000);
  let host: Host;
  let folder: string;
  let window: Workbench;

  before(async () => {
    host = await Host.start();
    folder = await host.workspace('team', { [LIST]: list(AU, NZ) });
    window = await host.open(folder);
    await window.openView();
    await window.row('AU payroll').waitFor();
  });
  captureFailures(() => host);
  after(() => host?.stop());

  it('tells each account’s name, state and login, and its facts below', async () => {
    await window.row(/^AU payroll · no secret · qa-au@acme\.test$/).waitFor();
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
    for (const detail of [
      /Demo Company \(AU\)/,
      /Login.*qa-au@acme\.test/,
      /Owner.*priya@acme\.test/,
      /Tags.*payroll/,
    ]) {
      await window.row(detail).first().waitFor();
    }
    await window.activityBarItem.locator('.badge-content', { hasText: '2' }).waitFor();
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  it('finds a row by what is typed: a login that is not shown in full will do', async () => {
    await window.focusRow('AU payroll');
    await window.page.keyboard.press('Control+Alt+F');
    await window.page.keyboard.insertText('qa-nz@acme');
    await window.sidebar.locator('.monaco-list-row.focused', { hasText: 'NZ GST' }).waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('copies the tenant ID from an organisation and the login from an account', async () => {
    await window.setClipboard('nothing yet');
    await window.chooseFromMenu(window.row('AU payroll'), 'Copy Login');
    assert.equal(await window.copied('nothing yet'), 'qa-au@acme.test');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
    await window.chooseFromMenu(window.row('Demo Company (AU)'), 'Copy Tenant ID');
    assert.equal(await window.copied('qa-au@acme.test'), 'b7c1-au');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  it('adds a new account by the + above, whatever row is selected', async () => {
    await window.row('AU payroll').click();
    await window.sidebar.getByRole('button', { name: 'Add Account' }).click();
    await window.quickInput.getByText('The email address the Xero user signs in with').waitFor();
    await window.page.keyboard.press('Escape');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  it('groups by what the person picks and remembers it', async () => {
    await window.run('Xero MFA: Group By…');
    await window.choose('Owner');
    await window.row(/^priya@acme\.test\s*1$/).waitFor();
    await window.row(/^No owner\s*1$/).waitFor();
    await window.page.reload();
    await window.row(/^priya@acme\.test\s*1$/).waitFor();
    await window.run('Xero MFA: Group By…');
    await window.choose('Region');
    await window.row(/^Australia\s*1$/).waitFor();
  });

  it('shows at once what a pull or a hand edit changes, and keeps the good entries beside a bad one', async () => {
    await writeFile(
      join(folder, LIST),
      list({ ...AU, name: 'AU renamed' }, { ...NZ, backupEmail: 'QA-NZ@acme.test' }),
    );
    await window.row('AU renamed').waitFor();
    await window.row(/NZ GST · problem/).waitFor();
    const problems = window.row('1 problem in a list');
    await problems.locator('.monaco-tl-twistie').click();
    await window.row('The backup email must differ from the login').click();
    await window.page.locator('.editor-instance').getByText('QA-NZ@acme.test').first().waitFor();
    await window.page.locator('.editor-instance .squiggly-warning').first().waitFor();

    await writeFile(join(folder, LIST), '{ "version": 1, "accounts": [ { "login": "qa-au@acme.test" }, ');
    await window.row(/^qa-au@acme\.test · no secret$/).waitFor();
    await window.row(/problems? in a list/).waitFor();
    await writeFile(join(folder, LIST), list(AU, NZ));
    await window.row('AU payroll').waitFor();
    await window.row(/problems? in a list/).waitFor({ state: 'detached' });
  });

  it('is edited from the palette with its comments kept', async () => {
    const before = `{\n  // Ask Priya first.\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test", "x": 1 }, // ours\n    { "login": "qa-nz@acme.test" }\n  ]\n}\n`;
    await writeFile(join(folder, LIST), before);
    await window.row(/^qa-nz@acme\.test · no secret$/).waitFor();
    await window.run('Xero MFA: Edit Account…');
    await window.choose('qa-au@acme.test');
    await window.choose('Owner');
    await window.answer('Owner', 'priya@acme.test');
    await window.quickPickRows.filter({ hasText: 'priya@acme.test' }).waitFor();
    await window.page.keyboard.press('Escape');
    const edited = before.replace('"x": 1 }', '"x": 1, "owner": "priya@acme.test" }');
    assert.equal(await readFile(join(folder, LIST), 'utf8'), edited);

    await window.run('Xero MFA: Remove Account…');
    await window.choose('qa-nz@acme.test');
    await window.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await window.row('qa-nz@acme.test').waitFor({ state: 'detached' });
    assert.equal(
      await readFile(join(folder, LIST), 'utf8'),
      edited.replace('}, // ours\n    { "login": "qa-nz@acme.test" }', '} // ours'),
    );
  });

  it('is completed and explained while it is edited by hand', async () => {
    await writeFile(
      join(folder, LIST),
      '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test",  }\n  ]\n}\n',
    );
    await window.run('Xero MFA: Open Accounts List');
    const login = window.page.locator('.editor-instance').getByText('qa-au@acme.test');
    await eventually(async () => {
      // The editor comes up where it was left, in what is another text by now.
      await window.page.keyboard.press('Control+Home');
      await login.click({ timeout: 1000 });
    });
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('Control+Space');
    await window.page.locator('.suggest-widget').getByText('backupEmail').waitFor();
    await window.page.keyboard.press('Escape');
    await window.run('View: Revert and Close Editor');
  });

  it('welcomes whoever has none', async () => {
    await rm(join(folder, LIST));
    await window.sidebar.getByRole('button', { name: 'Open a Sample' }).waitFor();
    await window.sidebar.getByRole('button', { name: 'Open the Guide' }).click();
    await window.quickInput.getByText('The email address the Xero user signs in with').waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('with 10,000 accounts still finds one and copies for it', async () => {
    const accounts = Array.from({ length: 10_000 }, (_, index) => ({
      login: `qa-${index}@acme.test`,
      name: `Account ${index}`,
      organisations: [{ name: `Organisation ${index}`, region: index % 2 === 0 ? 'AU' : 'NZ' }],
    }));
    await writeFile(join(folder, LIST), list(...accounts));
    await window.openView();
    await window
      .row(/^Australia\s*5000$/)
      .locator('.monaco-tl-twistie')
      .click();
    await window.row('Account 0 ').waitFor();
    await window.openPicker();
    await window.page.keyboard.insertText('Organisation 7321');
    await window.quickPickRows.filter({ hasText: 'Account 7321' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.quickInput.getByText('Set the Secret of Account 7321').waitFor();
    await window.page.keyboard.press('Escape');
  });
});

describe('the sample', function () {
  this.timeout(120_000);
  let host: Host;

  before(async () => {
    host = await Host.start();
  });
  captureFailures(() => host);
  after(() => host?.stop());

  it('opens from the empty view as a folder of its own', async () => {
    const context = await host.profile();
    const page = await context.newPage();
    await page.goto(`${host.server.url()}&ew=true`);
    const window = await host.attach(page);
    await window.openView();
    await window.sidebar.getByRole('button', { name: 'Open a Sample' }).click();
    await page.waitForURL(/folder=.*sample/);
    await host.attach(page);
    await window.openView();
    await window.row('AU payroll').waitFor();
    await window.row(/problem in a list/).waitFor();
  });
});
