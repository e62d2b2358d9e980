import * as vscode from 'vscode';
import { formatCode } from '../../core/codeWindow';
import { parseSecret } from '../../core/secret';
import type { SharedKind } from '../../core/team/sharedFile';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import type { KeyFile } from '../keyFile';
import { kindOfName } from '../layout';
import type { Side } from '../sync';
import type { Team } from '../teams';
import { chooseDetails } from './chooseDetails';
import { signerText } from './signerText';

/** Asks which key and which details to keep, each where both changed. */
export async function chooseSides(
  login: string,
  team: Team,
  services: TeamCommandServices,
): Promise<Partial<Record<SharedKind, Side>>> {
  const { memory } = await services.teams.run(team, store => store.standing());
  const conflicts = Object.entries(memory?.shared ?? {}).flatMap(([name, known]) =>
    known.login === login && known.isConflict ? kindOfName(name) : [],
  );
  const key = conflicts.includes('key') ? await chooseSide(login, team, services) : undefined;
  const answers = conflicts.includes('answers') ? await chooseDetails(login, team, services) : undefined;
  return { ...(key && { key }), ...(answers && { answers }) };
}

/** Asks which key to keep, by the codes that both give now. */
async function chooseSide(
  login: string,
  team: Team,
  services: TeamCommandServices,
): Promise<Side | undefined> {
  const { teams, nameOf } = services;
  const { key: here } = await teams.localOf(login);
  const file = await teams.run(team, store => store.get(login));
  if (typeof file !== 'object' || here === file.value) return undefined;
  teams.recordShown(login);
  const signer = await signerText(team, file, services);
  const name = sanitizeLabel(nameOf(login));
  const [keep, take] = [vscode.l10n.t('Keep This Computer’s Key'), vscode.l10n.t('Use the Team’s Key')];
  const chosen = await vscode.window.showWarningMessage(
    here === undefined
      ? vscode.l10n.t(
          '{0} has no setup key on this computer, and an unclear one in the team store. Does Xero accept it?',
          name,
        )
      : vscode.l10n.t(
          '{0} has one setup key here and another in the team store. Which one does Xero accept?',
          name,
        ),
    {
      modal: true,
      detail: [
        ...(here === undefined
          ? []
          : [vscode.l10n.t('The code on this computer now is {0}.', codeOf(here, services))]),
        vscode.l10n.t('The code in the store is {0}.', codeOf(file.value, services)),
        signer,
      ].join('\n\n'),
    },
    ...(here === undefined ? [take] : [keep, take]),
  );
  if (chosen === undefined) return undefined;
  return chosen === keep ? 'here' : 'store';
}

/**
 * Asks which of two keys to keep that git could not merge. It says which one is on this computer now: which side of a merge,
 * a rebase or a stash is whose is easily mistaken.
 *
 * @returns the chosen file
 */
export async function chooseMerged(
  login: string,
  [one, other]: readonly [KeyFile, KeyFile],
  services: TeamCommandServices,
): Promise<KeyFile | undefined> {
  const { teams, nameOf } = services;
  const { key: here } = await teams.localOf(login);
  teams.recordShown(login);
  const describe = (file: KeyFile): string => {
    const code = codeOf(file.value, services);
    return file.value === here
      ? vscode.l10n.t('The code on this computer now is {0}.', code)
      : vscode.l10n.t('The other code is {0}.', code);
  };
  const files = [one, other].map(file => ({
    title: vscode.l10n.t('Use {0}', codeOf(file.value, services)),
    file,
  }));
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} has two setup keys that git couldn’t merge. Which one does Xero accept?',
      sanitizeLabel(nameOf(login)),
    ),
    { modal: true, detail: [one, other].map(describe).join('\n\n') },
    ...files,
  );
  return chosen?.file;
}

function codeOf(uri: string, { now, hmac }: TeamCommandServices): string {
  return formatCode(parseSecret(uri).secret.codeAt(now(), hmac));
}
