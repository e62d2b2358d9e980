import { expect, test } from '@playwright/test';

const { XERO_URL = '', XERO_LOGIN = '', XERO_PASSWORD = '', XERO_CODE = '' } = process.env;

// The code is for one sign-in: it is valid for half a minute, and only once. Sign in first and keep the session
// (https://playwright.dev/docs/auth), or have one task for each login.
test('signs in with a code of Xero Test MFA', async ({ page }) => {
  await page.goto(XERO_URL);
  await page.getByLabel('Email address').fill(XERO_LOGIN);
  await page.getByLabel('Password').fill(XERO_PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('One-time code').fill(XERO_CODE);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/dashboard/);
});
