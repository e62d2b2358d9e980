import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LOGIN, list, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import { fake } from '../vscode';
import { extensionUri, type TabWindow, type TestPanel, teamList, useWindow } from './tabWindow';

let window: TabWindow;

describe('The page of the guide', () => {
  useWindow(given => {
    window = given;
  });

  function html(tab: TestPanel): { text: string; policy: Map<string, string[]>; nonce: string } {
    const text = tab.webview.html;
    const [, content = ''] =
      /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text) ?? assert.fail('no policy');
    const policy = new Map(
      content.split(';').map(directive => {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        return [name, sources] as const;
      }),
    );
    const [, nonce = ''] = /'nonce-(\w+)'/.exec(content) ?? [];
    return { text, policy, nonce };
  }

  it('may only run its own script and use its own style sheet', async () => {
    const { tab, guide } = await window.openTab();
    const { policy, nonce } = html(tab);
    assert.deepEqual(
      [...policy],
      [
        ['default-src', ["'none'"]],
        ['base-uri', ["'none'"]],
        ['form-action', ["'none'"]],
        ['style-src', [`'nonce-${nonce}'`]],
        ['script-src', [`'nonce-${nonce}'`, "'strict-dynamic'"]],
      ],
    );
    guide.dispose();
  });

  it('has a new 128-bit nonce each time', async () => {
    const tabs = await Promise.all([window.openTab(), window.openTab(), window.openTab(OTHER)]);
    const nonces = tabs.map(({ tab }) => html(tab).nonce);
    assert.equal(new Set(nonces).size, 3);
    for (const nonce of nonces) assert.match(nonce, /^[\da-f]{32}$/);
    for (const { guide } of tabs) guide.dispose();
  });

  it('loads only what was built for it, and has no inline script, style or handler', async () => {
    const { tab, guide } = await window.openTab();
    const { text } = html(tab);
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'pages');
    const ofPage = (name: string) => String(tab.webview.asWebviewUri(vscode.Uri.joinPath(root, name)));
    const loaded = [...text.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    assert.deepEqual(loaded, [ofPage('guide.css'), ofPage('guide.js')]);
    assert.doesNotMatch(text, /<style|<script[^>]*>[^<]|\son\w+=|\sstyle=|javascript:/i);
    guide.dispose();
  });

  it('contains nothing of the account or the stored key', async () => {
    fake.files.write(teamList, list({ login: LOGIN, name: '"><script>alert(1)</script>' }));
    await window.setSecret(LOGIN, KEY);
    await window.lists.reload();
    const { tab, guide } = await window.openTab();
    assert.doesNotMatch(html(tab).text, /alert|qa-au|acme/);
    assert.ok(!html(tab).text.includes(KEY));
    guide.dispose();
  });

  it('may read only its own folder, and run no command from a link', async () => {
    const { tab, guide } = await window.openTab();
    const { enableScripts, enableCommandUris, localResourceRoots, ...others } = tab.webview.options;
    assert.deepEqual([enableScripts, enableCommandUris, others], [true, undefined, {}]);
    assert.deepEqual(localResourceRoots?.map(String), [
      String(vscode.Uri.joinPath(extensionUri, 'dist', 'pages')),
    ]);
    guide.dispose();
  });
});
