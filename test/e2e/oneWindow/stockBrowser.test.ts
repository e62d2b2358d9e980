import { expect } from '@playwright/test';
import { AU, LIST, list, NZ } from '../../shared/lists';
import { EXAMPLE_KEY, OTHER_KEY } from '../../shared/oracle';
import { test } from '../test';
import { refusesToStore } from '../twoWindows';

test.describe('a stock browser, whose windows do not share secrets', () => {
  // What becomes of a key that is replaced is the same where the windows run the extension: webHost.test.ts.
  test('never has one window erase the key that another stored', async ({ host, person }) => {
    const { window: one, folder } = await person.sitDown({ [LIST]: list(AU, NZ) });
    // Only this window is stock and knows no secret stored since it opened. The first reads what is stored each time.
    const two = await host.open(folder, one.page.context(), true);
    for (const window of [one, two]) {
      await window.openView();
      await expect(window.row(AU.name)).toContainText('no key');
    }
    await one.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await expect(one.readyRow(AU.name)).toBeVisible();
    await expect(two.row(AU.name), 'The windows share secrets: this test shows nothing.').toContainText(
      'no key',
    );

    await refusesToStore(two, AU.login, NZ.name);

    await host.reload(two);
    await two.storeSetupKey(NZ.name, OTHER_KEY);
    for (const window of [one, two])
      for (const { name } of [AU, NZ]) await expect(window.readyRow(name)).toBeVisible();
    await two.page.close();
  });
});
