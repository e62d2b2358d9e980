/**
 * The messages between the guide's page and the extension. The page has no texts of its own, so only the extension's
 * need translating. No message holds a secret, except those that submit one.
 */
import * as v from 'valibot';

/** The limit is longer than anything a person pastes: a page that sends more isn't ours. */
const text = v.pipe(v.string(), v.maxLength(10_000));
/** The page's number for the request, repeated in the reply. */
const request = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A text field of the page. The text of `compareKey` is never stored. */
const field = v.picklist(['key', 'compareKey', 'backupEmail']);
export type Field = v.InferOutput<typeof field>;

const requestSchema = v.variant('type', [
  v.strictObject({ type: v.literal('openStep'), request, step: text }),
  v.strictObject({ type: v.literal('chooseScenario'), request, scenario: text }),
  v.strictObject({ type: v.literal('tick'), request, item: text, ticked: v.boolean() }),
  /** `step` is the current one on the page: a press that comes late, such as a second click, is discarded. */
  v.strictObject({ type: v.literal('press'), request, action: text, step: text }),
  v.strictObject({ type: v.literal('submit'), request, field, text }),
  v.strictObject({
    type: v.literal('submitAnswers'),
    request,
    answers: v.pipe(v.array(v.strictObject({ question: text, answer: text })), v.maxLength(20)),
  }),
]);

/** Each request gets one {@link Reply}. */
export type GuideRequest = v.InferOutput<typeof requestSchema>;

const messageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** The page shows the view it was sent. */
  v.strictObject({ type: v.literal('shown') }),
  requestSchema,
]);

/** From the page. */
export type FromGuide = v.InferOutput<typeof messageSchema>;

/** Checks a message from the page; `undefined` if it isn't one of ours. */
export function parseMessage(message: unknown): FromGuide | undefined {
  const result = v.safeParse(messageSchema, message);
  return result.success ? result.output : undefined;
}

/** To the page. */
export type ToGuide =
  | { readonly type: 'view'; readonly view: GuideView }
  /** Sent only while the page is visible and its step shows a code. Without `code`, removes it from the page. */
  | { readonly type: 'code'; readonly code?: CodeView }
  | Reply
  /** For screen readers. */
  | { readonly type: 'announce'; readonly text: string };

/** The outcome of a request. */
export type Reply = { readonly type: 'reply'; readonly request: number } & Outcome;

/** `discarded`: nothing was done and nothing needs correcting, as the person cancelled or the request came late. */
export type Outcome = { readonly result: 'accepted' | 'discarded' } | Rejection;

/** Why a text was not accepted. */
export interface Rejection {
  readonly result: 'rejected';
  readonly problem: string;
  /** The question it is about, from 0. */
  readonly index?: number;
  readonly part?: 'question' | 'answer';
}

/** A sentence with Xero's own labels in it, which are never translated. */
export type RichText = readonly (string | { readonly label: string })[];

/** Where a step happens. */
export type Place = 'xero' | 'here' | 'inbox';

/** The current code. Times are durations because the page may run on a computer with another clock. */
export interface CodeView {
  readonly code: string;
  /** The next code. */
  readonly next: string;
  /** Milliseconds from sending this until the code expires. */
  readonly remaining: number;
  /** How long a code is valid, in milliseconds. */
  readonly period: number;
  /** `this`: this code was copied here. `expired`: the copied one has expired since. */
  readonly copied?: 'this' | 'expired';
}

export interface ButtonView {
  readonly action: string;
  readonly label: string;
  /** Highlighted as the next thing to do. */
  readonly primary?: boolean;
  /** It keeps its place and the keyboard, but does nothing. */
  readonly disabled?: boolean;
}

/** The whole page. */
export interface GuideView {
  /** The login as the list writes it, to find the guide again after a reload. Not shown. */
  readonly id: string;
  readonly title: string;
  readonly login: string;
  readonly loginLabel: string;
  /** The state of the account, if it affects what to do. */
  readonly notice?: { readonly text: string; readonly button?: ButtonView };
  readonly scenario: {
    readonly label: string;
    readonly current: string;
    readonly options: readonly { readonly id: string; readonly label: string }[];
    readonly text: string;
    readonly startOver: ButtonView;
  };
  readonly prerequisites: PrerequisitesView;
  /** Shown on a button while the code that it copies has yet to begin. */
  readonly wait?: {
    readonly action: string;
    /** With `{0}` for the seconds. */
    readonly label: string;
    /** Milliseconds from sending this until the code begins. */
    readonly remaining: number;
  };
  readonly stepsTitle: string;
  /** Such as “3 of 14 done”. */
  readonly progress: string;
  readonly steps: readonly StepView[];
}

export interface PrerequisitesView {
  readonly title: string;
  /** How much of it is left, or that nothing is. */
  readonly state?: string;
  /** Whether it starts open, as it does while something in it is neither ticked nor skipped. */
  readonly open: boolean;
  /** Skips what is not ticked. */
  readonly skip?: ButtonView;
  readonly warning?: string;
  /** Whether the items are only what is left, in a few words each. */
  readonly isBrief?: boolean;
  readonly items: readonly PrerequisiteView[];
}

export interface PrerequisiteView {
  readonly id: string;
  readonly text: string;
  readonly ticked: boolean;
  /** The list answers it, so there is nothing to tick. */
  readonly isKnown: boolean;
  /** What the list or a check says about it. */
  readonly finding?: string;
  readonly button?: ButtonView;
}

export type StepState = 'done' | 'current' | 'todo' | 'skipped';

export interface StepView {
  readonly id: string;
  /** Its number in the scenario, from `1`. */
  readonly mark: string;
  readonly title: RichText;
  /** What the rail shows. */
  readonly shortTitle: string;
  readonly place: Place;
  readonly placeName: string;
  readonly state: StepState;
  readonly stateName: string;
  /** Only the current step has one. */
  readonly body?: StepBody;
}

/** What the current step shows below its title. */
export interface StepBody {
  /** Shown instead of the step's title, where the step shows how a scenario ended. */
  readonly heading?: RichText;
  readonly text: readonly RichText[];
  readonly picture?: PictureView;
  /** A time limit of Xero's. */
  readonly limit?: string;
  readonly widget?: WidgetView;
  readonly buttons: readonly ButtonView[];
}

export interface PictureView {
  /** The name of a file in `media/guide/`, without extension. */
  readonly name: string;
  readonly alt: string;
  /** On the avatar, if the picture has one. */
  readonly initials?: string;
}

/** What a step does here besides explaining. */
export type WidgetView =
  | KeyWidgetView
  | CodeWidgetView
  | EmailWidgetView
  | QuestionsWidgetView
  | TroubleshootingWidgetView;

/** A field for the setup key, which can also come from the clipboard or a picture. */
export interface KeyWidgetView {
  readonly kind: 'key';
  /** Warnings about the key just stored, or that the old one was kept. */
  readonly note?: string;
  readonly field: FieldView;
  /** Stores the key on the clipboard, which the page does not see. */
  readonly paste: ButtonView;
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
  /** Whether submitting it is the next thing to do. */
  readonly primary?: boolean;
  readonly secret: boolean;
  /** Its initial text. */
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
  /** `wait` is shown instead of `enough` if fewer seconds are left. */
  readonly enoughSeconds: number;
  readonly enough: string;
  readonly wait: string;
  /** Shown instead of `enough` if the copied code has expired and another one is needed. */
  readonly expired?: string;
  /** What a screen reader says when a new code begins, with `{0}` for the code. */
  readonly spoken: string;
  /** Appears once the person says that Xero rejected a code. */
  readonly troubleshooting?: TroubleshootingView;
}

/** Troubleshooting in a step that shows no code. */
export interface TroubleshootingWidgetView {
  readonly kind: 'troubleshooting';
  readonly troubleshooting: TroubleshootingView;
}

export interface TroubleshootingView {
  readonly title: string;
  readonly items: readonly CauseView[];
}

/** A cause of rejected codes, and how to check it. */
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
  readonly primary?: boolean;
  readonly note?: string;
  readonly instead: ButtonView;
}
