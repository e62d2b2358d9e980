import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import bundle from '../../l10n/bundle.l10n.json';
import schema from '../../media/accounts.schema.json';
import manifest from '../../package.json';
import strings from '../../package.nls.json';
import { GROUPINGS } from '../../src/accounts/elements';
import { KINDS, REGIONS } from '../../src/core/organisation';
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

/** The context keys that the code sets, and those that say what happened. */
const [contextKeys, eventKeys] = [/\bsetContext\('(\w+)'/g, /\bcompleteWalkthroughStep\('(\w+)'/g].map(
  pattern => found(pattern, code).map(key => `xeroMfa.${key}`),
) as [string[], string[]];

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
      keys.filter(key => !contextKeys.includes(key)),
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

  it('starts the extension for its link and for the tabs of the guide that VS Code restores', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished',
      'onUri',
      'onWebviewPanel:xeroMfa.guide',
    ]);
  });

  it('completes the regions and kinds of organisations that lists may have', () => {
    const { region, kind } = schema.definitions.organisation.properties;
    assert.deepEqual(region.enum, REGIONS);
    assert.deepEqual(kind.enum, KINDS);
  });
});

describe('The walkthrough', () => {
  const [walkthrough = assert.fail('there is none'), ...others] = contributes.walkthroughs;
  const texts: Readonly<Record<string, string>> = strings;

  function textOf(reference: string): string {
    const [, key = ''] = /^%(.+)%$/.exec(reference) ?? [];
    return texts[key] ?? assert.fail(`${reference} is no string of package.nls.json`);
  }

  it('is the one that the contract names', () => {
    assert.deepEqual([walkthrough.id, others.length], ['xeroMfa.start', 0]);
    assert.notEqual(textOf(walkthrough.title), '');
    assert.notEqual(textOf(walkthrough.description), '');
  });

  it('can be opened', async () => {
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'xero-test-mfa.xero-test-mfa#xeroMfa.start',
    );
    await eventually(() => assert.notEqual(vscode.window.tabGroups.activeTabGroup.activeTab, undefined));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('goes from the list to the settings', () => {
    assert.deepEqual(
      walkthrough.steps.map(({ id }) => id),
      ['list', 'guide', 'copy', 'share', 'settings'],
    );
  });

  it('is completed by all that the code says has happened', () => {
    const events = walkthrough.steps.flatMap(({ completionEvents }) => completionEvents);
    assert.deepEqual(
      eventKeys.filter(key => !events.includes(`onContext:${key}`)),
      [],
    );
  });

  for (const { id, title, description, media, completionEvents } of walkthrough.steps) {
    it(`says what to do and shows it in a picture of its own: ${id}`, () => {
      for (const text of [title, description, media.altText]) assert.ok(textOf(text).length > 10);
      assert.ok(existsSync(join(root, media.svg)), media.svg);
      assert.equal(walkthrough.steps.filter(step => step.media.svg === media.svg).length, 1);
    });

    it(`has links to commands that exist, with arguments that they take: ${id}`, async () => {
      const links = [...textOf(description).matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
      assert.ok(links.length > 0);
      const commands = await vscode.commands.getCommands(true);
      for (const link of links) {
        const [, command = '', query] = /^command:([\w.-]+)(?:\?(.*))?$/.exec(link) ?? assert.fail(link);
        assert.ok(commands.includes(command), `${command} is not registered`);
        if (query !== undefined) assert.ok(Array.isArray(JSON.parse(decodeURIComponent(query))));
      }
    });

    it(`is completed by what can happen: ${id}`, () => {
      assert.ok(completionEvents.length > 0);
      const settings = Object.keys(contributes.configuration.properties);
      const known: Readonly<Record<string, readonly string[]>> = {
        onContext: eventKeys,
        onSettingChanged: settings,
        onCommand: contributed,
      };
      for (const event of completionEvents) {
        const [kind = '', name = ''] = event.split(/:(.*)/);
        assert.ok(known[kind]?.includes(name), event);
      }
    });

    it(`has a picture that runs and loads nothing: ${id}`, () => {
      const picture = readFileSync(join(root, media.svg), 'utf8');
      assert.doesNotMatch(
        picture,
        /<(?:script|style|foreignObject|image|iframe|animate|set|a)\b|\bon\w+\s*=|\bhref\s*=|url\(|@import|<!(?:DOCTYPE|ENTITY)|javascript:/i,
      );
      const addresses = picture.match(/\w+:\/\/[^"'\s]*/g) ?? [];
      assert.deepEqual([...new Set(addresses)], ['http://www.w3.org/2000/svg']);
    });
  }
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
