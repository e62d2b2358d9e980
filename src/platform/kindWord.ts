import { l10n } from 'vscode';
import type { Organisation } from '../core/account';

type Kind = Organisation['kind'];

/** An organisation's kind as a word in a row. */
export function kindWord(kind: Kind): string | undefined {
  const words: Readonly<Record<NonNullable<Kind>, string>> = {
    demo: l10n.t('demo'),
    trial: l10n.t('trial'),
    partner: l10n.t('partner'),
    other: l10n.t('other'),
  };
  return kind && words[kind];
}
