/**
 * What the guide's page and the extension say to each other. The page has no words of its own: every text it shows
 * comes from here, so that one place is translated. No message ever holds a secret, except the one by which the
 * person hands theirs over.
 */

/** A sentence of ours with Xero's own labels in it, which are never translated. */
export type RichText = readonly (string | { readonly label: string })[];

/** Where a step happens. */
export type Place = 'xero' | 'here' | 'inbox';

/** What a button of the page asks for. */
export const ACTIONS = [
  'next',
  'back',
  'startOver',
  'openXero',
  'copyLogin',
  'pasteKey',
  'copyCode',
  'copyNextCode',
  'codeRefused',
  'codeAccepted',
  'checkClock',
  'findOtherLogin',
  'goToKey',
  'waitForUnlock',
  'useQuestions',
  'useEmail',
  'copyAnswer',
  'enterOwner',
  'removeSecret',
  'putKeyBack',
  'nobodyHasIt',
  'getKey',
  'openList',
] as const;
export type Action = (typeof ACTIONS)[number];

/** A text the person types or pastes into the page. `compareKey` is looked at and kept nowhere. */
export const FIELDS = ['key', 'compareKey', 'backupEmail'] as const;
export type Field = (typeof FIELDS)[number];

/** From the page. The extension checks each at run time: a page may be anything. */
export type FromGuide =
  | { readonly type: 'ready' }
  /** The page shows the view it was sent. */
  | { readonly type: 'shown' }
  | { readonly type: 'open'; readonly step: string }
  | { readonly type: 'scenario'; readonly scenario: string }
  | { readonly type: 'tick'; readonly item: string; readonly ticked: boolean }
  /** `step` is the one that was open: what comes late, as a second click may, is about another one by then. */
  | { readonly type: 'act'; readonly action: Action; readonly step?: string }
  | { readonly type: 'submit'; readonly field: Field; readonly text: string }
  | {
      readonly type: 'answers';
      readonly answers: readonly { readonly question: string; readonly answer: string }[];
    };

/** To the page. */
export type ToGuide =
  | { readonly type: 'view'; readonly view: GuideView }
  /** Sent only while a step that needs it is open and the page is visible; without `code` there is none. */
  | { readonly type: 'code'; readonly code?: CodeView }
  /** What became of a submitted text: without `problem` it was taken, and the page forgets it. */
  | ({ readonly type: 'taken'; readonly field: Field | 'answers' } & Partial<Refusal>)
  /** For screen readers. */
  | { readonly type: 'announce'; readonly text: string };

/** Why a text was not taken. */
export interface Refusal {
  readonly problem: string;
  /** Which of the questions it is about, from 0. */
  readonly index?: number;
  /** Whether it is about the question or its answer. */
  readonly part?: 'question' | 'answer';
}

/** The code of now. Times are durations: the clock of the page may be another computer's. */
export interface CodeView {
  readonly code: string;
  /** The one after it. */
  readonly next: string;
  /** Milliseconds until the code ends, when this was sent. */
  readonly remaining: number;
  /** Milliseconds a code lives. */
  readonly period: number;
  /** Whether it was copied here, or one before it that has ended since. */
  readonly copied?: 'this' | 'ended';
}

export interface ButtonView {
  readonly action: Action;
  readonly label: string;
  /** The one thing to do next. */
  readonly primary?: boolean;
}

/** The whole page as it is to be shown. */
export interface GuideView {
  /** The login as it is in the list, by which the page is found again after a reload; it is not shown. */
  readonly id: string;
  readonly title: string;
  readonly login: string;
  readonly loginLabel: string;
  /** How the account stands, where that matters for what to do. */
  readonly notice?: { readonly text: string; readonly button?: ButtonView };
  readonly scenario: {
    readonly label: string;
    readonly current: string;
    readonly options: readonly { readonly id: string; readonly label: string }[];
    readonly text: string;
    readonly startOver: ButtonView;
  };
  readonly prerequisites: PrerequisitesView;
  readonly stepsTitle: string;
  /** How far the person is: “3 of 14 done”. */
  readonly progress: string;
  readonly steps: readonly StepView[];
}

export interface PrerequisitesView {
  readonly title: string;
  readonly open: boolean;
  readonly warning: string;
  readonly items: readonly {
    readonly id: string;
    readonly text: string;
    readonly ticked: boolean;
    /** The list answers it: there is nothing to tick. */
    readonly isKnown: boolean;
    /** What the extension found out by itself. */
    readonly finding?: string;
    readonly button?: ButtonView;
  }[];
}

export type StepState = 'done' | 'current' | 'todo' | 'skipped';

/** A step of the guide, or one of the things to do before or after those. */
export interface StepView {
  readonly id: string;
  /** `1` to `14`, or a letter. */
  readonly mark: string;
  readonly title: RichText;
  readonly place: Place;
  readonly placeName: string;
  readonly state: StepState;
  readonly stateName: string;
  /** Only the step that is open has one. */
  readonly body?: StepBody;
}

export interface StepBody {
  readonly text: readonly RichText[];
  readonly picture?: { readonly name: string; readonly alt: string };
  /** A time limit of Xero's. */
  readonly limit?: string;
  readonly widget?: WidgetView;
  readonly buttons: readonly ButtonView[];
}

/** What a step does here besides explaining. */
export type WidgetView =
  | KeyWidgetView
  | CodeWidgetView
  | EmailWidgetView
  | QuestionsWidgetView
  | TroubleshootingWidgetView;

export interface KeyWidgetView {
  readonly kind: 'key';
  /** That there is a secret already, or what to know of the one just stored. */
  readonly note?: string;
  readonly field: FieldView;
  readonly paste: ButtonView;
  readonly picture: {
    readonly label: string;
    readonly choose: string;
    readonly reading: string;
    readonly notFound: string;
    readonly notPicture: string;
  };
}

export interface FieldView {
  readonly field: Field;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly secret: boolean;
  /** What it holds at first. */
  readonly value?: string;
}

export interface CodeWidgetView {
  readonly kind: 'code';
  readonly label: string;
  /** With `{0}` for the seconds. */
  readonly left: string;
  /** What stands beside the next code. */
  readonly next: string;
  /** With fewer seconds than this left, `wait` is shown instead of `enough`. */
  readonly enoughSeconds: number;
  readonly enough: string;
  readonly wait: string;
  /** Shown instead of both where the code that was copied has ended. */
  readonly ended?: string;
  /** Read out when a new code begins, with `{0}` for it. */
  readonly spoken: string;
  /** Why a code may be refused, the likeliest first; there once the person says it was. */
  readonly troubleshooting?: TroubleshootingView;
}

/** The causes alone, where no code is shown. */
export interface TroubleshootingWidgetView {
  readonly kind: 'troubleshooting';
  readonly troubleshooting: TroubleshootingView;
}

export interface TroubleshootingView {
  readonly title: string;
  readonly items: readonly CauseView[];
}

export interface CauseView {
  readonly title: string;
  readonly text: string;
  readonly button?: ButtonView;
  readonly field?: FieldView;
  /** What the check found. */
  readonly result?: string;
}

export interface EmailWidgetView {
  readonly kind: 'email';
  readonly note?: string;
  readonly field: FieldView;
  readonly instead: ButtonView;
}

export interface QuestionsWidgetView {
  readonly kind: 'questions';
  readonly rules: string;
  readonly rows: readonly { readonly question: string; readonly answer: string }[];
  readonly show: string;
  readonly submit: string;
  readonly note?: string;
  readonly instead: ButtonView;
}
