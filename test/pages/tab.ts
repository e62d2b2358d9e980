import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { EvaluatingPage } from '../shared/evaluatingPage';
import type { Panel } from '../shared/fakeVscode/panel';
import { type Theme, themed, wear } from '../shared/themes';

/** Where the files of pages seem to be; they are another origin's than the page, as in VS Code. */
export const RESOURCES = 'https://resources.test';

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };

/** A page of the extension in a tab of a plain browser, as VS Code shows it in a frame of its own. */
export class Tab {
  /** What the page keeps for the next time it is loaded. */
  state: unknown;
  /** What the extension has sent, and the page has not fetched yet. */
  #messages: unknown[] = [];
  #wakePage: () => void = () => {};

  private constructor(
    readonly page: Page,
    readonly panel: Panel,
    private theme: Theme,
  ) {}

  static async open(page: Page, panel: Panel, theme: Theme): Promise<Tab> {
    const tab = new Tab(page, panel, theme);
    await page.exposeBinding('fakeVscode', async (_source, call: 'fetch' | 'keep' | 'post', json: string) => {
      if (call === 'fetch') return tab.#fetch();
      if (call === 'keep') tab.state = fromJson(json);
      else panel.receive(fromJson(json));
      return undefined;
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
    // The page that is still there gets nothing more.
    this.#wakePage = () => {};
    await this.page.goto('https://page.test/');
    this.panel.connect(message => {
      this.#messages.push(message);
      this.#wakePage();
    });
  }

  /** The page's HTML with what VS Code puts before it. */
  get html(): string {
    const script = `{
      const toJson = value => JSON.stringify(value, (_key, part) =>
        part instanceof Uint8Array ? { base64: part.toBase64() } : part);
      const fromJson = json => JSON.parse(json, (_key, part) =>
        typeof part?.base64 === 'string' ? Uint8Array.fromBase64(part.base64) : part);
      globalThis.acquireVsCodeApi = () => {
        delete globalThis.acquireVsCodeApi;
        let state = ${JSON.stringify(this.state ?? null).replaceAll('<', '\\u003C')} ?? undefined;
        return Object.freeze({
          postMessage: message => void fakeVscode('post', toJson(message)),
          setState: kept => void fakeVscode('keep', toJson(state = structuredClone(kept))),
          getState: () => state,
        });
      };
      void (async () => {
        for (;;) {
          for (const data of fromJson(await fakeVscode('fetch'))) dispatchEvent(new MessageEvent('message', { data }));
        }
      })();
    }`;
    return themed(this.panel.webview.html, this.theme).replace(
      '<head>',
      () => `<head>\n<script>${script}</script>`,
    );
  }

  /** The next messages for the page, as soon as there are any. A page that fetches needs no call of Playwright's for each. */
  async #fetch(): Promise<string> {
    if (this.#messages.length === 0)
      await new Promise<void>(resolve => {
        this.#wakePage = resolve;
      });
    return toJson(this.#messages.splice(0));
  }

  /** Gives the page another theme, as VS Code does when the person chooses one. */
  async wear(theme: Theme, page: EvaluatingPage = this.page): Promise<void> {
    if (theme === this.theme) return;
    this.theme = theme;
    await page.evaluate(wear(theme));
  }
}

/** Messages go as text, as in VS Code: Playwright is slow with objects. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part instanceof Uint8Array ? { base64: Buffer.from(part).toString('base64') } : part,
  );
}

function fromJson(json: string): unknown {
  return JSON.parse(json, (_key, part) =>
    typeof part?.base64 === 'string' ? new Uint8Array(Buffer.from(part.base64, 'base64')) : part,
  );
}
