import { l10n } from 'vscode';
import type { Organisation } from '../core/account';

/** An organisation's kind as a word in a row. */
export function kindWord(kind: Organisation['kind']): string | undefined {
  switch (kind) {
    case 'demo':
      return l10n.t('demo');
    case 'trial':
      return l10n.t('trial');
    case 'partner':
      return l10n.t('partner');
    case 'other':
      return l10n.t('other');
    default:
      return kind;
  }
}
