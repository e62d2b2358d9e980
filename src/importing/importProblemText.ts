import * as vscode from 'vscode';
import { type EncryptingApp, type KeyExportProblem, readableApps } from '../core/keyExport';
import type { MissingParts } from '../core/migration';
import type { SecretProblem } from '../core/secretUri';
import { listInWords, oneInWords, partsInWords } from '../platform/listInWords';
import { keyProblemText } from '../secrets/keyProblemText';
import type { ScanFailure } from './protocol';

/** Why a text, or a part of it, has no usable keys, and what to do. */
export function exportProblemText(problem: KeyExportProblem): string {
  switch (problem.kind) {
    case 'encrypted':
      return encryptedText(problem.app);
    case 'notRecognised':
      return vscode.l10n.t(
        'This contains no setup keys. Import pictures of QR codes, otpauth:// links, or exports of Google Authenticator, {0}.',
        readableAppsText(),
      );
    case 'damaged':
      return vscode.l10n.t('This file is damaged or incomplete. Export it again.');
    case 'tooLarge':
      return vscode.l10n.t('This is too large to be an export of setup keys. Export fewer entries.');
    case 'tooMany':
      return vscode.l10n.t('This contains more than 2,000 setup keys. Only the first 2,000 are shown.');
    case 'archive':
      return vscode.l10n.t('This is an archive. Unpack it and import the files in it.');
    case 'noKeys':
      return vscode.l10n.t('This export contains no setup keys.');
    case 'migration':
      return vscode.l10n.t(
        'This Google Authenticator transfer is damaged or from a version that isn’t supported. Export the accounts again.',
      );
  }
}

function encryptedText(app: EncryptingApp): string {
  switch (app) {
    case 'Aegis':
      return vscode.l10n.t(
        'This export is encrypted. In Aegis, choose Settings › Import & Export › Export, and turn off encryption. Delete the file after the import.',
      );
    case '2FAS':
      return vscode.l10n.t(
        'This backup is encrypted. In 2FAS, choose Settings › 2FAS Backup › Export, and don’t set a password. Delete the file after the import.',
      );
    case 'Bitwarden':
      return vscode.l10n.t(
        'This export is encrypted. In Bitwarden, choose Export Vault and the file format .json. Delete the file after the import.',
      );
    case 'Proton':
    case 'OpenPGP':
      return vscode.l10n.t(
        'This export is encrypted. In Proton, export again without a password. Delete the file after the import.',
      );
    case 'Ente Auth':
      return vscode.l10n.t(
        'This export is encrypted. In Ente Auth, choose Settings › Data › Export Codes › Plain Text. Delete the file after the import.',
      );
    case 'Stratum':
      return vscode.l10n.t(
        'This backup is encrypted. In Stratum, back up again in plain text. Delete the file after the import.',
      );
    case 'KeePass':
      return vscode.l10n.t(
        'This is an encrypted KeePass database. In KeePass, choose File › Export › KeePass XML (2.x). Delete the file after the import.',
      );
    case 'Authenticator':
      return vscode.l10n.t(
        'This backup is encrypted. In the Authenticator extension, choose Settings › Backup, and download the backup that isn’t encrypted. Delete the file after the import.',
      );
    case 'age':
      return vscode.l10n.t(
        'This file is encrypted with age. If it is a backup of Xero Test MFA, choose “Restore Backup”.',
      );
  }
}

/** The apps whose exports can be imported, as a list in words. */
export function readableAppsText(): string {
  return oneInWords(readableApps());
}

/** Why no QR code was read in a picture, and what to do. */
export function scanFailureText(failure: ScanFailure): string {
  switch (failure) {
    case 'notFound':
      return vscode.l10n.t(
        'No QR code was found in this picture. Crop it to the QR code, or take a sharper one.',
      );
    case 'notPicture':
      return vscode.l10n.t('This picture can’t be read. Save it as PNG or JPEG.');
    case 'tooLarge':
      return vscode.l10n.t(
        'This file is larger than 20 MB. Crop a picture to its QR code, or export fewer entries.',
      );
  }
}

/** For a picture whose QR codes are no setup keys. */
export function notMfaText(): string {
  return vscode.l10n.t('The QR code in this picture isn’t for MFA.');
}

/** For a picture with a QR code that could not be read beside others. */
export function moreCodesText(): string {
  return vscode.l10n.t(
    'This picture may contain more QR codes than were read. Crop it to each of the others and import that, too.',
  );
}

/** For a text that is only a file's name. */
export function fileNameText(): string {
  return vscode.l10n.t('This is only the name of a file. Drop the file here, or choose it.');
}

/** For a file that shows a QR code but is not made of pixels. */
export function notPixelsText(kind: 'SVG' | 'PDF'): string {
  return vscode.l10n.t('{0} files can’t be read. Take a screenshot of the QR code and import that.', kind);
}

/** For a file of a spreadsheet program. */
export function workbookText(): string {
  return vscode.l10n.t('This is a workbook. Save its sheet as CSV, or copy its cells and paste them here.');
}

/** What the columns of a spreadsheet are called. */
export function columnsText(): string {
  return vscode.l10n.t(
    'A spreadsheet can have these columns: login, name, organisations, region, owner, backup email, tags, notes, shortcode, next reset, trial end and setup key. Only the login is required.',
  );
}

/** For a text that is not a spreadsheet of accounts. */
export function notTableText(): string {
  return vscode.l10n.t(
    'This isn’t a spreadsheet of accounts. Put the login first in each row, or name a column “login”, “email” or “username”. {0}',
    columnsText(),
  );
}

/** Why a key in a picture or an export can't be used. */
export function entryProblemText(problem: SecretProblem): string {
  switch (problem.kind) {
    case 'hotp':
      return vscode.l10n.t(
        'This entry is for counter-based codes (HOTP). Xero uses time-based codes (TOTP).',
      );
    case 'steam':
      return vscode.l10n.t('This entry is for Steam.');
    case 'empty':
      return vscode.l10n.t('This entry has no setup key.');
    case 'tooLong':
      return vscode.l10n.t('The setup key in this entry is too long.');
    case 'notBase32':
      // In the place of a key there may be a password: not even one character of it is shown.
      return vscode.l10n.t(
        'The setup key in this entry isn’t valid. Setup keys contain only the letters A–Z and the digits 2–7.',
      );
    case 'badUri':
      return vscode.l10n.t('This entry has no valid otpauth://totp link.');
    case 'badParameter':
      return vscode.l10n.t('“{0}” is missing from this entry, or its value isn’t supported.', problem.name);
    default:
      return keyProblemText(problem);
  }
}

/** Which parts of a transfer are missing. */
export function missingPartsText({ missing, size, hasMore }: MissingParts): string {
  const numbers = (hasMore ? partsInWords : listInWords)([...missing.map(String), ...(hasMore ? ['…'] : [])]);
  return missing.length === 1
    ? vscode.l10n.t('Part {0} of {1} of this transfer is missing. Import it, too.', numbers, size)
    : vscode.l10n.t('Parts {0} of {1} of this transfer are missing. Import them, too.', numbers, size);
}
