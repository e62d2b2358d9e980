/**
 * What the guide's page and the extension say to each other. The page has no text of its own: every text it shows
 * comes from here, so that one place is translated. No message ever holds a secret, except the one by which the
 * person hands theirs over.
 */
import * as v from 'valibot';

/** Longer than anything a person pastes; a page that sends more is not ours. */
const text = v.pipe(v.string(), v.maxLength(10_000));
/** Names the request in its reply. */
const request = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A text the person types or pastes into the page. `compareKey` is looked at and kept nowhere. */
const field = v.picklist(['key', 'compareKey', 'backupEmail']);
export type Field = v.InferOutput<typeof field>;

const requestSchema = v.variant('type', [
  v.strictObject({ type: v.literal('openStep'), request, step: text }),
  v.strictObject({ type: v.literal('chooseScenario'), request, scenario: text }),
  v.strictObject({ type: v.literal('tick'), request, item: text, ticked: v.boolean() }),
  /** `step` is the one that was open: a press that comes late, such as a second click, is discarded. */
  v.strictObject({ type: v.literal('press'), request, action: text, step: text }),
  v.strictObject({ type: v.literal('submit'), request, field, text }),
  /** The key on the clipboard, which the page need not see. */
  v.strictObject({ type: v.literal('pasteKey'), request }),
  v.strictObject({
    type: v.literal('submitAnswers'),
    request,
    answers: v.pipe(v.array(v.strictObject({ question: text, answer: text })), v.maxLength(20)),
  }),
]);

/** What the page asks for. Each request gets one {@link Reply}. */
export type GuideRequest = v.InferOutput<typeof requestSchema>;

const messageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** The page shows the view it was sent. */
  v.strictObject({ type: v.literal('shown') }),
  requestSchema,
]);

/** From the page. */
export type FromGuide = v.InferOutput<typeof messageSchema>;

/** A message of the guide's page, or `undefined` if it is not one. */
export function parseMessage(message: unknown): FromGuide | undefined {
  const result = v.safeParse(messageSchema, message);
  return result.success ? result.output : undefined;
}

/** To the page. */
export type ToGuide =
  | { readonly type: 'view'; readonly view: GuideView }
  /** Sent only while a step that needs it is open and the page is visible; without `code` there is none. */
  | { readonly type: 'code'; readonly code?: CodeView }
  | Reply
  /** For screen readers. */
  | { readonly type: 'announce'; readonly text: string };

/** What became of a request. */
export type Reply = { readonly type: 'reply'; readonly request: number } & Outcome;

/** `discarded`: nothing was done, and there is nothing to correct; the person changed their mind, or it came late. */
export type Outcome = { readonly result: 'accepted' | 'discarded' } | Rejection;

/** Why a text was not accepted. */
export interface Rejection {
  readonly result: 'rejected';
  readonly problem: string;
  /** Which of the questions it is about, from 0. */
  readonly index?: number;
  /** Whether it is about the question or its answer. */
  readonly part?: 'question' | 'answer';
}

/** A sentence of ours with Xero's own labels in it, which are never translated. */
export type RichText = readonly (string | { readonly label: string })[];

/** Where a step happens. */
export type Place = 'xero' | 'here' | 'inbox';

/** The current code. Times are durations, as the page may run on a computer with another clock. */
export interface CodeView {
  readonly code: string;
  /** The one after it. */
  readonly next: string;
  /** Milliseconds until the code expires, when this was sent. */
  readonly remaining: number;
  /** Milliseconds for which a code is valid. */
  readonly period: number;
  /** Whether it was copied here, or one before it that has expired since. */
  readonly copied?: 'this' | 'expired';
}

export interface ButtonView {
  readonly action: string;
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
  /** The state of the account, if it matters for what to do. */
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
  /** Whether it is open by itself: before the first step of a set-up. */
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

/** A step of the guide: one of Xero's 14, or something to do before or after those. */
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

/** What the open step shows below its title. */
export interface StepBody {
  readonly text: readonly RichText[];
  readonly picture?: PictureView;
  /** A time limit of Xero's. */
  readonly limit?: string;
  readonly widget?: WidgetView;
  readonly buttons: readonly ButtonView[];
}

export interface PictureView {
  /** Of a file in `media/guide/`. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
}

/** What a step does here besides explaining. */
export type WidgetView =
  | KeyWidgetView
  | CodeWidgetView
  | EmailWidgetView
  | QuestionsWidgetView
  | TroubleshootingWidgetView;

/** A field for the setup key, which the clipboard or a picture may also give. */
export interface KeyWidgetView {
  readonly kind: 'key';
  /** That there is a key already, or what to know of the one just stored. */
  readonly note?: string;
  readonly field: FieldView;
  /** What the button says that takes the key from the clipboard. */
  readonly paste: string;
  readonly picture: {
    readonly label: string;
    readonly choose: string;
    readonly reading: string;
    readonly notFound: string;
    readonly notPicture: string;
  };
}

/** A field for one text, with the button that submits it. */
export interface FieldView {
  readonly field: Field;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly secret: boolean;
  /** What it holds at first. */
  readonly value?: string;
}

/** The current code with its countdown. */
export interface CodeWidgetView {
  readonly kind: 'code';
  readonly label: string;
  /** With `{0}` for the seconds. */
  readonly expiresIn: string;
  /** The label of the next code. */
  readonly next: string;
  /** With fewer seconds than this left, `wait` is shown instead of `enough`. */
  readonly enoughSeconds: number;
  readonly enough: string;
  readonly wait: string;
  /** Shown instead of both where the code that was copied has expired. */
  readonly expired?: string;
  /** Read out when a new code begins, with `{0}` for it. */
  readonly spoken: string;
  /** Why a code may be rejected, the likeliest first; there once the person says it was. */
  readonly troubleshooting?: TroubleshootingView;
}

/** Troubleshooting alone, where no code is shown. */
export interface TroubleshootingWidgetView {
  readonly kind: 'troubleshooting';
  readonly troubleshooting: TroubleshootingView;
}

export interface TroubleshootingView {
  readonly title: string;
  readonly items: readonly CauseView[];
}

/** A cause of rejected codes, with its check. */
export interface CauseView {
  readonly title: string;
  readonly text: string;
  readonly button?: ButtonView;
  readonly field?: FieldView;
  /** What the check found. */
  readonly result?: string;
}

/** A field for the backup email. */
export interface EmailWidgetView {
  readonly kind: 'email';
  readonly note?: string;
  readonly field: FieldView;
  readonly instead: ButtonView;
}

/** Fields for security questions and answers. */
export interface QuestionsWidgetView {
  readonly kind: 'questions';
  readonly rules: string;
  readonly rows: readonly { readonly question: string; readonly answer: string }[];
  readonly show: string;
  readonly submit: string;
  readonly note?: string;
  readonly instead: ButtonView;
}
