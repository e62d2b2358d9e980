import type { CodeView, Field, GuideRequest, GuideView, StepView } from '../protocol';

/** A request without the number that its reply names. */
export type Ask = GuideRequest extends infer R
  ? R extends GuideRequest
    ? Omit<R, 'request'>
    : never
  : never;

/** What the page knows, and how it asks for something. */
export interface PageState {
  view: GuideView;
  code: RunningCode | undefined;
  /** Why a text that was submitted was rejected. */
  readonly problems: Map<Field | 'answers', string>;
  /** The id of the field that a problem with the answers is about. */
  badField: string | undefined;
  /** What is typed and no secret, by the id of its field: it is kept where the page is not. */
  readonly drafts: Map<string, string>;
  /** The requests that have no reply yet. */
  readonly awaited: Set<number>;
  /** That a picture is being searched for a QR code, or why none was found. */
  pictureNote: string | undefined;
  /** Whether answers are shown while they are typed. */
  showsAnswers: boolean;
  readonly send: (ask: Ask) => void;
  /** The same, by something the person did: the keyboard follows to the step that opens. */
  readonly act: (ask: Ask) => void;
  /** Keeps what is typed and no secret, by the id of its field. */
  readonly keepDraft: (id: string, text: string) => void;
  readonly readPicture: (file: Blob | undefined) => void;
  readonly setShowsAnswers: (shown: boolean) => void;
}

/** A code and when it ends by this page's own stopwatch (`performance.now`). */
export interface RunningCode extends CodeView {
  readonly ends: number;
}

/** Whole seconds, counted as a person does, until a code ends. */
export function secondsOf({ ends }: RunningCode, now: number): number {
  return Math.max(0, Math.ceil((ends - now) / 1000));
}

/** The step whose body is shown. */
export function currentStep({ steps }: GuideView): StepView | undefined {
  return steps.find(({ body }) => body);
}
