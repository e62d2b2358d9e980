import { test as base, expect } from '@playwright/test';
import { type XeroMfa, xeroMfa } from 'xero-mfa/playwright';

const { XERO_URL = '', XERO_LOGIN = '', XERO_PASSWORD = '', XERO_CODE } = process.env;

const test = base.extend<XeroMfa>(xeroMfa);

// The code is for one sign-in: it is valid for half a minute, and only once. Sign in first and keep the session
// (https://playwright.dev/docs/auth), or have one login for each worker.
test('signs in with a code of Xero Test MFA', async ({ page, xeroCode }) => {
  await page.goto(XERO_URL);
  await page.getByLabel('Email address').fill(XERO_LOGIN);
  await page.getByLabel('Password').fill(XERO_PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  // A task of VS Code brings its code. Elsewhere the package waits for one that no other worker has.
  await page.getByLabel('One-time code').fill(XERO_CODE ?? (await xeroCode(XERO_LOGIN)));
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/dashboard/);
});
