import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Guide } from './guide';
import { visitScenes } from './guideScenes';
import { captureFailures, Host } from './host';
import { AU, LIST, list, NZ } from './lists';
import type { Workbench } from './workbench';

/** The language that VS Code's own translators test with: nobody's, with every text of ours marked. */
const PSEUDO = 'qps-ploc';

type Bundle = Record<string, string>;

describe('another language', function () {
  this.timeout(120_000);
  let host: Host;
  let extension: string;
  let clock: Server;

  before(async () => {
    // Its answers have a date, and that is all that the check of the clock wants.
    clock = createServer((_request, response) => void response.end());
    await new Promise<void>(resolve => clock.listen(0, '127.0.0.1', resolve));
    const { port } = clock.address() as AddressInfo;
    host = await Host.start({
      'xeroMfa.clockCheck.url': `http://127.0.0.1:${port}/`,
      'xeroMfa.minimumRemaining': 0,
    });
    const extensions = join(host.folder, 'data/extensions');
    const name = (await readdir(extensions)).find(each => each.startsWith('xero-test-mfa.'));
    assert.ok(name !== undefined);
    extension = join(extensions, name);
  });
  captureFailures(() => host);
  after(async () => {
    await host?.stop();
    clock.close();
  });

  /** The English strings, which are in the project and not in the package. */
  async function readStrings(): Promise<Bundle> {
    return JSON.parse(await readFile(join('l10n', 'bundle.l10n.json'), 'utf8'));
  }

  async function readBundle(path: string): Promise<Bundle> {
    return JSON.parse(await readFile(join(extension, path), 'utf8'));
  }

  /** Opens a window of a VS Code in a language: its own texts stay English, as no language pack is installed. */
  async function openIn(language: string, folder: string): Promise<Workbench> {
    const context = await host.profile();
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    const window = await host.open(folder, context);
    await window.activityBarItem.click();
    // What moves is clicked only when it stands still.
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    return window;
  }

  it('French is spoken in the sidebar, the palette and everywhere in the guide', async () => {
    const french = await readBundle('l10n/bundle.l10n.fr.json');
    const frenchManifest = await readBundle('package.nls.fr.json');
    const folder = await host.workspace('french', { [LIST]: list(AU, NZ) });
    const window = await openIn('fr', folder);
    await window
      .row('AU payroll')
      .filter({ hasText: french['no secret'] ?? '?' })
      .waitFor();
    await window.row('Australie').waitFor();
    await window.sidebar
      .locator('.pane-header')
      .filter({ hasText: frenchManifest['view.accounts'] ?? '?' })
      .waitFor();
    const guide = await Guide.open(window, AU.login, `Xero MFA: ${frenchManifest['command.openGuide']}`);
    assert.equal(await guide.heading.innerText(), french['Xero MFA for {0}']?.replace('{0}', 'AU payroll'));
    assert.equal(await guide.evaluate('document.documentElement.lang'), 'fr');

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
      faults.push(...(await tooWide(guide)).map(fault => `${scene}: ${fault}`));
    });
    assert.deepEqual(
      [...texts].filter(text => isEnglish.test(text)),
      [],
    );
    assert.deepEqual(faults, []);
    await window.page.context().close();
  });

  describe('with every text marked', () => {
    let folder: string;
    let window: Workbench;

    before(async () => {
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
      folder = await host.workspace('marked');
      window = await openIn(PSEUDO, folder);
    });

    it('leaves none out in the view of whoever has no list', async () => {
      const welcome = window.sidebar.locator('.welcome-view-content');
      await welcome.getByRole('button').first().waitFor();
      assertIsMarked(await welcome.innerText());
    });

    it('leaves none out in the sidebar', async () => {
      await host.workspace('marked', {
        [LIST]: list(
          { ...AU, backupEmail: 'backup@acme.test', mfaSetUpOn: '2026-01-05' },
          { ...NZ, backupEmail: NZ.login },
        ),
      });
      await window.row('AU payroll').waitFor();
      await window.sidebar.locator('.pane-header').last().click();
      await window.row('Get Started').waitFor();
      await window.row('AU payroll').locator('.monaco-tl-twistie').click();
      await window.row('Owner').waitFor();
      await window.row('in a list').locator('.monaco-tl-twistie').click();
      await window.row('differ from the login').waitFor();
      assertIsMarked(...(await window.sidebar.locator('.pane-header').allInnerTexts()));
      const rows = await window.rows.all();
      assert.ok(rows.length > 12);
      const labels = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
      assertIsMarked(...(await window.rows.allInnerTexts()), ...labels.map(label => label ?? ''));
    });

    it('leaves none out in the palette and what it leads to', async () => {
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
        await (isPicker
          ? window.quickPickRows.first()
          : window.quickInput.locator('.quick-input-message', { hasText: '⟦' })
        ).waitFor();
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

    it('leaves none out in the walkthrough', async () => {
      await window.row('Get Started').click();
      const page = window.page.locator('.gettingStartedSlideDetails');
      await page.locator('.step-title').first().waitFor();
      const steps = await page.locator('.getting-started-step').all();
      assert.equal(steps.length, 5);
      for (const step of steps) {
        await step.locator('.step-title').click();
        await step.locator('.step-description-container a').first().waitFor();
        assertIsMarked(
          await step.locator('.step-title').innerText(),
          ...(await step.locator('.step-description-container p').allInnerTexts()),
          ...(await step.locator('.step-description-container a').allInnerTexts()),
        );
      }
      assertIsMarked(...(await page.locator('.category-title, .category-description').allInnerTexts()));
    });

    it('leaves none out in the guide, and has room for texts that are longer by half', async () => {
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
      await guide.frame.locator('.prerequisites [data-action="checkClock"]').click();
      await guide.frame
        .locator('.prerequisites .finding', { hasText: 'The clock of this computer' })
        .waitFor();
      await look('the clock is checked');
      await guide.frame.locator('#step-8').click();
      await guide.open.locator('[data-action="goToKey"]').waitFor();
      await look('8, without a key');
      await visitScenes(guide, look);
      assert.deepEqual([...new Set(faults)], []);
      assertIsMarked(await window.page.locator('.tab.active').innerText());
    });

    it('leaves none out in the messages', async () => {
      await window.page.setViewportSize({ width: 1280, height: 800 });
      const guide = new Guide(window);
      await guide.frame.locator('#step-8').click();
      await guide.open.locator('[data-action="copyCode"]').click();
      const copied = window.notification('Code of').locator('.notification-list-item-message');
      await copied.waitFor();
      assertIsMarked(await copied.innerText());
      await window.run('Xero MFA: Check the Clock');
      const checked = window
        .notification('The clock of this computer')
        .locator('.notification-list-item-message');
      await checked.waitFor();
      assertIsMarked(await checked.innerText());
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
  'Xero MFA',
];
/** What Xero's pages say, which is quoted. */
const XERO = [
  'Account',
  'Set up',
  'Multi-factor authentication',
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
  assert.ok(texts.join().includes('⟦'), `${texts} is not ours`);
  assert.deepEqual(texts.flatMap(unmarked), []);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The texts of the page that are seen or read out, a sentence each; what is drawn in pictures is Xero's. */
function textsOf(guide: Guide): Promise<string[]> {
  return guide.evaluate(`(() => {
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

async function tooWide(guide: Guide): Promise<string[]> {
  const [wide, seen] = await guide.evaluate<[number, number]>(
    '(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.documentElement)',
  );
  return wide > seen ? [`${wide} of ${seen} pixels wide`] : [];
}

/** Makes the guide 320 pixels wide. */
async function narrow(window: Workbench): Promise<void> {
  await window.run('View: Close Primary Side Bar');
  await window.page.setViewportSize({ width: 378, height: 800 });
}
