import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runSample, type Started } from '../../scripts/start/runSample.mjs';
import { profileOptions } from '../../vscode-from-npm/browser.mjs';
import { PracticeXero } from '../shared/practiceXero';
import { Actions } from './actions';
import { Workbench } from './workbench';

/** What `npm start` runs, on free ports and with profiles of its own. */
const startTest = test.extend<{ started: Started }>({
  started: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-start-'));
    // However long the way from the code to the page takes here, the code is still on the clipboard.
    const settings = join(folder, 'server/data/Machine/settings.json');
    await mkdir(join(settings, '..'), { recursive: true });
    await writeFile(settings, '{ "xeroMfa.clearClipboardAfter": 600 }');
    const started = await runSample({ folder, fromNpm: true, vscode: 'newest', port: 0, practicePort: 0 });
    await use(started);
    await started.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

startTest(
  'leads from the printed address to being signed in with five actions',
  async ({ browser, started }) => {
    const actions = new Actions();
    const context = await browser.newContext({
      ...profileOptions,
      viewport: { width: 1280, height: 720 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const [address = ''] = /(?<=^VS Code [\d.]+: )\S+$/m.exec(started.text) ?? [];
    expect(started.text.match(/^\d\. .*$/gm)?.length).toBeLessThanOrEqual(4);

    await actions.act('open the printed address', () => page.goto(address));
    const window = await Workbench.ready(page);
    // The account that the key copies for first, which the practice extension does last.
    await expect(window.readyRow('AU payroll')).toBeVisible({ timeout: 60_000 });
    await expect(window.statusBar.getByText('AU payroll')).toHaveCount(0);
    await expect(window.row('US bank feeds')).toBeVisible();
    await expect(window.row('SG invoices')).toBeVisible();
    await expect(page.locator('.part.editor .tab')).toHaveCount(0);
    await expect(window.notifications).toHaveCount(0);

    await actions.act('press Ctrl+Alt+X', () => page.keyboard.press('Control+Alt+X'));
    await window.notification('Code for AU payroll copied').waitFor();
    await expect(window.statusBar.getByText('AU payroll')).toBeVisible();
    const openXero = window.sidebar.getByText('Open Xero in Browser');
    const [tab] = await actions.act('click Open Xero in Browser', () =>
      Promise.all([context.waitForEvent('page'), openXero.click()]),
    );
    const xero = new PracticeXero(tab);
    await xero.at('Sign in to practise');
    await expect(xero.field('Email address')).toHaveValue('qa-au@harbour-integrations.test');
    await actions.act('press Enter: log in', () => tab.keyboard.press('Enter'));
    await expect(xero.field('One-time code')).toBeFocused();
    // Its script submits a code that is pasted.
    await tab.waitForLoadState();
    await actions.act('paste the code', () => tab.keyboard.press('Control+V'));
    await xero.at('Dashboard');
    await expect(tab.getByRole('main')).toContainText('signed in as qa-au@harbour-integrations.test');
    expect(actions.done).toHaveLength(5);

    // The page that the command opens on a row is for that row's account.
    await page.bringToFront();
    const opened = context.waitForEvent('page');
    await window.chooseFromMenu(window.row('NZ GST returns'), 'Open Xero in Browser');
    const other = new PracticeXero(await opened);
    await expect(other.field('Email address')).toHaveValue('qa-nz@harbour-integrations.test');
    await other.page.close();
    await xero.signOut();

    // A tester who wants one organisation, and has done two things: started all this by one line, and opened the address.
    const tester = new Actions();
    tester.done.push('clone the project and run npm start', 'open the printed address');
    await page.bringToFront();
    const row = window.readyRow('NZ GST returns');
    await tester.act('expand NZ GST returns', () => row.locator('.monaco-tl-twistie').click());
    const organisation = window.row(/^Demo Company \(NZ\)/).first();
    await organisation.hover();
    const open = organisation.getByRole('button', { name: /^Open in Xero/ });
    const [place] = await tester.act('click Open in Xero', () =>
      Promise.all([context.waitForEvent('page'), open.click()]),
    );
    const there = new PracticeXero(place);
    await expect(there.field('Email address')).toBeFocused();
    await tester.act('type the login', () => place.keyboard.type('qa-nz@harbour-integrations.test'));
    await tester.act('press Enter: log in', () => place.keyboard.press('Enter'));
    await expect(there.field('One-time code')).toBeFocused();
    await page.bringToFront();
    await row.hover();
    await tester.act('click Copy Code', () => row.getByRole('button', { name: 'Copy Code' }).click());
    await window.notification('Code for NZ GST returns copied').waitFor();
    await place.bringToFront();
    await place.waitForLoadState();
    await tester.act('paste the code', () => place.keyboard.press('Control+V'));
    await there.at('Organisation !Kd93w');
    await expect(place.getByRole('main')).toContainText('signed in as qa-nz@harbour-integrations.test');
    expect(tester.done).toHaveLength(8);
    expect(tester.done.filter(action => /expand|Open in Xero|Copy Code/.test(action))).toHaveLength(3);
    await context.close();
  },
);
