import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import { type GuideModel, hasStore, numberIn, type Step } from '../model';
import { button, primaryButton, withMain } from '../page/buttons';
import { richText, xero } from '../page/richText';
import type { ButtonView, RichText } from '../protocol';

/** The last steps of a set-up. What they show once they are done is in `end.ts`. */

export const finish: Step = {
  id: 'finish',
  place: 'xero',
  title: () => richText(l10n.t('Choose {0}'), xero('Continue')),
  shortTitle: () => l10n.t('Finish setup'),
  text: () => [richText(l10n.t('Xero says that MFA is on. Confirm it here.'))],
  picture: () => ({
    name: 'step-14',
    alt: l10n.t('The last page, with a tick. The button “{0}” is highlighted.', 'Continue'),
  }),
  buttons: ({ hasKey }) =>
    hasKey ? [primaryButton('next', l10n.t('MFA Is Set Up'))] : [primaryButton('goToKey')],
  records: 'setUp',
};

export const passOn: Step = {
  id: 'passOn',
  place: 'here',
  title: () => richText(l10n.t('Give the new key to the team')),
  shortTitle: () => l10n.t('Give the team the key'),
  text: model => [hasStore(model.known) ? throughStore(model) : byHand(model)],
  buttons: model => (model.hasKey ? passOnButtons(model) : [primaryButton('goToKey')]),
  records: 'setUp',
};

function throughStore({ known: { store } }: GuideModel): RichText {
  return store === 'shared'
    ? richText(
        l10n.t(
          'The old key no longer works. The new one is in the team store. Commit and push it. Your colleagues get it when they pull.',
        ),
      )
    : richText(
        l10n.t(
          'The old key no longer works. The new one isn’t in the team store yet, because this computer isn’t in the team. Ask a member to add it to their computer, too.',
        ),
      );
}

function byHand({ account, scenario }: GuideModel): RichText {
  return richText(
    l10n.t(
      'The old key no longer works. Ask everyone who uses {0} to add the new key from your team’s password manager, where you saved it in step {1}.',
    ),
    sanitizeLabel(account.login),
    String(numberIn(scenario, 'copyKey')),
  );
}

function passOnButtons({ known, publication }: GuideModel): readonly ButtonView[] {
  const canPush = known.store === 'shared' && publication === 'store';
  return withMain(canPush ? 'commitStore' : 'next', [
    ...(canPush ? [button('commitStore')] : []),
    button('next', l10n.t('The Team Has It')),
    ...(known.store === 'notJoined' ? [button('joinTeam')] : []),
  ]);
}
