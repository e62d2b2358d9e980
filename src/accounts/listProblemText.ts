import * as vscode from 'vscode';
import type { MissingSign } from '../core/jsonFault';
import type { ListProblem } from '../core/listProblem';
import { KINDS, REGIONS } from '../core/organisation';
import { oneInWords } from '../platform/listInWords';
import { sanitizeLabel } from '../platform/sanitize';

/** What is wrong in a list and what to do about it. */
export function listProblemText(problem: ListProblem): string {
  switch (problem.kind) {
    case 'syntax':
      return syntaxText(problem.missing);
    case 'notObject':
      return vscode.l10n.t('An accounts list must be an object: { "version": 1, "accounts": […] }.');
    case 'noAccounts':
      return vscode.l10n.t('“accounts” must be an array of accounts: "accounts": [{ "login": "…" }].');
    case 'entryNotObject':
      return vscode.l10n.t('An account must be an object with a login: { "login": "qa@example.com" }.');
    case 'missingLogin':
      return vscode.l10n.t('This account has no “login”. Add the email address of the Xero user.');
    case 'tooLarge':
      return vscode.l10n.t(
        'This list wasn’t read because it is 5 MB or larger. Split it into smaller lists.',
      );
    case 'invalidUtf8':
      return vscode.l10n.t(
        'This file wasn’t read because it isn’t UTF-8 text from here on. Save it with UTF-8 encoding.',
      );
    case 'unknownVersion':
      return problem.version === ''
        ? vscode.l10n.t('The list has no version. Add "version": 1.')
        : vscode.l10n.t(
            'This extension supports version 1 of the list, not version {0}. Update the extension. Until then, it won’t change this list.',
            sanitizeLabel(problem.version),
          );
    case 'malformedLogin':
      return vscode.l10n.t(
        '“{0}” isn’t an email address. The login is the email address of the Xero user.',
        sanitizeLabel(problem.value),
      );
    case 'malformedBackupEmail':
      return vscode.l10n.t(
        '“{0}” isn’t an email address. Correct the backup email or remove it.',
        sanitizeLabel(problem.value),
      );
    case 'duplicateLogin':
      return vscode.l10n.t(
        '{0} is already in this list. Only the first entry is used. Merge the two and remove this one.',
        problem.login ?? '',
      );
    case 'backupEmailIsLogin':
      return vscode.l10n.t('The backup email must differ from the login. Xero rejects the same address.');
    case 'holdsKey':
      return vscode.l10n.t(
        'This looks like a setup key. A list is for everyone in the repository: remove it, then set it with “Add Setup Key…”.',
      );
    case 'holdsPassword':
      return vscode.l10n.t(
        'This looks like a password. A list is for everyone in the repository: remove it, then change it in Xero.',
      );
    case 'wrongType': {
      const expected = expectedText(problem.field, problem.expected);
      return problem.severity === 'error'
        ? vscode.l10n.t(
            '“{0}” must be {1}. Until you correct it, this account is ignored.',
            problem.field,
            expected,
          )
        : vscode.l10n.t(
            '“{0}” must be {1}. Until you correct it, this value is ignored.',
            problem.field,
            expected,
          );
    }
  }
}

function syntaxText(missing: MissingSign | undefined): string {
  switch (missing) {
    case undefined:
      return vscode.l10n.t(
        'This isn’t valid JSON from here on. Correct it. Accounts that can be read are still shown.',
      );
    case ',':
      return vscode.l10n.t(
        'This isn’t valid JSON: a comma is missing here. Accounts that can be read are still shown.',
      );
    case '"':
      return vscode.l10n.t(
        'This isn’t valid JSON: a quotation mark is missing here. Accounts that can be read are still shown.',
      );
    default:
      return vscode.l10n.t(
        'This isn’t valid JSON: “{0}” is missing here. Accounts that can be read are still shown.',
        missing,
      );
  }
}

function expectedText(field: string, expected: string): string {
  if (field.endsWith('.region')) return vscode.l10n.t('one of {0}', oneInWords(REGIONS));
  if (field.endsWith('.kind')) return vscode.l10n.t('one of {0}', oneInWords(KINDS));
  if (field.endsWith('.shortCode')) return vscode.l10n.t('a shortcode as Xero shows it, such as “!x1Y2z”');
  if (expected === 'YYYY-MM-DD') return vscode.l10n.t('a date that exists, in the form YYYY-MM-DD');
  if (expected === 'string') return vscode.l10n.t('text in quotes');
  if (expected === 'Array') return vscode.l10n.t('an array: […]');
  return vscode.l10n.t('an object: {…}');
}
