import type { Workbench } from '../e2e/workbench';
import { EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { boxAround, type Camera } from './camera';

const link = (login: string, key: string, issuer = 'Xero'): string =>
  `otpauth://totp/${issuer}:${login}?secret=${key}&issuer=${issuer}`;

/** The import page with keys of an export, and a spreadsheet. */
export async function tourOfImport(window: Workbench, camera: Camera): Promise<void> {
  await window.run('View: Close Primary Side Bar');
  await window.run('Xero MFA: Import…');
  const { webview: page } = window;
  const heading = page.getByRole('heading', { level: 1 });
  const paste = async (text: string): Promise<void> => {
    await window.setClipboard(text);
    await heading.click();
    await window.page.keyboard.press('Control+V');
  };
  await paste(
    [
      link('qa-au@harbour-integrations.test', EXAMPLE_KEY.base32),
      link('qa-ca@harbour-integrations.test', OTHER_KEY),
      link('priya@harbour-integrations.test', 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK', 'GitHub'),
    ].join('\n'),
  );
  await page.getByRole('heading', { name: '3 setup keys found' }).waitFor();
  await paste(
    'login,name,organisations\nqa-ie@harbour-integrations.test,IE bank rules,Demo Company (Global)\nnobody,No login,',
  );
  await page.getByRole('heading', { name: '2 accounts found' }).waitFor();
  await camera.take('import', await boxAround([heading, page.locator('main > *')], 8));
}
