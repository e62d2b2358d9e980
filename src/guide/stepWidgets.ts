import * as vscode from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import { hasKey, isFinished } from './progress';
import type { ButtonView, TroubleshootingView, WidgetView } from './protocol';
import type { StepId } from './scenarios';
import type { GuideModel } from './view';

/** What was found out while the guide is open; it is not remembered. */
export interface Findings {
  readonly clock?: string;
  /** Whether another login has the same key. */
  readonly otherLogin?: string;
  /** Whether a key pasted again is the stored one. */
  readonly comparison?: string;
  /** What to know of the key just stored. */
  readonly key?: string;
  /** Xero refused the code, and the causes are shown. */
  readonly isRefused?: boolean;
}

/** With fewer seconds left a person does not get a code pasted and confirmed in time. */
export const ENOUGH_SECONDS = 8;
/** How many questions Xero asks. */
const QUESTIONS = 3;

/** What a step does here besides explaining. */
export function stepWidget(id: StepId, model: GuideModel): WidgetView | undefined {
  switch (id) {
    case '7':
      return keyWidget(model);
    case '8':
    case '9':
    case '10':
      return codeWidget(id, model);
    case '11':
      return model.progress.backup === 'email' ? emailWidget(model) : questionsWidget(model);
    case 'tryCode':
      return model.findings.isRefused
        ? { kind: 'troubleshooting', troubleshooting: troubleshootingOf(model) }
        : undefined;
    default:
      return undefined;
  }
}

function keyWidget({ known, progress, findings }: GuideModel): WidgetView {
  const note = findings.key ?? (known.secret === 'ready' ? noteOfStored(hasKey(progress, known)) : undefined);
  return {
    kind: 'key',
    ...(note !== undefined && { note }),
    field: {
      field: 'key',
      label: vscode.l10n.t('Setup key'),
      hint: vscode.l10n.t('In any spacing and case, or an otpauth:// link.'),
      submit: vscode.l10n.t('Store the Key'),
      secret: true,
    },
    paste: { action: 'pasteKey', label: vscode.l10n.t('Paste from Clipboard') },
    picture: {
      label: vscode.l10n.t(
        'Or the QR code: paste a picture of it, drop one here with Shift held down, or choose a file.',
      ),
      choose: vscode.l10n.t('Choose a Picture…'),
      reading: vscode.l10n.t('Looking for a QR code…'),
      notFound: vscode.l10n.t(
        'No QR code was found in this picture. Take one that shows the whole code and little else, or copy the setup key instead.',
      ),
      notPicture: vscode.l10n.t(
        'This is not a picture that can be read. Use a PNG or JPEG file, or copy the setup key instead.',
      ),
    },
  };
}

function noteOfStored(isTheKey: boolean): string {
  return isTheKey
    ? vscode.l10n.t('A secret of this login is stored. Another key would take its place.')
    : vscode.l10n.t('The secret that is stored is still the old one. The new key takes its place.');
}

function codeWidget(id: StepId, model: GuideModel): WidgetView | undefined {
  const { progress, findings, account, known } = model;
  if (!hasKey(progress, known)) return undefined;
  const widget = {
    kind: 'code' as const,
    label: vscode.l10n.t('Code of {0}', sanitizeLabel(account.login)),
    left: vscode.l10n.t('{0} s left'),
    next: vscode.l10n.t('Next code'),
    enoughSeconds: ENOUGH_SECONDS,
    enough:
      id === '8'
        ? vscode.l10n.t('Time enough: copy it now.')
        : vscode.l10n.t('Time enough: paste it and confirm now.'),
    wait: vscode.l10n.t('Wait for the next code: this one is about to end.'),
    ...(id !== '8' && { ended: vscode.l10n.t('The code you copied has ended: copy the new one.') }),
    spoken: vscode.l10n.t('New code: {0}'),
  };
  return id === '10' && findings.isRefused
    ? { ...widget, troubleshooting: troubleshootingOf(model) }
    : widget;
}

function troubleshootingOf({ account, findings }: GuideModel): TroubleshootingView {
  const login = sanitizeLabel(account.login);
  return {
    title: vscode.l10n.t('Why Xero refuses a code, the likeliest first'),
    items: [
      {
        title: vscode.l10n.t('The clock'),
        text: vscode.l10n.t(
          'Codes are made from the time. A clock that was set by hand makes codes of another minute.',
        ),
        button: checkClock(),
        ...result(findings.clock),
      },
      {
        title: vscode.l10n.t('The key of another login'),
        text: vscode.l10n.t(
          'Xero’s page must be that of {0}: click the avatar there to see who is signed in.',
          login,
        ),
        button: { action: 'findOtherLogin', label: vscode.l10n.t('Look for Another Login with This Key') },
        ...result(findings.otherLogin),
      },
      {
        title: vscode.l10n.t('A key mistyped, or one of an earlier try'),
        text: vscode.l10n.t(
          'Each time the QR page is opened anew, Xero may give out another key. Copy the one it shows now and compare.',
        ),
        field: {
          field: 'compareKey',
          label: vscode.l10n.t('Setup key to compare'),
          hint: vscode.l10n.t('It is compared with the stored one and kept nowhere.'),
          submit: vscode.l10n.t('Compare'),
          secret: true,
        },
        button: { action: 'goToKey', label: vscode.l10n.t('Go to Step 7 to Replace the Key') },
        ...result(findings.comparison),
      },
      {
        title: vscode.l10n.t('The code was used already'),
        text: vscode.l10n.t(
          'Xero may take each code once only, and a colleague may have used this one in the same half minute.',
        ),
        button: { action: 'copyNextCode', label: vscode.l10n.t('Copy the Next Code') },
      },
      {
        title: vscode.l10n.t('Locked out'),
        text: vscode.l10n.t(
          'After several wrong codes Xero lets nobody in for a while, not even with the right code. The wait is 15 minutes or longer.',
        ),
        button: { action: 'waitForUnlock', label: vscode.l10n.t('Start to Wait') },
      },
    ],
  };
}

function result(text: string | undefined): { result?: string } {
  return text === undefined ? {} : { result: text };
}

function emailWidget({ account }: GuideModel): WidgetView {
  return {
    kind: 'email',
    ...(account.backupEmail !== undefined && {
      note: vscode.l10n.t('The list has {0}. Enter the same in Xero.', sanitizeLabel(account.backupEmail)),
    }),
    field: {
      field: 'backupEmail',
      label: vscode.l10n.t('Backup email'),
      hint: vscode.l10n.t('A mailbox that is not {0}', sanitizeLabel(account.login)),
      submit: vscode.l10n.t('Check and Write into the List'),
      secret: false,
      ...(account.backupEmail !== undefined && { value: sanitizeLabel(account.backupEmail) }),
    },
    instead: { action: 'useQuestions', label: vscode.l10n.t('Use Security Questions Instead') },
  };
}

function questionsWidget({ hasAnswers }: GuideModel): WidgetView {
  return {
    kind: 'questions',
    rules: vscode.l10n.t(
      'Answers have letters and digits only, five or more: no spaces, no symbols. Make them up: they are kept as secrets, next to the key. Rows that you do not need stay empty. Answers that were typed and not kept yet are gone when another tab covers this one.',
    ),
    rows: Array.from({ length: QUESTIONS }, (_, index) => ({
      question: vscode.l10n.t('Question {0}', index + 1),
      answer: vscode.l10n.t('Answer {0}', index + 1),
    })),
    show: vscode.l10n.t('Show the answers'),
    submit: vscode.l10n.t('Check and Keep as Secrets'),
    ...(hasAnswers && {
      note: vscode.l10n.t(
        'Answers of this login are stored on this computer. Copy each from here into Xero.',
      ),
    }),
    instead: { action: 'useEmail', label: vscode.l10n.t('Use a Backup Email Instead') },
  };
}

/** The buttons of a step, what to do next first. */
export function stepButtons(id: StepId, model: GuideModel): ButtonView[] {
  const { account, known, progress, hasPrevious, hasAnswers, findings } = model;
  const openXero: ButtonView = { action: 'openXero', label: vscode.l10n.t('Open Xero in the Browser') };
  const copyLogin: ButtonView = { action: 'copyLogin', label: vscode.l10n.t('Copy the Login') };
  const copyCode: ButtonView = { action: 'copyCode', label: vscode.l10n.t('Copy the Code') };
  const next: ButtonView = { action: 'next', label: vscode.l10n.t('Next') };
  const copyAnswer: ButtonView = { action: 'copyAnswer', label: vscode.l10n.t('Copy a Security Answer…') };
  const refused: ButtonView = {
    action: 'codeRefused',
    label: vscode.l10n.t('Xero Says the Code Is Invalid'),
  };
  const asPrimary = (button: ButtonView): ButtonView => ({ ...button, primary: true });
  const hasSecret = known.secret === 'ready';
  const isKeyHere = hasKey(progress, known);
  // Xero may ask for a code of the key that is about to end.
  const codes = [...(hasSecret ? [copyCode] : []), ...(hasPrevious ? [putKeyBack()] : [])];
  switch (id) {
    case '1':
    case 'askToSetUp':
      return [asPrimary(openXero), copyLogin, next];
    case '7':
      return isKeyHere ? [next] : [];
    case '8':
      return isKeyHere ? [asPrimary(copyCode), next] : [goToKey()];
    case '9':
      return isKeyHere ? [asPrimary(next), copyCode] : [goToKey()];
    case '10':
      if (!isKeyHere) return [goToKey()];
      return [
        asPrimary({ action: 'codeAccepted', label: vscode.l10n.t('Xero Took the Code') }),
        copyCode,
        ...(findings.isRefused ? [] : [refused]),
      ];
    case '11': {
      const isKept = progress.backup === 'email' ? account.backupEmail !== undefined : hasAnswers;
      return [
        isKept ? asPrimary(next) : next,
        ...(progress.backup === 'questions' && hasAnswers ? [copyAnswer] : []),
      ];
    }
    case 'getKey':
      return [
        asPrimary({ ...next, label: vscode.l10n.t('I Have the Key') }),
        { action: 'nobodyHasIt', label: vscode.l10n.t('Nobody Has It') },
      ];
    case 'tryCode':
    case 'signIn':
      return [
        openXero,
        copyLogin,
        ...codes,
        asPrimary({ ...next, label: vscode.l10n.t('I Am Signed In') }),
        ...(id === 'tryCode' && hasSecret && !findings.isRefused ? [refused] : []),
      ];
    case 'signInByBackup':
      return [
        openXero,
        copyLogin,
        ...(hasAnswers ? [copyAnswer] : []),
        asPrimary({ ...next, label: vscode.l10n.t('I Am Signed In') }),
      ];
    case 'forget':
      return known.secret !== 'none' || hasAnswers
        ? [asPrimary({ action: 'removeSecret', label: vscode.l10n.t('Remove the Secret…') })]
        : [asPrimary({ ...next, label: vscode.l10n.t('Done') })];
    case '14':
    case 'passOn': {
      if (!isKeyHere) return [goToKey()];
      if (isFinished(progress, known)) {
        return [asPrimary(copyCode), { action: 'openList', label: vscode.l10n.t('Open the List') }];
      }
      const label = id === '14' ? vscode.l10n.t('MFA Is Set Up') : vscode.l10n.t('The Team Has It');
      return [asPrimary({ ...next, label })];
    }
    case 'changeDevice':
    case 'turnOff':
      return [asPrimary(next), ...codes];
    default:
      return [asPrimary(next)];
  }
}

export function checkClock(): ButtonView {
  return { action: 'checkClock', label: vscode.l10n.t('Check the Clock') };
}

export function putKeyBack(): ButtonView {
  return { action: 'putKeyBack', label: vscode.l10n.t('Put the Old Key Back…') };
}

function goToKey(): ButtonView {
  return { action: 'goToKey', label: vscode.l10n.t('Go to Step 7'), primary: true };
}
