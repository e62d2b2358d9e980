import { l10n } from 'vscode';
import { button } from '../buttons';
import type { GuideModel } from '../guideModel';
import type { ButtonView, PictureView, Place, RichText, WidgetView } from '../protocol';

/** Everything about one step of the guide. Its texts are functions, so that they are translated when they are shown. */
export interface Step {
  /** By its meaning; remembered between sessions. */
  readonly id: string;
  /** Which of Xero's 14 steps it is, if it is one of them. */
  readonly number?: number;
  readonly place: Place;
  readonly title: (model: GuideModel) => RichText;
  readonly text: (model: GuideModel) => readonly RichText[];
  /** A picture in `media/guide/`, and its alternative text. */
  readonly picture?: (model: GuideModel) => PictureView | undefined;
  /** A time limit of Xero's. */
  readonly limit?: (model: GuideModel) => string | undefined;
  /** What the step does here besides explaining. */
  readonly widget?: (model: GuideModel) => WidgetView | undefined;
  /** What to do next comes first. */
  readonly buttons: (model: GuideModel) => readonly ButtonView[];
  /** A stored key finishes it; the person cannot. */
  readonly needsKey?: true;
  /** Copying the code is all there is to do. */
  readonly isDoneByCopying?: true;
  /** Nothing of it is to be done where security questions take the place of the backup email. */
  readonly isForEmail?: true;
  /** Where it is done, Xero let the login in. */
  readonly endsLock?: true;
  /** What is written into the list about MFA when the step is done. */
  readonly records?: 'setUp' | 'turnedOff';
}

/** The codes that Xero may want before it gives out a new key. */
export function oldCodes({ known }: GuideModel): readonly ButtonView[] {
  return [
    ...(known.secret === 'ready' ? [button('copyCode')] : []),
    ...(known.isReplacing ? [button('putKeyBack')] : []),
  ];
}

/** Where the person said that Xero locked them out, when to try again. */
export function lockedText({ progress: { lockedUntil = 0 }, language }: GuideModel): string | undefined {
  if (lockedUntil <= Date.now()) return undefined;
  return l10n.t(
    'Try again at {0}, once, with a new code. If Xero still rejects it, wait two hours.',
    new Date(lockedUntil).toLocaleTimeString(language, { timeStyle: 'short' }),
  );
}
