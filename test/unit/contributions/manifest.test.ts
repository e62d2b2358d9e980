import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../../media/accounts.schema.json';
import manifest from '../../../package.json';
import strings from '../../../package.nls.json';
import { CONTEXT_KEYS, WALKTHROUGH_EVENTS } from '../../../src/contributions/contextKeys';
import {
  COPY_ROW,
  commandName,
  EXTENSION_ID,
  GUIDE_VIEW_TYPE,
  VIEWS,
  WALKTHROUGH_ID,
} from '../../../src/contributions/ids';
import { SETTINGS, type SettingName } from '../../../src/contributions/settings';
import { KINDS, REGIONS } from '../../../src/core/organisation';
import { commandNames } from '../../shared/commandNames';

const root = join(__dirname, '../../../..');
const { contributes } = manifest;
const texts: Readonly<Record<string, string>> = strings;

const contributed = contributes.commands.map(({ command }) => command).sort();
/** Commands with another title in the menus of rows. */
const inRows = contributed.filter(id => id.endsWith('.row'));
const commands = commandNames.map(name => `xeroMfa.${name}`).sort();
const properties: Readonly<Record<string, { type: string; default: unknown; enum?: readonly string[] }>> =
  contributes.configuration.properties;

function found(pattern: RegExp, text: string): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), match => match[1] ?? match[0]))].sort();
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Every when-clause and enablement in a value. */
function conditionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'when' || key === 'enablement') && typeof inner === 'string' ? [inner] : conditionsIn(inner),
  );
}

describe('The manifest', () => {
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
    assert.equal(EXTENSION_ID, `${publisher}.${name}`);
    assert.equal(strings.displayName, 'Xero Test MFA');
    assert.match(strings.description, /not affiliated with Xero/i);
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      ['xeroMfa'],
    );
    assert.equal(VIEWS.accounts, 'xeroMfa.accounts');
  });

  it('has the views that the code fills, in their order', () => {
    assert.deepEqual(
      contributes.views.xeroMfa.map(({ id }) => id),
      Object.values(VIEWS),
    );
  });

  it('has the commands of the code, and no other', () => {
    assert.deepEqual(
      contributed.filter(id => !inRows.includes(id)),
      commands,
    );
    for (const id of inRows) assert.ok(contributed.includes(`xeroMfa.${commandName(id)}`), id);
  });

  it('has the titles for rows in their menus alone, and nothing with “…” on a row where nothing is asked', () => {
    const hidden = contributes.menus.commandPalette.filter(({ when }) => when === 'false');
    assert.deepEqual(
      hidden.map(({ command }) => command).filter(id => inRows.includes(id)),
      contributes.commands.map(({ command }) => command).filter(id => inRows.includes(id)),
    );
    for (const [menu, items] of Object.entries(contributes.menus)) {
      if (menu === 'commandPalette') continue;
      const twins = items.map(({ command }) => command).filter(id => inRows.includes(id));
      assert.ok(menu === 'view/item/context' ? twins.length > 0 : twins.length === 0, menu);
    }
    const titles = Object.fromEntries(contributes.commands.map(({ command, title }) => [command, title]));
    const asking = ['setSecret', 'copyTenantId'];
    const names = inRows.map(commandName).filter(name => !asking.includes(name));
    for (const name of names) {
      const ids = contributes.menus['view/item/context'].map(({ command }) => command);
      assert.ok(ids.includes(`xeroMfa.${name}.row`) && !ids.includes(`xeroMfa.${name}`), name);
      assert.doesNotMatch(texts[titles[`xeroMfa.${name}.row`]?.slice(1, -1) ?? ''] ?? '…', /…/);
    }
  });

  it('puts every command in the category “Xero MFA”', () => {
    assert.deepEqual(new Set(contributes.commands.map(({ category }) => category)), new Set(['Xero MFA']));
  });

  it('has every string in package.nls.json, and no string there that it does not use', () => {
    const used = textsIn(manifest).flatMap(text => found(/^%(.+)%$/g, text));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
  });

  it('has the settings of the code, and no other, with their defaults and choices', () => {
    const ofCode = Object.entries(SETTINGS).map(([name, setting]) => [
      `xeroMfa.${name}`,
      { default: setting.default, enum: setting.choices },
    ]);
    const ofManifest = Object.entries(properties).map(([name, setting]) => [
      name,
      { default: setting.default, enum: setting.enum },
    ]);
    assert.deepEqual(Object.fromEntries(ofManifest), Object.fromEntries(ofCode));
  });

  it('gives every setting the type that the code reads', () => {
    for (const [id, { type, default: otherwise }] of Object.entries(properties)) {
      assert.equal(type, Array.isArray(otherwise) ? 'array' : typeof otherwise, id);
    }
  });

  it('lets people write what the code takes as it is', () => {
    for (const [id, setting] of Object.entries(contributes.configuration.properties)) {
      if (!('minimum' in setting)) continue;
      const { read } = SETTINGS[id.replace('xeroMfa.', '') as SettingName];
      for (const bound of [setting.minimum, setting.maximum]) assert.equal(read(bound), bound, id);
      const text = texts[id.replace('xeroMfa', 'setting')] ?? '';
      assert.ok(text.includes(`At most ${setting.maximum}.`), `${id}: ${text}`);
    }
  });

  it('has the defaults that the contract promises', () => {
    const defaults = Object.entries(properties).map(([name, setting]) => [name, setting.default]);
    assert.deepEqual(Object.fromEntries(defaults), {
      'xeroMfa.clearClipboardAfter': 30,
      'xeroMfa.minimumRemaining': 4,
      'xeroMfa.accountsFiles': [],
      'xeroMfa.remindBefore': 5,
      'xeroMfa.groupBy': 'auto',
      'xeroMfa.statusBar': true,
      'xeroMfa.xeroUrl': 'https://login.xero.com/',
      'xeroMfa.clockCheck.url': 'https://login.xero.com/',
      'xeroMfa.agentTool': false,
      'xeroMfa.activityDays': 180,
    });
  });

  it('keeps an untrusted folder from settings that there are', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(
      restrictedConfigurations.filter(id => !(id in properties)),
      [],
    );
  });

  it('gives no code away in an untrusted folder, and shows agents their tool only while the setting is on', () => {
    for (const id of ['xeroMfa.getCode', 'xeroMfa.typeCode']) {
      const command = contributes.commands.find(each => each.command === id) ?? assert.fail(id);
      assert.equal('enablement' in command && command.enablement, 'isWorkspaceTrusted');
    }
    const [tool = assert.fail(), ...others] = contributes.languageModelTools;
    assert.deepEqual(others, []);
    assert.deepEqual([tool.name, tool.when], ['xeroMfa_getCode', 'config.xeroMfa.agentTool']);
    // No workspace can set it.
    assert.equal(contributes.configuration.properties['xeroMfa.agentTool'].scope, 'application');
  });

  it('copies the last used code, and signs in, with keys that type nothing', () => {
    const own = contributes.keybindings.filter(({ command }) => command !== 'runCommands');
    assert.deepEqual(own, [
      // On Windows, Ctrl+Alt is AltGr: with X it types ź on a Polish keyboard.
      { command: 'xeroMfa.copyLastUsed', key: 'ctrl+alt+x', win: 'shift+alt+x', mac: 'cmd+alt+x' },
      // On macOS, Option types.
      { command: 'xeroMfa.signIn', key: 'shift+alt+s', mac: 'shift+cmd+alt+s' },
    ]);
  });

  it('copies the last used code with the keys that the walkthrough, the guide and the sample name', () => {
    const binding = contributes.keybindings.find(({ command }) => command === 'xeroMfa.copyLastUsed');
    assert.ok(binding && 'win' in binding);
    const { key, win, mac } = binding;
    const keys = [key, win, mac].sort();
    const files = [
      'package.nls.json',
      'package.nls.fr.json',
      'src/guide/content/end.ts',
      'media/sample/README.md',
    ];
    for (const file of files) {
      const named = readFileSync(join(root, file), 'utf8').match(/\b(?:Ctrl|Cmd|Shift|Maj)\+Alt\+\w/g);
      const asBound = named?.map(each => each.replace('Maj', 'Shift').toLowerCase());
      assert.deepEqual([...new Set(asBound)].sort(), keys, file);
    }
  });

  it('copies the focused row with Ctrl+C, which selects it, and leaves it as it is', () => {
    const bindings = contributes.keybindings.filter(({ command }) => command === 'runCommands');
    const [toggling, other, ...more] = bindings.map(({ key, mac, when = '', args }) => {
      assert.deepEqual([key, mac], ['ctrl+c', 'cmd+c']);
      assert.match(when, /^focusedView == xeroMfa\.accounts && listFocus && !inputFocus && /);
      return { when: when.split(' && ').at(-1), commands: args?.commands };
    });
    // Selecting expands or collapses a row as a click does, which the second command undoes.
    assert.deepEqual(toggling, {
      when: "config.workbench.tree.expandMode != 'doubleClick'",
      commands: ['list.selectAndPreserveFocus', 'list.toggleExpand', COPY_ROW],
    });
    assert.deepEqual(other, {
      when: "config.workbench.tree.expandMode == 'doubleClick'",
      commands: ['list.selectAndPreserveFocus', COPY_ROW],
    });
    assert.deepEqual(more, []);
  });

  it('names only commands that exist, in menus, keys and texts', () => {
    const inMenus = Object.values(contributes.menus).flatMap(menu => menu.map(({ command }) => command));
    const inKeys = contributes.keybindings
      .map(({ command }) => command)
      .filter(command => command !== 'runCommands');
    const inTexts = Object.values(texts).flatMap(text => found(/\(command:(xeroMfa\.[\w.]+)/g, text));
    assert.deepEqual(
      [...inMenus, ...inKeys, ...inTexts].filter(id => !contributed.includes(id)),
      [],
    );
  });

  it('asks for the context keys that the code sets, all of them, and for views that there are', () => {
    const named = conditionsIn(contributes).flatMap(condition =>
      found(/(?<!config\.)\bxeroMfa\.\w+/g, condition),
    );
    const views: readonly string[] = Object.values(VIEWS);
    const keys = new Set(named.filter(name => !views.includes(name)));
    assert.deepEqual([...keys].sort(), CONTEXT_KEYS.map(key => `xeroMfa.${key}`).sort());
  });

  it('shows its welcome text in a view that there is', () => {
    const views: readonly string[] = [VIEWS.accounts, VIEWS.team];
    for (const { view } of contributes.viewsWelcome) assert.ok(views.includes(view), view);
  });

  it('refers only to files that exist', () => {
    const files = textsIn(manifest).flatMap(text => found(/^(?:\.\/)?((?:media|dist)\/.+)$/g, text));
    // What is built is not there before it is built.
    const sources = files.filter(file => !file.startsWith('dist/'));
    assert.ok(sources.length > 0);
    assert.deepEqual(
      sources.filter(file => !existsSync(join(root, file))),
      [],
    );
  });

  it('starts the extension for its link and for the tabs of the guide that VS Code restores', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished',
      'onUri',
      `onWebviewPanel:${GUIDE_VIEW_TYPE}`,
    ]);
  });

  it('completes the regions and kinds of organisations that lists may have', () => {
    const { region, kind } = schema.definitions.organisation.properties;
    assert.deepEqual(region.anyOf[0]?.enum, REGIONS);
    assert.deepEqual(kind.anyOf[0]?.enum, KINDS);
  });
});

describe('The walkthrough', () => {
  const [walkthrough = assert.fail('there is none'), ...others] = contributes.walkthroughs;

  function textOf(reference: string): string {
    const [, key = ''] = /^%(.+)%$/.exec(reference) ?? [];
    return texts[key] ?? assert.fail(`${reference} is no string of package.nls.json`);
  }

  it('is the one that the contract names and the code opens', () => {
    assert.deepEqual([walkthrough.id, others.length], ['xeroMfa.start', 0]);
    assert.equal(WALKTHROUGH_ID, `${EXTENSION_ID}#${walkthrough.id}`);
    assert.notEqual(textOf(walkthrough.title), '');
    assert.notEqual(textOf(walkthrough.description), '');
  });

  it('goes from the list to the settings', () => {
    assert.deepEqual(
      walkthrough.steps.map(({ id }) => id),
      ['list', 'guide', 'copy', 'share', 'settings'],
    );
  });

  it('is completed by all that the code says has happened, and by nothing that cannot', () => {
    const events = walkthrough.steps.flatMap(({ completionEvents }) => completionEvents);
    const ofCode = events.filter(event => event.startsWith('onContext:'));
    assert.deepEqual(ofCode.sort(), WALKTHROUGH_EVENTS.map(key => `onContext:xeroMfa.${key}`).sort());
    const known = [
      ...ofCode,
      ...Object.keys(properties).map(id => `onSettingChanged:${id}`),
      ...commands.map(id => `onCommand:${id}`),
    ];
    assert.deepEqual(
      events.filter(event => !known.includes(event)),
      [],
    );
  });

  for (const { id, title, description, media, completionEvents } of walkthrough.steps) {
    it(`says what to do, shows it in a picture of its own, and can be completed: ${id}`, () => {
      for (const text of [title, description, media.altText]) assert.ok(textOf(text).length > 10);
      assert.ok(existsSync(join(root, media.svg)), media.svg);
      assert.equal(walkthrough.steps.filter(step => step.media.svg === media.svg).length, 1);
      assert.ok(completionEvents.length > 0);
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
