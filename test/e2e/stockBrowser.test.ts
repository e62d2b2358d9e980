import { test } from './test';
import { testStoring } from './twoWindows';

test.use({ windows: 'stock' });

test.describe('a stock browser, whose windows do not share secrets', () => {
  test.afterEach(({ host }) => host.closeWindows());

  // What becomes of a key that is replaced is the same where the windows run the extension: webHost.test.ts.
  test('never has one window erase the key that another stored', async ({ host }) => {
    await testStoring(host);
  });
});
