import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { captureFailures, Host } from './host';
import { AU, LIST, list } from './lists';
import { EXAMPLE_KEY } from './oracle';
import type { Workbench } from './workbench';

describe('the walkthrough', function () {
  this.timeout(120_000);
  let host: Host;
  let folder: string;
  let window: Workbench;

  before(async () => {
    host = await Host.start({ 'xeroMfa.minimumRemaining': 0 });
    folder = await host.workspace('newcomer');
    window = await host.open(folder);
  });
  captureFailures(() => host);
  after(() => host?.stop());

  /** The mark of a step: whether it is done. */
  function mark(title: string, checked: boolean): Locator {
    return window.page
      .locator('.getting-started-step', { hasText: title })
      .locator(`[role="checkbox"][aria-checked="${checked}"]`);
  }

  async function openWalkthrough(): Promise<void> {
    await window.run('Xero MFA: Get Started');
    await window.page.locator('.getting-started-step', { hasText: 'Add a login to the list' }).waitFor();
  }

  it('has nothing done for a newcomer', async () => {
    await openWalkthrough();
    for (const title of [
      'Add a login',
      'Set up a login',
      'Copy a code',
      'Share the list',
      'Check the clock',
    ]) {
      await mark(title, false).waitFor();
    }
  });

  it('does not take a step for done because its button was pressed', async () => {
    await window.page.getByRole('button', { name: 'Add an Account' }).click();
    await window.quickInput.getByText('The email address the Xero user signs in with').waitFor();
    await window.page.keyboard.press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
    await mark('Add a login', false).waitFor();
  });

  it('completes a step when what it is about happened', async () => {
    await mkdir(dirname(join(folder, LIST)), { recursive: true });
    await writeFile(join(folder, LIST), list(AU));
    await mark('Add a login', true).waitFor();
    await mark('Share the list', true).waitFor();

    await window.run('Xero MFA: Set Secret…');
    await window.choose('AU payroll');
    await window.answer('Paste the setup key', EXAMPLE_KEY.shown);
    await window.quickPickRows.filter({ hasText: 'Store this secret' }).click();
    await window.notification('is stored on this computer').waitFor();
    await mark('Copy a code', false).waitFor();
    await window.page.keyboard.press('Control+Alt+X');
    await mark('Copy a code', true).waitFor();
    await mark('Set up a login', false).waitFor();
  });

  it('knows in a new window what is there already', async () => {
    const second = await host.open(await host.workspace('team', { [LIST]: list(AU) }));
    await second.openView();
    await second.row('AU payroll').waitFor();
    window = second;
    await openWalkthrough();
    await mark('Add a login', true).waitFor();
  });
});
