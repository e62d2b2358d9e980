import * as v from 'valibot';
import manifest from '../../package.json';
import strings from '../../package.nls.json';
import { ARGUMENT_FIELDS } from '../../src/contributions/argumentFields';
import { COMMANDS, type CommandName } from '../../src/contributions/commands';
import { COLUMN_NAMES, COLUMNS } from '../../src/core/accountColumnNames';
import { readableApps } from '../../src/core/keyExport';
import { KINDS, REGIONS } from '../../src/core/organisation';
import { EFFECTS } from './effects';

/** Arguments that only the extension itself gives. */
const INTERNAL: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  // Rows of problems have it.
  openAccountsFile: ['offset'],
};

interface SettingInManifest {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const texts: Readonly<Record<string, string>> = strings;
const { contributes, capabilities } = manifest;

/** What stands between the markers of a document, by the name in them. */
export const MADE: Readonly<Record<string, () => string>> = {
  apps: () => block(`${readableApps().join(', ')}.`),
  columns: () => block(`${COLUMNS.map(column => COLUMN_NAMES[column][0]).join(', ')}.`),
  commands: () =>
    block(
      table(
        ['`xeroMfa.` +', 'In the palette', 'Arguments', 'What it does'],
        Object.values(COMMANDS).flatMap(group => (Object.keys(group) as CommandName[]).map(commandRow)),
      ),
    ),
  kinds: () => KINDS.join(', '),
  regions: () => REGIONS.join(', '),
  settings: () =>
    block(
      table(
        ['`xeroMfa.` +', 'Default', 'Meaning'],
        Object.entries(contributes.configuration.properties).map(settingRow),
      ),
    ),
};

const MARKED = /(<!-- made: (\w+) -->)[\s\S]*?(<!-- end -->)/g;

/** A document with what is between its markers remade. */
export function withMade(document: string): string {
  return document.replace(MARKED, (_, start: string, name: string, end: string) => {
    const make = MADE[name];
    if (!make) throw new Error(`Nothing makes “${name}”.`);
    return `${start}${make()}${end}`;
  });
}

/** The names in the markers of a document. */
export function madeIn(document: string): string[] {
  return Array.from(document.matchAll(MARKED), ([, , name = '']) => name);
}

function block(text: string): string {
  return `\n\n${plain(text)}\n\n`;
}

/** With the marks that documents have, where the product’s texts have those of print. */
function plain(text: string): string {
  return text.replaceAll('’', "'").replaceAll(/[“”]/g, '"');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`.replaceAll('  ', ' '))
    .join('\n');
}

/** The arguments as documents write them: `{ login, name? }`. */
function argumentsOf(name: CommandName): string {
  const [command] = Object.values(COMMANDS).flatMap(group =>
    Object.entries(group).flatMap(([each, found]) => (each === name ? [found] : [])),
  );
  const entries: v.ObjectEntries = command?.entries(ARGUMENT_FIELDS) ?? {};
  const fields = Object.entries(v.object(entries).entries)
    .filter(([field]) => !INTERNAL[name]?.includes(field))
    .map(([field, { type }]) => (type === 'optional' || type === 'nullish' ? `${field}?` : field));
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '';
}

function commandRow(name: CommandName): readonly string[] {
  const { title = '' } = contributes.commands.find(({ command }) => command === `xeroMfa.${name}`) ?? {};
  const isHidden = contributes.menus.commandPalette.some(
    ({ command, when }) => command === `xeroMfa.${name}` && when === 'false',
  );
  const given = argumentsOf(name);
  return [
    `\`${name}\``,
    isHidden ? '' : (texts[title.slice(1, -1)] ?? ''),
    given && `\`${given}\``,
    EFFECTS[name] ?? '',
  ];
}

function settingRow([id, setting]: readonly [string, SettingInManifest]): readonly string[] {
  const said = (key = ''): string => texts[key.slice(1, -1)] ?? '';
  const choices = (setting.enum ?? []).map(
    (choice, index) => ` \`${choice}\`: ${said(setting.enumDescriptions?.[index])}`,
  );
  const restricted: readonly string[] = capabilities.untrustedWorkspaces.restrictedConfigurations;
  return [
    `\`${id.replace('xeroMfa.', '')}\``,
    `\`${JSON.stringify(setting.default)}\``,
    [
      said(setting.markdownDescription ?? setting.description),
      ...choices,
      setting.scope ? ' A workspace can’t change it.' : '',
      restricted.includes(id) ? ' Ignored in the settings of an untrusted folder.' : '',
    ].join(''),
  ];
}
