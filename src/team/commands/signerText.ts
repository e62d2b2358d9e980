import * as vscode from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import type { KeyFile } from '../keyFile';
import type { Team } from '../teams';

/** Who signed what is in the store. */
export async function signerText(team: Team, file: KeyFile, { teams }: TeamCommandServices): Promise<string> {
  const { seal } = file.text;
  if (file.count === undefined || !seal) return vscode.l10n.t('No member signed the one in the store.');
  const people = await teams.run(team, store => store.people());
  const name = people.roster.of(seal.by)?.name ?? seal.by;
  return vscode.l10n.t('{0} signed the one in the store.', sanitizeLabel(name));
}
