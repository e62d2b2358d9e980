import { expect } from '@playwright/test';
import type { Workbench } from '../e2e/workbench';
import { EXAMPLE_KEY } from '../shared/oracle';
import { type Box, boxAround, type Camera } from './camera';

const WITH_SECRET = ['NZ GST returns', 'Partner, all regions', 'UK VAT and CIS'];
const EXPANDED = 'AU payroll';
const SIDEBAR_ENDS_AT = 410;

/** The view of somebody who has no list yet. */
export async function tourOfNothing(window: Workbench, camera: Camera): Promise<void> {
  await window.openView();
  const welcome = window.sidebar.locator('.welcome-view-content');
  await welcome.getByRole('button', { name: 'Add Account' }).waitFor();
  const { x, y, width } = await boxAround([window.page.locator('.part.activitybar'), window.sidebar]);
  const { height } = await boxAround(
    [window.sidebar.locator('.composite.title'), welcome.locator('> *')],
    12,
  );
  await camera.take('welcome', { x, y, width, height });

  await window.run('Xero MFA: Add Account…');
  await window.quickInput.getByText('The email address the Xero user signs in with').waitFor();
  await camera.take('add', await quickInputBox(window));
  await window.page.keyboard.press('Escape');
}

/** Of the status bar, the keyboard layout belongs to VS Code in a browser alone. */
const TIDY = '[id="status.workbench.keyboardLayout"] { display: none !important; }';

/** The sample list, from setting secrets to a code on the clipboard. */
export async function tourOfSample(window: Workbench, camera: Camera): Promise<void> {
  await window.page.addStyleTag({ content: TIDY });
  await widenSidebar(window);
  await window.openView();
  await window.row(EXPANDED).first().waitFor();
  for (const account of WITH_SECRET) await window.storeSetupKey(account, EXAMPLE_KEY.shown);
  await window.storeSetupKey(EXPANDED, EXAMPLE_KEY.shown, async () => {
    await freshCode(window);
    await camera.take('secret', await quickInputBox(window));
  });

  await window.row(EXPANDED).first().click();
  await window.row('qa-backup@').first().waitFor();
  await takeSidebar(window, camera, 'sidebar');
  await window.row(EXPANDED).first().click();

  await window.run('Xero MFA: Show Codes');
  await window
    .row(/\d{3} \d{3}/)
    .first()
    .waitFor();
  await takeSidebar(window, camera, 'codes');
  await window.run('Xero MFA: Hide Codes');

  await freshCode(window);
  let clip: Box | undefined;
  await expect(async () => {
    // It closes where something else takes the focus.
    await window.run('Xero MFA: Copy Code…');
    await window.quickPickRows.filter({ hasText: 'no key' }).first().waitFor({ timeout: 3_000 });
    clip = await quickInputBox(window);
  }).toPass();
  if (clip) await camera.take('palette', clip);
  await window.choose(EXPANDED);
  await window.notification(`Code for ${EXPANDED} copied`).waitFor();
  // It slides in.
  await window.page.waitForTimeout(1_000);
  const message = await boxAround([window.notifications, window.statusBar.getByText(EXPANDED)], 12);
  const { width, height } = window.page.viewportSize() ?? message;
  await camera.take('copied', { ...message, width: width - message.x, height: height - message.y });
  await window.clearNotifications();

  // Fewer lines around the one that matters.
  await window.page.setViewportSize({ width: 1120, height: 500 });
  await window.sidebar.getByRole('button', { name: 'Collapse All' }).first().click();
  await window.row('problem in').first().click();
  await window.row('The backup email must differ').click();
  await window.run('Go to Next Problem (Error, Warning, Info)');
  const problem = window.page.locator('.marker-widget');
  await problem.waitFor();
  const top = await boxAround([window.sidebar]);
  const bottom = await boxAround([problem], 8);
  await camera.take('problem', {
    x: 0,
    y: top.y,
    width: 1074,
    height: bottom.y + bottom.height - top.y,
  });
}

/** Where the quick input is once it has grown to its size. */
async function quickInputBox(window: Workbench): Promise<Box> {
  await window.page.waitForTimeout(500);
  return boxAround([window.quickInput]);
}

/** A person with logins as long as these would do the same. */
async function widenSidebar(window: Workbench): Promise<void> {
  const { x, y, width } = await boxAround([window.sidebar]);
  const edge = x + width;
  await window.page.mouse.move(edge, y + 300);
  await window.page.mouse.down();
  await window.page.mouse.move(edge + 10, y + 300);
  await window.page.mouse.move(SIDEBAR_ENDS_AT, y + 300, { steps: 5 });
  await window.page.mouse.up();
}

async function takeSidebar(window: Workbench, camera: Camera, subject: string): Promise<void> {
  const { x, y, width } = await boxAround([window.page.locator('.part.activitybar'), window.sidebar]);
  const rows = await boxAround([window.rows.first(), window.rows.last()], 8);
  await camera.take(subject, { x, y, width, height: rows.y + rows.height - y });
}

/** Waits for a code that lives on while pictures are taken. */
async function freshCode(window: Workbench): Promise<void> {
  const age = Date.now() % 30_000;
  if (age > 12_000) await window.page.waitForTimeout(30_500 - age);
}
