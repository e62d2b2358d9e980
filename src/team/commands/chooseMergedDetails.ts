import * as vscode from 'vscode';
import { type DetailsPart, type PartChoice, partsToChoose, partText } from '../../core/detailsMerge';
import { type LoginDetails, NO_DETAILS, parseDetails } from '../../core/loginDetails';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import type { KeyFile } from '../keyFile';
import { detailsSide } from '../merge';
import type { Team } from '../teams';

/** A side of a merge, as a question names it. */
interface Side {
  readonly file: KeyFile;
  readonly details: LoginDetails;
  /** The member's name, if one signed it. */
  readonly signer: string | undefined;
}

type Sides = readonly [one: Side, other: Side];

/**
 * Asks which password and which answers to keep that git could not merge, where a person must choose. None is shown: it says
 * which one is on this computer now, and who signed what.
 *
 * @returns the tag of the chosen file by part; `undefined` if the person left a question, or if nothing tells the sides apart
 */
export async function chooseMergedDetails(
  login: string,
  team: Team,
  [one, other]: readonly [KeyFile, KeyFile],
  services: TeamCommandServices,
): Promise<PartChoice<string> | undefined> {
  const { teams, nameOf } = services;
  const here = await teams.localOf(login, 'answers').then(
    ({ answers }) => parseDetails(answers ?? NO_DETAILS),
    // It can't be read. A sync says so.
    (): LoginDetails => ({ answers: [] }),
  );
  const { roster } = await teams.run(team, store => store.people());
  const sideOf = (file: KeyFile): Side => {
    const { seal } = file.text;
    const isSigned = file.count !== undefined && seal !== undefined;
    return {
      file,
      details: parseDetails(file.value),
      signer: isSigned ? sanitizeLabel(roster.of(seal.by)?.name ?? seal.by) : undefined,
    };
  };
  const sides: Sides = [sideOf(one), sideOf(other)];
  let choice: PartChoice<string> = {};
  for (const part of partsToChoose(detailsSide(one), detailsSide(other))) {
    const chosen = await choosePart(part, sanitizeLabel(nameOf(login)), sides, here);
    if (!chosen) return undefined;
    choice = { ...choice, [part]: chosen.file.tag };
  }
  return choice;
}

async function choosePart(
  part: DetailsPart,
  name: string,
  sides: Sides,
  here: LoginDetails,
): Promise<Side | undefined> {
  const [one, other] = sides;
  const has = sides.find(({ details }) => partText(details, part) !== undefined) ?? one;
  const lacks = sides.find(({ details }) => partText(details, part) === undefined);
  const isHere = ({ details }: Side): boolean => partText(details, part) === partText(here, part);
  const items = lacks
    ? [
        { title: keepTitle(part), side: has },
        { title: leaveOutTitle(part), side: lacks },
      ]
    : [
        { title: useTitle(part, one, other, isHere(one)), side: one },
        { title: useTitle(part, other, one, isHere(other)), side: other },
      ];
  if (items[0]?.title === items[1]?.title) return undefined;
  const detail = lacks
    ? [withText(has), withoutText(lacks)]
    : [
        ...(sides.some(isHere) ? [] : [vscode.l10n.t('This computer has neither.')]),
        ...sides.map(side => signedText(side, isHere(side))),
      ];
  const chosen = await vscode.window.showWarningMessage(
    lacks ? oneSidedQuestion(part, name) : question(part, name),
    { modal: true, detail: detail.join('\n\n') },
    ...items,
  );
  return chosen?.side;
}

function question(part: DetailsPart, name: string): string {
  return part === 'password'
    ? vscode.l10n.t('{0} has two passwords that git couldn’t merge. Which one is right?', name)
    : vscode.l10n.t(
        '{0} has different answers to security questions that git couldn’t merge. Which ones are right?',
        name,
      );
}

function oneSidedQuestion(part: DetailsPart, name: string): string {
  return part === 'password'
    ? vscode.l10n.t('Git couldn’t merge the password for {0}: only one version has one. Keep it?', name)
    : vscode.l10n.t(
        'Git couldn’t merge the answers to security questions for {0}: only one version has any. Keep them?',
        name,
      );
}

function keepTitle(part: DetailsPart): string {
  return part === 'password' ? vscode.l10n.t('Keep the Password') : vscode.l10n.t('Keep the Answers');
}

function leaveOutTitle(part: DetailsPart): string {
  return part === 'password'
    ? vscode.l10n.t('Leave Out the Password')
    : vscode.l10n.t('Leave Out the Answers');
}

/** Which side of a merge, a rebase or a stash is whose is easily mistaken, so neither is named by that. */
function useTitle(part: DetailsPart, { signer }: Side, other: Side, isHere: boolean): string {
  const isPassword = part === 'password';
  if (isHere)
    return isPassword
      ? vscode.l10n.t('Keep This Computer’s Password')
      : vscode.l10n.t('Keep This Computer’s Answers');
  if (signer !== undefined && signer !== other.signer)
    return isPassword
      ? vscode.l10n.t('Use {0}’s Password', signer)
      : vscode.l10n.t('Use {0}’s Answers', signer);
  return isPassword ? vscode.l10n.t('Use the Other Password') : vscode.l10n.t('Use the Other Answers');
}

function signedText({ signer }: Side, isHere: boolean): string {
  if (isHere)
    return signer === undefined
      ? vscode.l10n.t('No member signed the version on this computer.')
      : vscode.l10n.t('{0} signed the version on this computer.', signer);
  return signer === undefined
    ? vscode.l10n.t('No member signed the other version.')
    : vscode.l10n.t('{0} signed the other version.', signer);
}

function withText({ signer }: Side): string {
  return signer === undefined
    ? vscode.l10n.t('No member signed the version that has it.')
    : vscode.l10n.t('{0} signed the version that has it.', signer);
}

function withoutText({ signer }: Side): string {
  return signer === undefined
    ? vscode.l10n.t('No member signed the version without it.')
    : vscode.l10n.t('{0} signed the version without it.', signer);
}
