import * as vscode from 'vscode';
import { settingId } from '../contributions/ids';
import { SETTINGS, type SettingName, type Settings } from '../contributions/settings';
import { type Remedy, UserError } from '../core/errors';

/** A setting as it is now; what has the wrong type counts as the default. */
export function readSetting<Name extends SettingName>(name: Name): Settings[Name] {
  return SETTINGS[name].read(configuration().get<unknown>(name));
}

/** Changes a setting where it is set: in the workspace, else for the person. */
export async function updateSetting<Name extends SettingName>(
  name: Name,
  value: Settings[Name],
): Promise<void> {
  const isOfWorkspace = configuration().inspect(name)?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration().update(name, value, isOfWorkspace ? Workspace : Global);
}

/** Calls the listener when a setting may have another value. */
export function onDidChangeSetting(name: SettingName, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(settingId(name))) listener();
  });
}

/** The settings that hold an address. */
type WebAddressName = {
  [Name in SettingName]: Settings[Name] extends URL | undefined ? Name : never;
}[SettingName];

/** @throws {@link UserError} if the setting holds no address that may be used */
export function readWebAddress(name: WebAddressName): URL {
  const url = readSetting(name);
  if (url) return url;
  throw new UserError(
    vscode.l10n.t('The setting “{0}” must be an https address. Correct it or reset it.', settingId(name)),
    [openSettingButton(name)],
  );
}

/** A button that opens the settings at one of ours. */
export function openSettingButton(name: SettingName): Remedy {
  return {
    label: vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', settingId(name)),
  };
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('xeroMfa');
}
