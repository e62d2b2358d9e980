import type { CommandName } from './commands';
import type { SettingName } from './settings';

/** This extension's id. */
export const EXTENSION_ID = 'xero-test-mfa.xero-test-mfa';

/** The views in the sidebar. */
export const VIEWS = {
  accounts: 'xeroMfa.accounts',
  team: 'xeroMfa.teamStore',
  help: 'xeroMfa.help',
} as const;

/** The view type of the guide's tabs. */
export const GUIDE_VIEW_TYPE = 'xeroMfa.guide';

/** The view type of the import's tab. */
export const IMPORT_VIEW_TYPE = 'xeroMfa.import';

/** The scheme of the document that shows the log of activity. */
export const ACTIVITY_SCHEME = 'xero-mfa-activity';

/** The scheme of the page that shows how a team store stands. */
export const TEAM_STATUS_SCHEME = 'xero-mfa-team';

/** The scheme of the page that shows what a list lacks. */
export const LIST_HEALTH_SCHEME = 'xero-mfa-list';

/** The walkthrough that Get Started opens. */
export const WALKTHROUGH_ID = `${EXTENSION_ID}#xeroMfa.start`;

const COMMAND_PREFIX = 'xeroMfa.';

/** What the id of a command in a row's menu ends with: it has another title there, as VS Code shows no short titles in menus. */
const ROW_SUFFIX = '.row';

/** The name of a command in the manifest, by its id. */
export function commandName(id: string): CommandName {
  return id.slice(COMMAND_PREFIX.length).replace(ROW_SUFFIX, '') as CommandName;
}

/** Copies the row that is selected. In no menu and not in the palette: the binding of Ctrl+C selects a row and runs it. */
export const COPY_ROW = `${COMMAND_PREFIX}copyRow`;

/** The id of a command, for rows, the status bar and links. */
export function commandId<Name extends CommandName>(name: Name): `xeroMfa.${Name}` {
  return `${COMMAND_PREFIX}${name}`;
}

/** The full name of a setting. */
export function settingId<Name extends SettingName>(name: Name): `xeroMfa.${Name}` {
  return `xeroMfa.${name}`;
}

/** The path of the shared list in a workspace folder. */
export const LIST_PATH = '.xero-mfa/accounts.json';
