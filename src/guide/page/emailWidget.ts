import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel } from '../model';
import type { EmailWidgetView } from '../protocol';
import { button } from './buttons';

export function emailWidget({ account: { login, backupEmail } }: GuideModel): EmailWidgetView {
  return {
    kind: 'email',
    ...(backupEmail !== undefined && {
      note: l10n.t('The list says {0}. Enter the same address in Xero.', sanitizeLabel(backupEmail)),
    }),
    field: {
      field: 'backupEmail',
      label: l10n.t('Backup email'),
      hint: l10n.t('A mailbox other than {0}', sanitizeLabel(login)),
      submit: backupEmail === undefined ? l10n.t('Add to List and Copy') : l10n.t('Update List and Copy'),
      ...(backupEmail === undefined && { primary: true }),
      secret: false,
      ...(backupEmail !== undefined && { value: sanitizeLabel(backupEmail) }),
    },
    instead: button('useQuestions'),
  };
}
