import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { CASES_FOLDER, IMPORT_CASES, LOGINS } from '../shared/importCases';
import { LIST, list } from '../shared/lists';
import { assertCodeOfNow } from '../shared/oracle';
import { darkPagePicture } from '../shared/qrPictures';
import { test } from './test';

test('each file that people bring is shown, and gives what is right at one press', async ({ start }) => {
  const extension = await start({ list: list(), frame: { width: 1342, height: 798 } });
  const { vscode } = extension;
  const { files, at, window } = vscode;
  for (const [name, { keys, accounts }] of Object.entries(IMPORT_CASES)) {
    await test.step(name, async () => {
      const before = LOGINS.map(login => ({ login }));
      files.write(at(LIST), `${JSON.stringify({ version: 1, accounts: before })}\n`);
      for (const login of [...LOGINS, 'new@acme.test'])
        await vscode.run('xeroMfa.removeSecret', { login, confirm: true }).then(undefined, () => {});
      const text = await readFile(join(root, CASES_FOLDER, name));
      const isQr = name.endsWith('.qr.txt');
      const file = at(isQr ? `${name}.png` : name);
      files.write(file, isQr ? darkPagePicture(text.toString().trim()) : text);
      const { page } = await extension.open('importQr');
      await page.locator('.drop button').click();
      (await window.question()).answer([file]);

      const rows = page.locator('.keys tbody tr');
      await expect(rows).toHaveCount(keys.length);
      for (const [login, key, note] of keys) {
        const row = rows.filter({ hasText: login });
        await expect(row.getByRole('checkbox')).toBeChecked({ checked: note === undefined });
        if (note !== undefined) await expect(row).toContainText(note);
        await assertCodeOfNow(() => row.locator('.code').innerText(), key);
      }
      await expect(page.locator('.accounts tbody input:checked')).toHaveCount(accounts.length);
      await expect(page.locator('.problems')).toHaveCount(0);
      expect(await page.locator('body').innerText()).not.toMatch(
        /hunter\d|recovery answers|4711|pw is|otpauth:\/\/totp\/X/,
      );

      const added = new Set([
        ...accounts.map(({ login }) => login),
        ...keys.map(([login]) => login).filter(login => !LOGINS.includes(login as never)),
      ]);
      const wanted = keys.filter(([, , note]) => note === undefined);
      if (added.size + wanted.length > 0) {
        await page.locator('[data-action="save"]').click();
        await expect(page.locator('.note').first()).toBeVisible();
      }
      const listed = JSON.parse(files.text(at(LIST))).accounts;
      expect(listed).toEqual([...before, ...accountsFor(added, accounts)]);
      for (const [login, key] of wanted) {
        await assertCodeOfNow(async () => {
          await vscode.run('xeroMfa.copyCode', { login });
          return vscode.clipboard.readText();
        }, key);
      }
      await extension.closeTabs();
    });
  }
});

/** The accounts of a sheet, and those that are added for keys alone. */
function accountsFor(
  added: ReadonlySet<unknown>,
  accounts: readonly Readonly<Record<string, unknown>>[],
): unknown[] {
  const others = [...added].filter(login => !accounts.some(account => account['login'] === login));
  return [...accounts, ...others.map(login => ({ login }))];
}
