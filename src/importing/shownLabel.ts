import { l10n } from 'vscode';
import { holdsKey } from '../core/heldKey';
import type { KeyLabel } from '../core/importedKey';
import { sanitizeLabel } from '../platform/sanitize';

/** A label without what must not be shown: in a damaged text a key may be where the account should be. */
export function shownLabel({ account, issuer }: KeyLabel): KeyLabel {
  return { account: holdsKey(account) ? '' : account, issuer: holdsKey(issuer) ? '' : issuer };
}

/** Says which key of a source a text is about. */
export function withName({ account, issuer }: KeyLabel, text: string): string {
  const name = [issuer, account].filter(Boolean).join(' · ');
  return name ? l10n.t('{0}: {1}', sanitizeLabel(name), text) : text;
}
