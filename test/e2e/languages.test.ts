import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import { atSize, outOfSight, tooWide } from '../shared/geometry';
import { Guide } from './guide';
import { visitScenes } from '../pages/guideScenes';
import { type Host, writeFiles } from './host';
import { test } from './test';
import type { Workbench } from './workbench';

/** The language that VS Code's own translators test with: nobody's, with every text of ours marked. */
const PSEUDO = 'qps-ploc';

const SETTLED = { [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0, "xeroMfa.groupBy": "region" }' };

type Bundle = Record<string, string>;

test.describe('another language', () => {
  test.describe.configure({ mode: 'parallel' });
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
  async function openIn(language: string, host: Host, folder: string): Promise<Workbench> {
    const context = await host.profile();
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    const window = await host.open(folder, context);
    await window.activityBarItem.click();
    // What moves is clicked only when it stands still.
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    return window;
  }

  test('French is spoken in the sidebar, the palette and everywhere in the guide', async ({ host }) => {
    const french = await readBundle('l10n/bundle.l10n.fr.json');
    const frenchManifest = await readBundle('package.nls.fr.json');
    const folder = await host.workspace('french', { ...SETTLED, [LIST]: list(AU, NZ) });
    const window = await openIn('fr', host, folder);
    await expect(window.row('AU payroll').filter({ hasText: french['no key'] ?? '?' })).toBeVisible();
    await expect(window.row('Australie')).toBeVisible();
    await expect(
      window.sidebar.locator('.pane-header').filter({ hasText: frenchManifest['view.accounts'] ?? '?' }),
    ).toBeVisible();
    const guide = await Guide.open(window, AU.login, `Xero MFA: ${frenchManifest['command.openGuide']}`);
    await expect(guide.heading).toHaveText(french['Xero MFA for {0}']?.replace('{0}', 'AU payroll') ?? '?');
    expect(await guide.evaluate('document.documentElement.lang')).toBe('fr');

    const english = Object.entries(french)
      .filter(
        ([message, translated]) => message !== translated && message.replaceAll(/[^a-z]/gi, '').length > 8,
      )
      .map(([message]) =>
        message
          .split(/\{\d\}/)
          .map(escaped)
          .join('.+'),
      );
    const isEnglish = new RegExp(`^(?:${english.join('|')})$`);
    const texts = new Set<string>();
    const faults: string[] = [];
    await narrow(window);
    await visitScenes(guide, async scene => {
      for (const text of await textsOf(guide)) texts.add(text);
      const found = await atSize(guide, 448, 720, () => outOfSight(guide, scene, false));
      faults.push(...found.map(fault => `${scene}, 400 pixels wide: ${fault}`));
      faults.push(...(await tooWide(guide)).map(fault => `${scene}: ${fault}`));
    });
    expect([...texts].filter(text => isEnglish.test(text))).toEqual([]);
    expect(faults).toEqual([]);
    await window.page.context().close();
  });

  test.describe('with every text marked', () => {
    test.describe.configure({ mode: 'serial' });
    let folder: string;
    let window: Workbench;

    test.beforeAll(async ({ host }) => {
      const marked = (bundle: Bundle): Bundle =>
        Object.fromEntries(Object.entries(bundle).map(([key, text]) => [key, mark(text)]));
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
      await expect(window.row('Get Started')).toBeVisible();
      await window.row('AU payroll').locator('.monaco-tl-twistie').click();
      await expect(window.row('Owner')).toBeVisible();
      await window.row('in a list').locator('.monaco-tl-twistie').click();
      await expect(window.row('differ from the login')).toBeVisible();
      assertIsMarked(...(await window.sidebar.locator('.pane-header').allInnerTexts()));
      const rows = await window.rows.all();
      expect(rows.length).toBeGreaterThan(12);
      const labels = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
      assertIsMarked(...(await window.rows.allInnerTexts()), ...labels.map(label => label ?? ''));
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

    test('leaves none out in the guide, and has room for texts that are longer by half', async () => {
      const guide = await Guide.open(window, AU.login);
      await narrow(window);
      const faults: string[] = [];
      const look = async (scene: string): Promise<void> => {
        for (const text of await textsOf(guide)) {
          faults.push(...unmarked(text).map(part => `${scene}: “${part}” in “${text}”`));
        }
        faults.push(...(await tooWide(guide)).map(fault => `${scene}: ${fault}`));
      };
      await look('at first');
      await guide.frame.locator('.prerequisites summary').click();
      await guide.frame.locator('.prerequisites [data-action="checkClock"]').click();
      await expect(
        guide.frame.locator('.prerequisites .finding', { hasText: 'This computer’s clock' }),
      ).toBeVisible();
      await look('the clock is checked');
      await guide.frame.locator('#step-copyCode').click();
      await expect(guide.open.locator('[data-action="goToKey"]')).toBeVisible();
      await look('8, without a key');
      await visitScenes(guide, look);
      expect([...new Set(faults)]).toEqual([]);
      assertIsMarked(await window.page.locator('.tab.active').innerText());
    });

    test('leaves none out in the messages', async () => {
      await window.page.setViewportSize({ width: 1280, height: 800 });
      const guide = new Guide(window);
      await guide.frame.locator('#step-copyCode').click();
      // Another step has this button, too.
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

    test('leaves none out in the import page', async () => {
      const manifest = await readBundle(`package.nls.${PSEUDO}.json`);
      await window.run(`Xero MFA: ${manifest['command.importQr']}`);
      const { webview } = window;
      // Until it is there, the guide is, which has a heading and takes what is pasted, too.
      await expect(webview.locator('.drop')).toBeVisible();
      for (const [text, part] of [
        [`otpauth://totp/Xero:${AU.login}?secret=${EXAMPLE_KEY.base32}&issuer=Xero\nno link`, '.keys'],
        [`login,name\n${AU.login},AU payroll\n${NZ.login},\n,NZ GST`, '.accounts'],
      ] as const) {
        await window.setClipboard(text);
        await webview.getByRole('heading', { level: 1 }).click();
        await window.page.keyboard.press('Control+V');
        await expect(webview.locator(part)).toBeVisible();
      }
      const page = { evaluate: <T>(script: string) => webview.locator(':root').evaluate<T, unknown>(script) };
      const texts = await textsOf(page);
      expect(texts.length).toBeGreaterThan(20);
      assertIsMarked(...texts);
    });
  });
});

/**
 * A text that tells where it is from: a mark around each of its lines, and around what is put into it. It is longer by
 * half, as a translation may be. Links stay links.
 */
function mark(text: string): string {
  return text
    .split('\n')
    .map(line => {
      const [, label, target] = /^\[([^\]]*)\](\(command:.*\))$/.exec(line) ?? [];
      return label === undefined ? markLine(line) : `[${markLine(label)}]${target}`;
    })
    .join('\n');
}

function markLine(line: string): string {
  const more = ' and so on'.repeat(Math.ceil(line.length / 20));
  return `⟦${line.replaceAll(/\{\d\}/g, '⟪$&⟫')}${more}⟧`;
}

/** What of the lists there is to see, and what every language says so. */
const DATA = [
  ...[AU, NZ].flatMap(({ login, name, organisations }) => [
    login,
    name,
    ...organisations.map(each => each.name),
  ]),
  AU.owner,
  ...AU.tags,
  'b7c1-au',
  'backup@acme.test',
  'qa-au@example.com',
  'Australia',
  'New Zealand',
  'AU',
  'NZ',
  'marked/.xero-mfa/accounts.json',
  'Xero',
  'Xero MFA',
];
/** What Xero's pages say, which is quoted. */
const XERO = [
  'Account',
  'Set up',
  'Multi-factor authentication',
  'Set up multi-factor authentication',
  'Xero Verify',
  'Use my own app',
  "Can't scan the QR code? Enter a setup key instead",
  'Setup Key',
  'Enter Code',
  'Confirm',
  'Continue',
  'Confirm email',
  'Connected device',
  'Additional Security',
  'Change',
];

/** What of a text is outside of every mark, or was put into a marked one without being marked itself. */
function unmarked(text: string): string[] {
  const parts: string[] = [];
  const around: string[] = [];
  let part = '';
  for (const character of `${text}⟧`) {
    if (!'⟦⟪⟫⟧'.includes(character)) {
      part += character;
      continue;
    }
    const isQuoted = around.at(-1) === '⟪' && XERO.includes(part);
    if (around.at(-1) !== '⟦' && !isQuoted && hasWords(part)) parts.push(part);
    part = '';
    if ('⟦⟪'.includes(character)) around.push(character);
    else around.pop();
  }
  return parts;
}

/** Whether a text has more than data of the list, times, and single letters that number something. */
function hasWords(text: string): boolean {
  // The longest first, for some are part of others.
  const known = DATA.toSorted((a, b) => b.length - a.length).map(escaped);
  const rest = text.replaceAll(new RegExp(known.join('|'), 'g'), '');
  return /\p{L}/u.test(rest.replaceAll(/\d [AP]M\b|(?<!\p{L})[A-Z](?!\p{L})/gu, ''));
}

function assertIsMarked(...texts: readonly string[]): void {
  expect(texts.join(), `${texts} is not ours`).toContain('⟦');
  expect(texts.flatMap(unmarked)).toEqual([]);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The texts of the page that are seen or read out, a sentence each; what is drawn in pictures is Xero's. */
function textsOf(page: Pick<Guide, 'evaluate'>): Promise<string[]> {
  return page.evaluate(`(() => {
    const texts = [];
    let block;
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { currentNode: { data, parentElement } } = nodes;
      if (data.trim() === '' || parentElement.closest('svg')) continue;
      let around = parentElement;
      while (getComputedStyle(around).display === 'inline') around = around.parentElement;
      // A label of Xero's is no text of ours, and part of a sentence.
      const text = parentElement.closest('.label[lang="en"]') ? '' : data;
      if (around === block) texts[texts.length - 1] += text;
      else texts.push(text);
      block = around;
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
        if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
      }
    }
    return [...texts, document.title].map(text => text.replaceAll(/\\s+/g, ' ').trim());
  })()`);
}

/** Makes the guide 320 pixels wide. */
async function narrow(window: Workbench): Promise<void> {
  await window.run('View: Close Primary Side Bar');
  await window.page.setViewportSize({ width: 378, height: 800 });
}
