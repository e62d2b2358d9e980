import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { EvaluatingPage } from '../shared/evaluatingPage';
import type { Panel } from '../shared/fakeVscode/panel';
import { type Theme, themed, wear } from '../shared/themes';

/** Where the files of pages seem to be; they are another origin's than the page, as in VS Code. */
export const RESOURCES = 'https://resources.test';

/** What of a page's globals its messages need. */
interface PageGlobals {
  dispatchEvent(event: unknown): void;
  readonly MessageEvent: new (type: string, init: { data: unknown }) => unknown;
}

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };

/** A page of the extension in a tab of a plain browser, as VS Code shows it in a frame of its own. */
export class Tab {
  /** What the page keeps for the next time it is loaded. */
  state: unknown;
  #sent: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly page: Page,
    readonly panel: Panel,
    private theme: Theme,
  ) {}

  static async open(page: Page, panel: Panel, theme: Theme): Promise<Tab> {
    const tab = new Tab(page, panel, theme);
    await page.exposeBinding('fakeVscodePost', (_source, message) => panel.receive(message));
    await page.exposeBinding('fakeVscodeKeep', (_source, state) => {
      tab.state = state;
    });
    await page.route('https://page.test/', route =>
      route.fulfill({ contentType: 'text/html', body: tab.html }),
    );
    await page.route(`${RESOURCES}/**`, async (route, request) => {
      const path = decodeURIComponent(new URL(request.url()).pathname);
      await route.fulfill({
        body: await readFile(path),
        contentType: TYPES[path.replace(/.*\./, '')] ?? 'application/octet-stream',
        headers: { 'access-control-allow-origin': '*' },
      });
    });
    await tab.load();
    return tab;
  }

  /** Loads the page, again where it was here before. */
  async load(): Promise<void> {
    this.panel.disconnect();
    await this.page.goto('https://page.test/');
    this.panel.connect(message => this.#send(message));
  }

  /** The page's HTML with what VS Code puts before it. */
  get html(): string {
    const script = `globalThis.acquireVsCodeApi = () => {
      delete globalThis.acquireVsCodeApi;
      let state = ${JSON.stringify(this.state ?? null).replaceAll('<', '\\u003C')} ?? undefined;
      return Object.freeze({
        postMessage: message => void fakeVscodePost(message),
        setState: kept => void fakeVscodeKeep(state = structuredClone(kept)),
        getState: () => state,
      });
    };`;
    return themed(this.panel.webview.html, this.theme).replace(
      '<head>',
      () => `<head>\n<script>${script}</script>`,
    );
  }

  /** In the order in which the extension sends. */
  #send(message: unknown): void {
    const post = (data: unknown): void => {
      const { dispatchEvent, MessageEvent } = globalThis as unknown as PageGlobals;
      dispatchEvent(new MessageEvent('message', { data }));
    };
    this.#sent = this.#sent
      .then(() => this.page.evaluate(post, message))
      .catch(error => {
        if (!this.page.isClosed()) throw error;
      });
  }

  /** Gives the page another theme, as VS Code does when the person chooses one. */
  async wear(theme: Theme, page: EvaluatingPage = this.page): Promise<void> {
    if (theme === this.theme) return;
    this.theme = theme;
    await page.evaluate(wear(theme));
  }
}
