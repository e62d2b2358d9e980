import { l10n } from 'vscode';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideModel } from '../model';
import type { EmailWidgetView } from '../protocol';
import { button } from './buttons';

export function emailWidget({ account: { login, backupEmail }, findings }: GuideModel): EmailWidgetView {
  return {
    kind: 'email',
    field: {
      field: 'backupEmail',
      label: l10n.t('Backup email'),
      hint: l10n.t('A mailbox other than {0}', sanitizeLabel(login)),
      submit: backupEmail === undefined ? l10n.t('Add to List and Copy') : l10n.t('Copy Backup Email'),
      ...((backupEmail === undefined || !findings.isBackupCopied) && { primary: true }),
      secret: false,
      ...(backupEmail !== undefined && { value: sanitizeLabel(backupEmail) }),
    },
    instead: button('useQuestions'),
  };
}
