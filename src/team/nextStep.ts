import { l10n } from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import type { DetailedStatus } from './status';

/** What somebody who isn't a member can do next. */
export interface NextStep {
  readonly label: string;
  readonly icon: string;
  readonly command?: 'team.join' | 'team.confirm' | 'team.adopt';
}

/** What somebody can do next who isn't a member and doesn't wait. */
export function nextStep({ membership, approver = '' }: DetailedStatus): NextStep {
  switch (membership) {
    case 'adoptable':
      return {
        label: l10n.t('Adopt this store to use it'),
        icon: 'organization',
        command: 'team.adopt',
      };
    case 'otherStore':
      return { label: l10n.t('The store was replaced. Check with your team'), icon: 'warning' };
    case 'removed':
      return { label: l10n.t('You are no longer a member'), icon: 'warning', command: 'team.join' };
    case 'approved': {
      const label = l10n.t('Confirm {0}’s words', sanitizeLabel(approver));
      return { label, icon: 'person-add', command: 'team.confirm' };
    }
    default:
      return { label: l10n.t('Join the team to get its keys'), icon: 'person-add', command: 'team.join' };
  }
}
