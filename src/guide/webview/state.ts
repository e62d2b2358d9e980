import type { CodeView, Field, GuideRequest, GuideView, StepView } from '../protocol';

/** A request without its number. */
export type Ask = GuideRequest extends infer R
  ? R extends GuideRequest
    ? Omit<R, 'request'>
    : never
  : never;

/** What the page knows, and how it sends requests. */
export interface PageState {
  view: GuideView;
  code: RunningCode | undefined;
  /** When the awaited code begins, by this page's stopwatch. */
  waitEnds: number | undefined;
  /** Why submitted texts were rejected. */
  readonly problems: Map<Field | 'answers', string>;
  /** The id of the question or answer field that was rejected. */
  badField: string | undefined;
  /** Typed texts that hold no secret, by the field's id. They survive a reload of the page. */
  readonly drafts: Map<string, string>;
  /** The requests that have no reply yet. */
  readonly awaited: Set<number>;
  /** Says that a picture is being searched for a QR code, or why none was found. */
  pictureNote: string | undefined;
  /** Whether typed answers are visible. */
  showsAnswers: boolean;
  readonly send: (ask: Ask) => void;
  /** Sends a request after which focus moves to the step that it opens. */
  readonly act: (ask: Ask) => void;
  readonly keepDraft: (id: string, text: string) => void;
  readonly readPicture: (file: Blob | undefined) => void;
  readonly setShowsAnswers: (shown: boolean) => void;
}

/** A code, and when it expires by this page's stopwatch (`performance.now`). */
export interface RunningCode extends CodeView {
  readonly ends: number;
}

/** Whole seconds until an instant of this page's stopwatch, rounded up. */
export function secondsUntil(ends: number): number {
  return Math.max(0, Math.ceil((ends - performance.now()) / 1000));
}

/** The step whose body is shown. */
export function currentStep({ steps }: GuideView): StepView | undefined {
  return steps.find(({ body }) => body);
}
