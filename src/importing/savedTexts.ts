import { l10n } from 'vscode';

/** What was saved. */
export function savedText(keys: number, accounts: number): string {
  return [
    ...(keys > 0 ? [keys === 1 ? l10n.t('1 setup key saved.') : l10n.t('{0} setup keys saved.', keys)] : []),
    ...(accounts > 0
      ? [accounts === 1 ? l10n.t('1 account added.') : l10n.t('{0} accounts added.', accounts)]
      : []),
  ].join(' ');
}

/** What to do with files that keys were imported from. */
export function filesText(): string {
  return l10n.t('The imported files contain setup keys unencrypted. Delete them if you don’t need them.');
}
