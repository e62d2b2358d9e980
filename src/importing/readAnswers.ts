import { l10n } from 'vscode';
import { failedAnswer } from '../core/failedAnswer';
import type { KeyExport, KeyExportProblem } from '../core/keyExport';
import {
  type AnsweredOrganisation,
  type LeftOut,
  parseXeroAnswers,
  XeroAnswerError,
  type XeroAnswerProblem,
} from '../core/xeroAnswers';
import { sanitizeLabel } from '../platform/sanitize';

/** The organisations of answers of Xero's API, and what can't be used of them, in sentences. */
export interface ReadAnswers {
  readonly organisations: readonly AnsweredOrganisation[];
  readonly problems: readonly string[];
}

/** Whether a text may be an answer: what a known app has written is not searched for one. */
export function mayBeAnswer({ keys, batches, problems }: KeyExport): boolean {
  const kinds: readonly KeyExportProblem['kind'][] = ['notRecognised', 'damaged', 'tooLarge'];
  return keys.length + batches.length === 0 && problems.every(({ kind }) => kinds.includes(kind));
}

/** Reads the answers in a text; `undefined` if it has none. */
export function readAnswers(text: string): ReadAnswers | undefined {
  try {
    const answers = parseXeroAnswers(text);
    if (!answers) return undefined;
    const { organisations, leftOut, hasMore } = answers;
    return {
      organisations,
      problems: [...leftOut.map(leftOutText), ...(hasMore ? [moreOrganisationsText()] : [])],
    };
  } catch (error) {
    if (error instanceof XeroAnswerError)
      return { organisations: [], problems: [problemText(error.problem)] };
    throw error;
  }
}

/** Why an answer can't be read, and what to do. */
function problemText(problem: XeroAnswerProblem): string {
  switch (problem.kind) {
    case 'damaged':
      return l10n.t(
        'This response from Xero’s API is damaged or incomplete (line {0}). Copy the whole response again.',
        problem.line,
      );
    case 'xml':
      return l10n.t(
        'This response from Xero’s API is XML. Send the request again with the header “{0}”.',
        'Accept: application/json',
      );
    case 'tooLarge':
      return l10n.t('This response from Xero’s API is too large. Import a part of it at a time.');
  }
}

/** What happened if a text is an answer without organisations, and what to do. Quotes nothing of it. */
export function failedAnswerText(text: string): string | undefined {
  const failed = failedAnswer(text);
  if (!failed) return undefined;
  if (failed.kind === 'none')
    return l10n.t(
      'This response from Xero’s API is empty. Connect your app to an organisation, then send the request again.',
    );
  return failed.status === 401 || failed.status === 403
    ? l10n.t(
        'Xero’s API refused this request (error {0}). Get a new access token, then send the request again.',
        failed.status,
      )
    : l10n.t(
        'Xero’s API returned error {0}. Send the request again, then import the response.',
        failed.status,
      );
}

/** The part of an answer that is left out, and why. */
function leftOutText({ number, name, why }: LeftOut): string {
  const organisation = name === '' ? l10n.t('Item {0}', number) : sanitizeLabel(name);
  switch (why) {
    case 'notOrganisation':
      return l10n.t('{0} was left out. This connection isn’t to an organisation.', organisation);
    case 'noTenantId':
      return l10n.t('{0} was left out. It has no valid tenant ID.', organisation);
    case 'noName':
      return l10n.t('{0} was left out. It has no name.', organisation);
    case 'tooLong':
      return l10n.t('{0} was left out. Its name is too long.', organisation);
    case 'holdsSecret':
      return l10n.t(
        '{0} was left out. Its name contains a setup key or a token, which must not be in a list.',
        organisation,
      );
    case 'notShortCode':
      return l10n.t('The shortcode for {0} was left out. It isn’t a valid Xero shortcode.', organisation);
  }
}

/** For an answer with more organisations than are read. */
function moreOrganisationsText(): string {
  return l10n.t('This contains more than 2,000 organisations. Only the first 2,000 are shown.');
}

/** For a text with a token in it. */
export function tokenText(): string {
  return l10n.t(
    'What you imported contains an access token. It wasn’t kept, but anyone who has it can use Xero’s API as you. Revoke it: open your app under My Apps (developer.xero.com/app/manage), and disconnect the organisation. A refresh token works for 60 days.',
  );
}
