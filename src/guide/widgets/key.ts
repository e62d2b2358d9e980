import { l10n } from 'vscode';
import type { GuideModel } from '../guideModel';
import type { KeyWidgetView } from '../protocol';

/** The field for a setup key, with the clipboard and a picture as other ways to give it. */
export function keyWidget({ hasKey, known, findings }: GuideModel): KeyWidgetView {
  const note = findings.key ?? (known.secret === 'ready' ? noteOfStored(hasKey) : undefined);
  return {
    kind: 'key',
    ...(note !== undefined && { note }),
    field: {
      field: 'key',
      label: l10n.t('Setup key'),
      hint: l10n.t('In any spacing and case, or an otpauth:// link.'),
      submit: l10n.t('Store the Key'),
      secret: true,
    },
    paste: l10n.t('Paste from Clipboard'),
    picture: {
      label: l10n.t(
        'Or the QR code: paste a picture of it, drop one here with Shift held down, or choose a file.',
      ),
      choose: l10n.t('Choose a Picture…'),
      reading: l10n.t('Looking for a QR code…'),
      notFound: l10n.t(
        'No QR code was found in this picture. Take one that shows the whole code and little else, or copy the setup key instead.',
      ),
      notPicture: l10n.t(
        'This is not a picture that can be read. Use a PNG or JPEG file, or copy the setup key instead.',
      ),
    },
  };
}

function noteOfStored(isTheKey: boolean): string {
  return isTheKey
    ? l10n.t('A secret of this login is stored. Another key would take its place.')
    : l10n.t('The secret that is stored is still the old one. The new key takes its place.');
}
