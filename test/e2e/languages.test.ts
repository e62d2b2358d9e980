import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { outOfSight } from '../shared/geometry';
import { stepOf } from '../shared/guidePage';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { assertIsMarked, type Bundle, marked, PSEUDO } from '../shared/markedTexts';
import { EXAMPLE_KEY } from '../shared/oracle';
import { Guide } from './guide';
import { type Host, writeFiles } from './host';
import { test } from './test';
import type { Workbench } from './workbench';

const SETTLED = { [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0, "xeroMfa.groupBy": "region" }' };

/** A build task that opens the guide at step 8: a command gets arguments from a task, or from a key. */
const TASKS = JSON.stringify({
  version: '2.0.0',
  tasks: [
    {
      label: 'guide',
      command: `\${input:guide}`,
      group: { kind: 'build', isDefault: true },
      presentation: { reveal: 'never' },
    },
  ],
  inputs: [
    {
      id: 'guide',
      type: 'command',
      command: 'xeroMfa.openGuide',
      args: { login: AU.login, step: 8 },
    },
  ],
});

test.describe('another language', () => {
  test.describe.configure({ mode: 'default' });
  let extension: string;

  test.beforeAll(({ host }) => {
    extension = host.extension;
  });
  test.afterAll(({ host }) => host.closeWindows());

  /** The English strings, which are in the project and not in the package. */
  async function readStrings(): Promise<Bundle> {
    return JSON.parse(await readFile(join('l10n', 'bundle.l10n.json'), 'utf8'));
  }

  async function readBundle(path: string): Promise<Bundle> {
    return JSON.parse(await readFile(join(extension, path), 'utf8'));
  }

  /** Opens a window of a VS Code in a language: its own texts stay English, as no language pack is installed. */
  async function openIn(
    language: string,
    host: Host,
    folder: string,
    viewport = { width: 1280, height: 800 },
  ): Promise<Workbench> {
    // What moves is clicked only when it stands still.
    const context = await host.profile({ viewport, reducedMotion: 'reduce' });
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    const window = await host.open(folder, context);
    await window.activityBarItem.click();
    return window;
  }

  test.describe('French', () => {
    test.describe.configure({ mode: 'serial' });
    let window: Workbench;
    let guide: Guide;
    let french: Bundle;
    let frenchManifest: Bundle;

    test.beforeAll(async ({ host }) => {
      french = await readBundle('l10n/bundle.l10n.fr.json');
      frenchManifest = await readBundle('package.nls.fr.json');
      const folder = await host.workspace('french', {
        [LIST]: list(AU, NZ),
        [SETTINGS]: JSON.stringify({
          'workbench.colorTheme': 'Default High Contrast',
          'xeroMfa.minimumRemaining': 0,
          'xeroMfa.groupBy': 'region',
        }),
        '.vscode/tasks.json': TASKS,
      });
      window = await openIn('fr', host, folder, { width: 1280, height: 720 });
    });
    test.afterAll(() => window.page.context().close());

    async function openFromSidebar(): Promise<void> {
      await window.row(AU.name).first().hover();
      await window.row(AU.name).first().locator('.action-label.codicon-book').click();
      await guide.heading.waitFor();
    }

    async function closeGuide(): Promise<void> {
      await window.run('View: Close Editor');
      await expect(window.page.locator('.tab')).toHaveCount(0);
    }

    test('is spoken in the sidebar, the palette and the guide', async () => {
      await expect(window.row('AU payroll').filter({ hasText: french['no key'] ?? '?' })).toBeVisible();
      await expect(window.row('Australie')).toBeVisible();
      await expect(
        window.sidebar.locator('.pane-header').filter({ hasText: frenchManifest['view.accounts'] ?? '?' }),
      ).toBeVisible();
      guide = await Guide.open(window, AU.login, `Xero MFA: ${frenchManifest['command.openGuide']}`);
      await expect(guide.heading).toHaveText(french['Xero MFA for {0}']?.replace('{0}', 'AU payroll') ?? '?');
      expect(await guide.evaluate('document.documentElement.lang')).toBe('fr');
    });

    test('has the seconds beside the buttons above the list in 250 pixels', async () => {
      const { mouse } = window.page;
      const { x, width } = (await window.sidebar.boundingBox()) ?? { x: 0, width: 0 };
      const drag = async (from: number, to: number): Promise<void> => {
        await mouse.move(x + from, 500);
        await mouse.down();
        await mouse.move(x + to, 500, { steps: 5 });
        await mouse.up();
        await expect.poll(async () => (await window.sidebar.boundingBox())?.width).toBe(to);
      };
      await drag(width, 250);
      const header = window.sidebar.locator('.pane-header').first();
      await header.hover();
      await expect(header.locator('.codicon-add')).toBeVisible();
      const description = header.locator('.description');
      await expect(description).toHaveText(/^\d+\ss avant/);
      // The ellipsis takes the place of two letters at most.
      const seen = `(() => {
        const description = document.querySelector('.part.sidebar .pane-header .description');
        const letters = document.createTreeWalker(description, NodeFilter.SHOW_TEXT).nextNode();
        const range = document.createRange();
        range.setStart(letters, 0);
        range.setEnd(letters, letters.textContent.indexOf('s') + 3);
        return range.getBoundingClientRect().right <= description.getBoundingClientRect().right;
      })()`;
      expect(await window.page.evaluate<boolean>(seen)).toBe(true);
      await drag(250, width);
    });

    // The tests of the page look at every step. Here it is VS Code that opens the page.
    test('leaves a step in sight where the guide opens at a kept place, and after a reload', async () => {
      for (const step of ['2', '8', '13']) {
        await guide.frame.locator(`#step-${stepOf(step)}`).click();
        await guide.at(step);
        await closeGuide();
        await openFromSidebar();
        await guide.at(step);
        expect(await outOfSight(guide, step, true), step).toEqual([]);
      }
      await window.reload();
      await guide.at('13');
      expect(await outOfSight(guide, 'after a reload', true)).toEqual([]);
    });

    test('leaves a step in sight where a command opens the guide at it', async () => {
      await closeGuide();
      await expect(async () => {
        // VS Code reads the tasks when it likes, and runs none before.
        await window.run('Tasks: Run Build Task');
        await window.page.locator('.tab').waitFor({ timeout: 10_000 });
      }).toPass({ timeout: 60_000 });
      await guide.at('8');
      expect(await outOfSight(guide, '8', true)).toEqual([]);
    });

    test('leaves the heading in sight where the window is too low for the rail', async () => {
      await guide.frame.locator(`#step-${stepOf('14')}`).click();
      await guide.at('14');
      await closeGuide();
      await window.page.setViewportSize({ width: 1280, height: 480 });
      await openFromSidebar();
      await guide.at('14');
      expect(await guide.evaluate('scrollY')).toBe(0);
      await expect(guide.heading).toBeInViewport({ ratio: 1 });
    });
  });

  test.describe('with every text marked', () => {
    test.describe.configure({ mode: 'serial' });
    let folder: string;
    let window: Workbench;

    test.beforeAll(async ({ host }) => {
      await writeFile(
        join(extension, `l10n/bundle.l10n.${PSEUDO}.json`),
        JSON.stringify(marked(await readStrings())),
      );
      await writeFile(
        join(extension, `package.nls.${PSEUDO}.json`),
        JSON.stringify(marked(await readBundle('package.nls.json'))),
      );
      folder = await host.workspace('marked', SETTLED);
      window = await openIn(PSEUDO, host, folder);
    });

    test('leaves none out in the view of whoever has no list', async () => {
      const welcome = window.sidebar.locator('.welcome-view-content');
      await expect(welcome.getByRole('button').first()).toBeVisible();
      assertIsMarked(await welcome.innerText());
    });

    test('leaves none out in the sidebar', async () => {
      await writeFiles(folder, {
        [LIST]: list(
          { ...AU, backupEmail: 'backup@acme.test', mfaSetUpOn: '2026-01-05' },
          { ...NZ, backupEmail: NZ.login },
        ),
      });
      await expect(window.row('AU payroll')).toBeVisible();
      await window.sidebar.locator('.pane-header').last().click();
      await window.row('Open Documentation').locator('.monaco-tl-twistie').click();
      await expect(window.row('Get Started')).toBeVisible();
      await window.row('AU payroll').locator('.monaco-tl-twistie').click();
      await expect(window.row('Owner')).toBeVisible();
      await window.row('in a list').locator('.monaco-tl-twistie').click();
      await expect(window.row('differ from the login')).toBeVisible();
      assertIsMarked(...(await window.sidebar.locator('.pane-header').allInnerTexts()));
      const rows = await window.rows.all();
      expect(rows.length).toBeGreaterThan(12);
      const labels = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
      const texts = [...(await window.rows.allInnerTexts()), ...labels.map(label => label ?? '')];
      expect(texts.join()).toContain('Jan 5, 2026');
      assertIsMarked(...texts);
    });

    test('leaves none out in the palette and what it leads to', async () => {
      const manifest = await readBundle(`package.nls.${PSEUDO}.json`);
      for (const [command, isPicker] of [
        ['copyCode', true],
        ['setSecret', true],
        ['editAccount', true],
        ['addAccount', false],
        ['groupBy', true],
      ] as const) {
        await window.run(`Xero MFA: ${manifest[`command.${command}`]}`);
        const title = window.quickInput.locator('.quick-input-title', { hasText: '⟦' });
        await expect(
          isPicker
            ? window.quickPickRows.first()
            : window.quickInput.locator('.quick-input-message', { hasText: '⟦' }),
        ).toBeVisible();
        const input = window.quickInput.locator('input[type="text"], input[type="password"]').first();
        const texts = [
          ...(await title.allInnerTexts()),
          ...(await window.quickPickRows.allInnerTexts()),
          (await input.getAttribute('placeholder')) ?? '',
          await window.quickInput.locator('.quick-input-message').innerText(),
        ];
        assertIsMarked(...texts.map(text => text.replace(/\(Press 'Enter' [^)]*\)$/, '')));
        await window.page.keyboard.press('Escape');
      }
    });

    test('leaves none out in the walkthrough', async () => {
      await window.row('Get Started').click();
      const page = window.page.locator('.gettingStartedSlideDetails');
      await expect(page.locator('.step-title').first()).toBeVisible();
      const steps = await page.locator('.getting-started-step').all();
      expect(steps.length).toBe(5);
      for (const step of steps) {
        await step.locator('.step-title').click();
        await expect(step.locator('.step-description-container a').first()).toBeVisible();
        assertIsMarked(
          await step.locator('.step-title').innerText(),
          ...(await step.locator('.step-description-container p').allInnerTexts()),
          ...(await step.locator('.step-description-container a').allInnerTexts()),
        );
      }
      assertIsMarked(...(await page.locator('.category-title, .category-description').allInnerTexts()));
    });

    test('leaves none out in the messages', async () => {
      const guide = await Guide.open(window, AU.login);
      assertIsMarked(await window.page.locator('.tab.active').innerText());
      await guide.frame.locator('#step-pasteKey').click();
      await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
      await guide.frame.locator('#key').press('Enter');
      await guide.at('8');
      await guide.open.locator('[data-action="copyCode"]').click();
      const copied = window.notification('Code for').locator('.notification-list-item-message');
      await expect(copied).toBeVisible();
      assertIsMarked(await copied.innerText());
      await window.run('Xero MFA: Check Clock');
      const checked = window.notification('This computer’s clock').locator('.notification-list-item-message');
      await expect(checked).toBeVisible();
      assertIsMarked(await checked.innerText());
    });
  });
});
