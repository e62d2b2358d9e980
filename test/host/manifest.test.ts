import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import strings from '../../package.nls.json';
import { COPY_ROW, EXTENSION_ID, VIEWS, WALKTHROUGH_ID } from '../../src/contributions/ids';
import { eventually } from './support';

const { contributes } = manifest;
const extension = vscode.extensions.getExtension(EXTENSION_ID);
const texts: Readonly<Record<string, string>> = strings;

// The checks of the manifest that work without VS Code are in test/unit/contributions/.
describe('The manifest', () => {
  it('belongs to an extension that becomes active by itself', async () => {
    await eventually(() => assert.equal(extension?.isActive, true));
  });

  it('contributes every command that is registered, and registers every one it contributes', async () => {
    const ofViews = Object.values(VIEWS).map(id => `${id}.`);
    const registered = (await vscode.commands.getCommands(true))
      .filter(id => id.startsWith('xeroMfa.') && !ofViews.some(view => id.startsWith(view)))
      .sort();
    const contributed: string[] = contributes.commands.map(({ command }) => command);
    assert.deepEqual(registered, [...contributed, COPY_ROW].sort());
  });

  it('names the bundles that were built', () => {
    for (const file of [manifest.main, manifest.browser]) {
      assert.ok(existsSync(join(extension?.extensionPath ?? '', file)), file);
    }
  });
});

describe('The walkthrough', () => {
  it('can be opened', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH_ID);
    await eventually(() => assert.notEqual(vscode.window.tabGroups.activeTabGroup.activeTab, undefined));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  for (const { id, description } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    it(`has links to commands that exist, with arguments that they take: ${id}`, async () => {
      const text = texts[description.slice(1, -1)] ?? '';
      const links = Array.from(text.matchAll(/\]\(([^)]*)\)/g), ([, link = '']) => link);
      assert.ok(links.length > 0);
      const commands = await vscode.commands.getCommands(true);
      for (const link of links) {
        const [, command = '', query] = /^command:([\w.-]+)(?:\?(.*))?$/.exec(link) ?? assert.fail(link);
        assert.ok(commands.includes(command), `${command} is not registered`);
        if (query !== undefined) assert.ok(Array.isArray(JSON.parse(decodeURIComponent(query))));
      }
    });
  }
});
