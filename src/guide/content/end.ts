import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel, NextDue } from '../model';
import { type Action, button, withMain } from '../page/buttons';
import { richText, xero } from '../page/richText';
import type { ButtonView, RichText, StepBody } from '../protocol';

/** What a scenario's last step shows once all of them are done: what is so now, and what comes next. */
export function endOf(model: GuideModel): StepBody & Required<Pick<StepBody, 'heading'>> {
  const { scenario, account } = model;
  const name = sanitizeLabel(account.name);
  const last = scenario.steps.at(-1);
  if (last?.records === 'turnedOff') {
    return {
      heading: richText(l10n.t('MFA is off for {0}'), name),
      text: afterTurningOff(model),
      buttons: withMain(commitAction(model) ?? 'openList', [...commitButton(model), button('openList')]),
    };
  }
  const heading = richText(l10n.t('{0} is ready'), name);
  return last?.records === 'setUp'
    ? { heading, text: afterSetUp(model), buttons: buttonsAfterSetUp(model) }
    : { heading, text: afterKeyFromTeam(model), buttons: buttonsAfterKey(model) };
}

function afterTurningOff({ publication }: GuideModel): readonly RichText[] {
  return [
    richText(
      l10n.t('The setup key is no longer on this computer, and the list no longer says that MFA is set up.'),
    ),
    ...(publication === 'store'
      ? [richText(l10n.t('Commit and push, so that your colleagues see it, too.'))]
      : publication === 'list'
        ? [richText(l10n.t('Commit the list, so that your colleagues see it, too.'))]
        : []),
  ];
}

function afterSetUp(model: GuideModel): readonly RichText[] {
  const { findings, publication } = model;
  return [
    isInList(model)
      ? richText(l10n.t('The setup key is on this computer, and the list says that MFA is set up.'))
      : [
          l10n.t('The setup key is on this computer. The list doesn’t say yet that MFA is set up.'),
          ...(findings.list === undefined ? [] : [` ${findings.list}`]),
        ],
    ...(publication === 'list'
      ? [
          richText(
            l10n.t('Commit the list so that your team sees the change. It doesn’t contain the setup key.'),
          ),
        ]
      : []),
    ...wayToColleagues(model),
    shortcut(),
  ];
}

/** How colleagues get the key; of a password manager only where no team store has it. */
function wayToColleagues({ known: { store }, publication }: GuideModel): readonly RichText[] {
  switch (store) {
    case 'shared':
      return [
        richText(
          publication === 'nothing'
            ? l10n.t('The key is in the team store. Your colleagues get it when they pull.')
            : l10n.t(
                'The key is in the team store. Commit and push it. Your colleagues get it when they pull.',
              ),
        ),
      ];
    case 'waiting':
      return [
        richText(
          l10n.t(
            'Your colleagues get the key from the team store once a member has let this computer in. The Team view says what to do.',
          ),
        ),
      ];
    case 'notJoined':
      return [richText(l10n.t('Your team keeps its keys in a team store. Join the team to share this one.'))];
    case 'possible':
    case 'none':
      return [
        richText(
          l10n.t(
            'Your colleagues get the key from your team’s password manager and choose “{0}” in this guide.',
          ),
          l10n.t('Someone else has set it up'),
        ),
        richText(
          store === 'possible'
            ? l10n.t('A team store would send it to them through git, encrypted.')
            : l10n.t('An encrypted backup keeps the key if you lose this computer.'),
        ),
      ];
  }
}

function afterKeyFromTeam({ known: { store } }: GuideModel): readonly RichText[] {
  return [
    richText(l10n.t('The setup key is on this computer, and Xero accepted a code from it.')),
    ...(store === 'notJoined'
      ? [richText(l10n.t('Your team keeps its keys in a team store. Join the team to get the others, too.'))]
      : []),
    shortcut(),
  ];
}

function shortcut(): RichText {
  return richText(
    // The window may be on another system than the extension.
    l10n.t('To copy a code from anywhere in VS Code, press {0}, {1} on Windows, or {2} on macOS.'),
    xero('Ctrl+Alt+X'),
    xero(l10n.t('Shift+Alt+X')),
    xero('Cmd+Alt+X'),
  );
}

function buttonsAfterSetUp(model: GuideModel): readonly ButtonView[] {
  const { nextDue } = model;
  const next = nextDue ? 'openNext' : 'copyCode';
  return withMain(isInList(model) ? (commitAction(model) ?? next) : 'writeList', [
    ...(isInList(model) ? [] : [button('writeList')]),
    ...commitButton(model),
    ...(nextDue ? [button('openNext', nextText(nextDue))] : []),
    button('copyCode'),
    ...storeButtons(model),
    button('openList'),
  ]);
}

function buttonsAfterKey(model: GuideModel): readonly ButtonView[] {
  return withMain('copyCode', [button('copyCode'), ...storeButtons(model)]);
}

function storeButtons({ known: { store } }: GuideModel): readonly ButtonView[] {
  switch (store) {
    case 'shared':
    case 'waiting':
      return [];
    case 'notJoined':
      return [button('joinTeam')];
    case 'possible':
      return [button('createTeam'), button('exportBackup')];
    case 'none':
      return [button('exportBackup')];
  }
}

function commitAction({ publication }: GuideModel): Action | undefined {
  if (publication === 'store') return 'commitStore';
  return publication === 'list' ? 'commitList' : undefined;
}

function commitButton(model: GuideModel): readonly ButtonView[] {
  const action = commitAction(model);
  return action === undefined ? [] : [button(action)];
}

function nextText({ name, left }: NextDue): string {
  return left === 1
    ? l10n.t('Next: {0} (the last one)', sanitizeLabel(name))
    : l10n.t('Next: {0} ({1} left)', sanitizeLabel(name), left);
}

/** Whether the list says that MFA is set up. Writing it may have failed, here or in an earlier window. */
function isInList({ findings, known }: GuideModel): boolean {
  return known.isSetUp && findings.list === undefined;
}
