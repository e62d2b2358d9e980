import { l10n } from 'vscode';
import type { GuideModel } from '../model';
import type { KeyWidgetView } from '../protocol';
import { button, primaryButton } from './buttons';

export function keyWidget({ findings, hasKey }: GuideModel): KeyWidgetView {
  return {
    kind: 'key',
    ...(findings.key !== undefined && { note: findings.key }),
    field: {
      field: 'key',
      label: l10n.t('Setup key'),
      hint: l10n.t('Spaces and lower case are fine. An otpauth:// link works too.'),
      submit: l10n.t('Save Key'),
      secret: true,
    },
    paste: hasKey ? button('pasteKey') : primaryButton('pasteKey'),
    picture: {
      label: l10n.t(
        'Or use the QR code: paste a picture of it, drop one here while you hold Shift, or choose a file.',
      ),
      choose: l10n.t('Choose Picture…'),
      reading: l10n.t('Looking for a QR code…'),
      notFound: l10n.t(
        'No QR code found in this picture. Use one that shows the whole code and little else, or copy the setup key instead.',
      ),
      notPicture: l10n.t(
        'This picture can’t be read. Use a PNG or JPEG file, or copy the setup key instead.',
      ),
    },
  };
}
