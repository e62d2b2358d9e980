import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import bundle from '../../l10n/bundle.l10n.json';
import schema from '../../media/accounts.schema.json';
import manifest from '../../package.json';
import strings from '../../package.nls.json';
import { GROUPINGS } from '../../src/accounts/elements';
import { KINDS, REGIONS } from '../../src/core/account';
import { eventually } from './support';

const { contributes } = manifest;
const extension = vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa');
const root = extension?.extensionPath ?? '';

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
const code = sources.map(({ text }) => text).join('\n');

const contributed = contributes.commands.map(({ command }) => command).sort();

function found(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(match => match[1] ?? match[0]))].sort();
}

describe('The manifest', () => {
  it('belongs to an extension that becomes active by itself', async () => {
    await eventually(() => assert.equal(extension?.isActive, true));
  });

  it('has the identity that the contract promises', () => {
    const { name, publisher, license, engines, extensionKind } = manifest;
    assert.deepEqual(
      { name, publisher, license, vscode: engines.vscode, extensionKind },
      {
        name: 'xero-test-mfa',
        publisher: 'xero-test-mfa',
        license: 'MIT',
        vscode: '^1.110.0',
        extensionKind: ['ui', 'workspace'],
      },
    );
    assert.equal(strings.displayName, 'Xero Test MFA');
    assert.match(strings.description, /not affiliated with Xero/i);
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      ['xeroMfa'],
    );
    assert.equal(contributes.views.xeroMfa[0]?.id, 'xeroMfa.accounts');
  });

  it('contributes every command that is registered, and registers every one it contributes', async () => {
    const ofViews = contributes.views.xeroMfa.map(({ id }) => `${id}.`);
    const registered = (await vscode.commands.getCommands(true))
      .filter(id => id.startsWith('xeroMfa.') && !ofViews.some(view => id.startsWith(view)))
      .sort();
    assert.deepEqual(registered, contributed);
  });

  it('puts every command in the category “Xero MFA”', () => {
    assert.deepEqual(new Set(contributes.commands.map(({ category }) => category)), new Set(['Xero MFA']));
  });

  it('has every string in package.nls.json, and no string there that it does not use', () => {
    assert.deepEqual(found(/"%([^%"]+)%"/g, JSON.stringify(manifest)), Object.keys(strings).sort());
  });

  it('contributes every setting that the code reads, and reads every one it contributes', () => {
    const settings = Object.keys(contributes.configuration.properties).sort();
    const read = [
      ...found(/getConfiguration\('xeroMfa'\)\s*\.get(?:<[^(]*>)?\(\s*'(\w+)'/g, code),
      ...found(/webAddress\('([\w.]+)'\)/g, code),
      ...found(/numberSetting\('(\w+)'/g, code),
      ...found(/affectsConfiguration\('xeroMfa\.(\w+)'\)/g, code),
      ...found(/\bconfiguration\.(?:get|inspect|update)\(\s*'(\w+)'/g, code),
    ];
    assert.deepEqual([...new Set(read.map(name => `xeroMfa.${name}`))].sort(), settings);
  });

  it('has the defaults that the contract promises', () => {
    const defaults = Object.fromEntries(
      Object.entries(contributes.configuration.properties).map(([name, setting]) => [name, setting.default]),
    );
    assert.deepEqual(defaults, {
      'xeroMfa.clearClipboardAfter': 30,
      'xeroMfa.minimumRemaining': 4,
      'xeroMfa.accountsFiles': [],
      'xeroMfa.groupBy': 'region',
      'xeroMfa.statusBar': true,
      'xeroMfa.xeroUrl': 'https://login.xero.com/',
      'xeroMfa.clockCheck.url': 'https://login.xero.com/',
    });
    assert.deepEqual(contributes.configuration.properties['xeroMfa.groupBy'].enum, GROUPINGS);
  });

  it('copies the last used code with Ctrl+Alt+X, or Cmd+Alt+X', () => {
    const binding = contributes.keybindings.find(({ command }) => command === 'xeroMfa.copyLastUsed');
    assert.deepEqual(binding, { command: 'xeroMfa.copyLastUsed', key: 'ctrl+alt+x', mac: 'cmd+alt+x' });
  });

  it('names only commands that exist, in menus, keys, welcome texts and the code', () => {
    const inMenus = Object.values(contributes.menus).flatMap(menu => menu.map(({ command }) => command));
    const inKeys = contributes.keybindings.map(({ command }) => command);
    const inTexts = found(/\(command:(xeroMfa\.\w+)/g, JSON.stringify(strings) + code);
    const inCode = found(/(?:executeCommand\(|command[:=] ?)\s*'(xeroMfa\.\w+)'/g, code);
    const unknown = [...inMenus, ...inKeys, ...inTexts, ...inCode].filter(id => !contributed.includes(id));
    assert.deepEqual(unknown, []);
  });

  it('asks only for context keys that the code sets', () => {
    const views = contributes.views.xeroMfa.map(({ id }) => id);
    const conditions = JSON.stringify([contributes.menus, contributes.viewsWelcome, contributes.keybindings]);
    const enablements = contributes.commands.flatMap(command => ('enablement' in command ? [command] : []));
    const keys = found(/(?<!"command":")\bxeroMfa\.\w+/g, conditions + JSON.stringify(enablements)).filter(
      key => !views.includes(key) && !contributed.includes(key),
    );
    assert.deepEqual(
      keys.filter(key => !code.includes(`'${key}'`)),
      [],
    );
    assert.deepEqual(keys, ['xeroMfa.codesShown', 'xeroMfa.loaded', 'xeroMfa.waitingForCode']);
  });

  it('refers only to files that exist', () => {
    const files = found(/"(?:\.\/)?((?:media|dist)\/[^"]+)"/g, JSON.stringify(manifest));
    assert.deepEqual(
      files.filter(file => !existsSync(join(root, file))),
      [],
    );
  });

  it('completes the regions and kinds of organisations that lists may have', () => {
    const { region, kind } = schema.definitions.organisation.properties;
    assert.deepEqual(region.enum, REGIONS);
    assert.deepEqual(kind.enum, KINDS);
  });
});

describe('The strings in the code', () => {
  /** A quoted text with a word in it. */
  const literal = String.raw`(?:'[^'\n]*[A-Za-z]{2}[^'\n]*'|"[^"\n]*[A-Za-z]{2}[^"\n]*")`;

  function offenders(pattern: string): string[] {
    return sources
      .filter(({ name }) => !name.startsWith('core'))
      .flatMap(({ name, text }) => found(new RegExp(pattern, 'g'), text).map(match => `${name}: ${match}`));
  }

  it('reach the person only through l10n', () => {
    assert.deepEqual(
      [
        ...offenders(String.raw`show(?:Information|Warning|Error)Message\(\s*[${'`'}'"].*`),
        ...offenders(String.raw`setStatusBarMessage\(\s*[${'`'}'"].*`),
        ...offenders(String.raw`new UserError\(\s*[${'`'}'"].*`),
        ...offenders(
          String.raw`\b(?:title|placeHolder|placeholder|prompt|detail|tooltip|description|label)(?::| =) ${literal}`,
        ),
      ].filter(
        // An example of an address and the name of a setting are the same in every language.
        match => !/'qa-au@example\.com'|'xeroMfa\.accountsFiles'/.test(match),
      ),
      [],
    );
  });

  it('are all in the bundle that translators get, and nothing else is (npm run l10n writes it)', () => {
    const messages = found(/l10n\.t\(\s*'((?:[^'\\\n]|\\.)*)'/g, code).map(text =>
      text.replaceAll("\\'", "'"),
    );
    assert.ok(messages.length > 100);
    assert.deepEqual(Object.keys(bundle).sort(), messages.sort());
    assert.equal(
      found(/l10n\.t\((?!\s*')[^)]*/g, code).length,
      0,
      'a message is not written where it is used',
    );
  });
});
