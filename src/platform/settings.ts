import * as vscode from 'vscode';
import { settingId } from '../contributions/ids';
import { SETTINGS, type SettingName, type Settings } from '../contributions/settings';
import { type Remedy, UserError } from '../core/errors';

/** The current value of a setting; a value of the wrong type counts as the default. */
export function readSetting<Name extends SettingName>(name: Name): Settings[Name] {
  return SETTINGS[name].read(configuration().get<unknown>(name));
}

/** Changes a setting in the workspace if it is set there, otherwise for the user. */
export async function updateSetting<Name extends SettingName>(
  name: Name,
  value: Settings[Name],
): Promise<void> {
  const isOfWorkspace = configuration().inspect(name)?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration().update(name, value, isOfWorkspace ? Workspace : Global);
}

/** Calls the listener when a setting may have changed. */
export function onDidChangeSetting(name: SettingName, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(settingId(name))) listener();
  });
}

/** The settings that are addresses. */
type WebAddressName = {
  [Name in SettingName]: Settings[Name] extends URL | undefined ? Name : never;
}[SettingName];

/** @throws {@link UserError} if the setting is not a permitted address */
export function readWebAddress(name: WebAddressName): URL {
  const url = readSetting(name);
  if (url) return url;
  throw new UserError(
    vscode.l10n.t(
      'The setting “{0}” must be an https address, or http on this computer. Correct it or reset it.',
      settingId(name),
    ),
    [openSettingButton(name)],
  );
}

/** A button that opens a setting. */
export function openSettingButton(name: SettingName): Remedy {
  return {
    label: vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', settingId(name)),
  };
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('xeroMfa');
}
