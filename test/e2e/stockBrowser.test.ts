import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { installVSCode } from '../../scripts/vscode/install.mjs';
import { STOCK_WORKBENCH } from '../../scripts/vscode/sharedSecrets.mjs';
import { AU, LIST, list, NZ } from '../shared/lists';
import { EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { test } from './test';

test.describe('a browser whose windows do not share secrets', () => {
  test.afterAll(({ host }) => host.closeWindows());

  test('never has one window erase the key of another', async ({ host }) => {
    const { serverMain } = await installVSCode('newest', () => {});
    const stock = join(dirname(serverMain), 'vs/code/browser/workbench', STOCK_WORKBENCH);
    const person = await host.profile();
    await person.route(/\/workbench\.js(?:\?|$)/, route =>
      route.fulfill({ path: stock, contentType: 'text/javascript' }),
    );
    const folder = await host.workspace('team', { [LIST]: list(AU, NZ) });
    const [one, two] = [await host.open(folder, person), await host.open(folder, person)];
    for (const window of [one, two]) await window.openView();

    await one.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await expect(one.row(AU.name)).toContainText('ready');
    await expect(two.row(AU.name), 'The windows share secrets: this test shows nothing.').toContainText(
      'no secret',
    );

    await two.run('Xero MFA: Set Secret');
    await two.choose(NZ.name);
    await two.answer('Paste the setup key', OTHER_KEY);
    await two.choose('Store this secret');
    await expect(
      two.notification(`Another window stored the setup key of ${AU.login}, and this window can’t see it.`),
    ).toBeVisible();

    await two.page.reload();
    await host.attach(two.page);
    await two.storeSetupKey(NZ.name, OTHER_KEY);
    for (const window of [one, two]) {
      await window.page.reload();
      await host.attach(window.page);
      for (const { name } of [AU, NZ]) await expect(window.row(name)).toContainText('ready');
    }
  });
});
