import { test as base } from '@playwright/test';
import { type PracticeXero, startPracticeXero } from '../../practice-xero/server.mjs';
import { Host, type WindowKind } from './host';
import { Person } from './person';
import type { Workbench } from './workbench';

/** VS Code's own extensions for what only some tests need. */
const GIT = ['git', 'git-base'];
const MARKDOWN = ['markdown-basics', 'markdown-language-features'];

interface PerTest {
  readonly folder: string;
  /** A window on `folder`, of a person who has no other one. It costs seconds: see `person`. */
  readonly window: Workbench;
}

export interface PerWorker {
  /** VS Code settings, besides where Xero is. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly windows: WindowKind;
  /** Whether VS Code’s own git extension is there. */
  readonly withGit: boolean;
  /** Whether it shows Markdown. */
  readonly withMarkdown: boolean;
  /** The practice Xero, which the extension takes for Xero. */
  readonly site: PracticeXero;
  /** A VS Code with the packaged extension. */
  readonly host: Host;
  /** Whose one window the worker's tests share. */
  readonly person: Person;
}

/** A test of the packaged extension. The worker's VS Code serves all files it runs; each closes its windows. */
export const test = base.extend<PerTest, PerWorker>({
  folder: async ({ host }, use) => use(await host.workspace('team')),
  window: async ({ host, folder }, use) => {
    const window = await host.open(folder);
    await use(window);
    await window.page.context().close();
  },
  settings: [{}, { option: true, scope: 'worker' }],
  windows: ['mended', { option: true, scope: 'worker' }],
  withGit: [false, { option: true, scope: 'worker' }],
  withMarkdown: [false, { option: true, scope: 'worker' }],
  site: [
    async ({ browserName: _ }, use) => {
      const site = await startPracticeXero();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  host: [
    async ({ browser, settings, site, windows, withGit, withMarkdown }, use) => {
      const xero = { 'xeroMfa.xeroUrl': site.url, 'xeroMfa.clockCheck.url': site.url };
      const others = [...(withGit ? GIT : []), ...(withMarkdown ? MARKDOWN : [])];
      const host = await Host.start(browser, { ...xero, ...settings }, windows, others);
      await use(host);
      await host.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  person: [({ host }, use) => use(new Person(host)), { scope: 'worker' }],
});
