import * as vscode from 'vscode';
import type { Identified } from '../../contributions/commandResults';
import type { CommandArguments } from '../../contributions/commands';
import { loginKey } from '../../core/account';
import { formatCode } from '../../core/codeWindow';
import { parseSecret } from '../../core/secret';
import { numbered } from '../../core/team/words';
import type { CommandTarget } from '../../platform/commandCall';
import { requireConfirmed } from '../../platform/confirm';
import { nameList } from '../../platform/nameList';
import { sanitizeLabel } from '../../platform/sanitize';
import type { TeamCommandServices } from '../commandServices';
import { adoptedLines } from '../founding';
import type { KeyFile } from '../keyFile';
import { loginsOf } from '../move';
import { type Person, wordsOf } from '../people';
import { publicationRemedies } from '../publication';
import type { TeamList } from '../services';
import { askName, requireList, requireName } from './common';

interface Choice extends vscode.QuickPickItem {
  readonly person?: Person;
  readonly key?: KeyFile;
}

/** Makes a store of `age`, `passage` or an earlier version this team's. A person decides about everyone and every key. */
export async function adoptStore(
  { name, list: named }: CommandArguments<'team.adopt'>,
  services: TeamCommandServices,
): Promise<Identified> {
  const identified = await adopt(await requireList(named, services), requireName(name), services);
  if (!identified) throw new vscode.CancellationError();
  return identified;
}

/** Asks which list and by what name, and does the same. */
export async function askToAdopt(
  target: CommandTarget,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const title = vscode.l10n.t('Adopt Team Store');
  const list = await services.teams.chooseList(target.list, title, 'withStore');
  const name = list && (await askName(title, list));
  return list && name !== undefined ? adopt(list, name, services) : undefined;
}

async function adopt(
  list: TeamList,
  name: string,
  services: TeamCommandServices,
): Promise<Identified | undefined> {
  const { teams, offer } = services;
  await teams.ensureIdentity();
  const team = await teams.of(list);
  const { people, keys, lockedOut } = await teams.run(team, store => store.adoptable(list.logins));
  const choices = await choicesOf(people, keys, services);
  const picked =
    choices.length === 0
      ? []
      : await vscode.window.showQuickPick(choices, {
          title: vscode.l10n.t('Adopt Team Store'),
          placeHolder: vscode.l10n.t(
            'Tick the people you know and the codes that Xero accepts. No one else keeps access.',
          ),
          canPickMany: true,
          ignoreFocusOut: true,
        });
  if (!picked) return undefined;
  if (lockedOut.length > 0) {
    await requireConfirmed(
      vscode.l10n.t('Adopt the team store without {0}?', nameList(lockedOut)),
      vscode.l10n.t(
        'Their SSH keys, plugins or post-quantum keys can’t be members of a team. They can no longer read the setup keys that are adopted.',
      ),
      vscode.l10n.t('Adopt'),
    );
  }
  const [kept, signed] = [picked.flatMap(each => each.person ?? []), picked.flatMap(each => each.key ?? [])];
  await teams.run(team, store => store.adopt(name, kept, signed));
  const { arrived } = await teams.sync(team, 'all');
  await services.onChanged();
  void offer(
    vscode.l10n.t(
      'The team store is adopted. Members: {0}. Setup keys received: {1}. Commit and push it.',
      kept.length + 1,
      loginsOf(arrived, 'key').length,
    ),
    await publicationRemedies(list, { message: vscode.l10n.t('Adopt the team store'), offer }),
  );
  return teams.identified();
}

/** People first, each with their words; then keys, each with its code. */
async function choicesOf(
  people: readonly Person[],
  keys: readonly KeyFile[],
  { teams, hmac, now, nameOf }: TeamCommandServices,
): Promise<readonly Choice[]> {
  const persons = people.map(
    async (person): Promise<Choice> => ({
      label: sanitizeLabel(person.name),
      description: vscode.l10n.t('can read all keys'),
      detail: numbered(await wordsOf(person)),
      person,
    }),
  );
  const codes = keys.map((key): Choice => {
    teams.recordShown(loginKey(key.login));
    const lines = adoptedLines(key).filter(line => line.trim() !== '').length;
    const code = formatCode(parseSecret(key.value).secret.codeAt(now(), hmac));
    return {
      label: sanitizeLabel(nameOf(key.login)),
      description: vscode.l10n.t('gives the code {0}', code),
      ...(lines > 0 && {
        detail: vscode.l10n.t('Everyone you tick can also read its other lines ({0}).', lines),
      }),
      key,
    };
  });
  return [...(await Promise.all(persons)), ...codes];
}
