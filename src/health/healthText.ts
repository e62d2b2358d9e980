import { l10n } from 'vscode';
import type { Account } from '../core/account';
import type { DueOrganisation } from '../core/dueDays';
import type { AccountHealth, ExpectedField } from '../core/listHealth';
import { type PageLine, type PageSection, pageAction, pageLine } from '../platform/actionPages';
import { sanitizeLabel } from '../platform/sanitize';

/**
 * What accounts lack, the most urgent first.
 *
 * @param namesakes the names that don't tell accounts apart, as they are shown
 * @param days for which an unused account was not used
 */
export function healthSections(
  health: readonly AccountHealth[],
  namesakes: ReadonlySet<string>,
  days: number,
): readonly PageSection[] {
  const labelOf = (account: Account): string => {
    const name = sanitizeLabel(account.name);
    return namesakes.has(name) ? `${name} · ${sanitizeLabel(account.login)}` : name;
  };
  return [
    {
      title: l10n.t('No Setup Key'),
      lines: health
        .filter(({ hasKey }) => !hasKey)
        .map(({ account, account: { login } }) =>
          pageLine(
            labelOf(account),
            pageAction(l10n.t('Add Setup Key…'), 'setSecret', { login }),
            pageAction(l10n.t('Open Guide'), 'openGuide', { login }),
          ),
        ),
    },
    {
      title: l10n.t('Overdue Resets and Trials'),
      lines: health.flatMap(({ account, overdue }) =>
        overdue.map(each => overdueLine(each, account.login, labelOf(account))),
      ),
    },
    {
      title: l10n.t('Account Details Missing'),
      lines: health
        .filter(({ missing }) => missing.length > 0)
        .map(({ account, account: { login }, missing }) =>
          pageLine(
            [labelOf(account), ...missing.map(missingText)].join(' · '),
            pageAction(l10n.t('Edit Account…'), 'editAccount', { login }),
          ),
        ),
    },
    {
      title: l10n.t('Not Used on This Computer for {0} Days', days),
      lines: health
        .filter(({ isUnused }) => isUnused)
        .map(({ account, account: { login } }) =>
          pageLine(
            labelOf(account),
            pageAction(l10n.t('Copy Code'), 'copyCode', { login }),
            pageAction(l10n.t('Remove Account…'), 'removeAccount', { login }),
          ),
        ),
    },
  ];
}

/** A demo company that must have been reset by now, or a trial that must have ended. */
function overdueLine({ organisation, due }: DueOrganisation, login: string, account: string): PageLine {
  const names = `${sanitizeLabel(organisation.name)} · ${account}`;
  return due.kind === 'reset'
    ? pageLine(
        `${names} · ${l10n.t('reset overdue')}`,
        pageAction(l10n.t('Record Reset…'), 'recordReset', { login, organisation }),
      )
    : pageLine(
        `${names} · ${l10n.t('trial ended')}`,
        pageAction(l10n.t('Edit Account…'), 'editAccount', { login }),
      );
}

function missingText(field: ExpectedField): string {
  switch (field) {
    case 'owner':
      return l10n.t('no owner');
    case 'backupEmail':
      return l10n.t('no backup email');
    case 'mfaSetUpOn':
      return l10n.t('no MFA setup date');
  }
}
