import { render } from 'lit-html';
import type { Field, FromGuide, GuideView, Reply, ToGuide, WidgetView } from '../protocol';
import { guidePage } from './guidePage';
import { sayAgain, spokenRegion } from './spokenRegion';
import { type Ask, currentStep, type PageState, secondsUntil } from './state';
import '../../platform/webview/page.css';
import './guide.css';
import './steps.css';
import './widgets.css';
import './pictures.css';

/** VS Code's API for the script of a webview. */
interface WebviewApi {
  postMessage(message: FromGuide): void;
  /** The state survives a reload of the window. */
  setState(state: KeptState): void;
  getState(): KeptState | undefined;
}

interface KeptState {
  readonly login: string;
  /** Texts of fields that hold no secret, by the field's id. */
  readonly drafts?: Readonly<Record<string, string>>;
}
declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();
const root = document.createElement('div');
// Two, so that a new code can't replace an announcement before it is read out.
const [announced, spokenCode] = [spokenRegion(), spokenRegion()];
document.body.append(root, announced, spokenCode);

let page: PageState | undefined;
/** Whether the person did something that may open a step: if it does, focus moves to the step. */
let follows = false;
/** The id of the element to focus once the page has focus again. */
let focusOnReturn: string | undefined;
let ticking: ReturnType<typeof setTimeout> | undefined;
let requests = 0;
/** What was submitted and has no reply yet, by the number of its request. */
const submitted = new Map<number, Field | 'answers'>();

function show(): void {
  if (page) render(guidePage(page), root);
}

function receive(message: ToGuide): void {
  switch (message.type) {
    case 'view':
      showView(message.view);
      break;
    case 'code':
      showCode(message);
      break;
    case 'reply':
      showReply(message);
      break;
    case 'announce':
      sayAgain(announced, message.text);
      break;
  }
}

function showView(view: GuideView): void {
  const openBefore = page && currentStep(page.view)?.id;
  const hadTroubleshooting = hasTroubleshooting(page?.view);
  const hadFocus = document.hasFocus() && document.activeElement !== document.body;
  if (page) page.view = view;
  else page = newPage(view);
  page.waitEnds = view.wait && performance.now() + view.wait.remaining;
  keepState();
  const open = currentStep(view)?.id;
  if (open !== openBefore) {
    page.problems.clear();
    page.pictureNote = undefined;
  }
  tick();
  if (open !== openBefore) showInRail(`step-${open}`);
  const isFocusLost = hadFocus && document.activeElement === document.body;
  if (open !== openBefore) {
    if (openBefore !== undefined && (follows || isFocusLost)) focus(`title-${open}`);
    follows = false;
  } else if (!hadTroubleshooting && hasTroubleshooting(view)) focus('troubleshooting');
  else if (isFocusLost) focus(`title-${open}`);
  if (openBefore === undefined) {
    if (document.hasFocus()) focusStep();
    api.postMessage({ type: 'shown' });
  }
}

/** Scrolls only the rail: `scrollIntoView` would scroll the page too, and cut off its heading. */
function showInRail(id: string): void {
  const step = document.getElementById(id);
  const rail = step?.closest('.rail');
  if (!step || !rail) return;
  const [inner, outer] = [step.getBoundingClientRect(), rail.getBoundingClientRect()];
  rail.scrollTop += Math.max(0, inner.bottom - outer.bottom) + Math.min(0, inner.top - outer.top);
}

function keepState(): void {
  if (page) api.setState({ login: page.view.id, drafts: Object.fromEntries(page.drafts) });
}

function hasTroubleshooting(view: GuideView | undefined): boolean {
  const widget = view && currentStep(view)?.body?.widget;
  return widget !== undefined && 'troubleshooting' in widget && widget.troubleshooting !== undefined;
}

function newPage(view: GuideView): PageState {
  const send = (ask: Ask): void => {
    follows = false;
    const request = requests++;
    const field = fieldOf(ask);
    if (field !== undefined) submitted.set(request, field);
    page?.awaited.add(request);
    api.postMessage({ ...ask, request });
  };
  return {
    view,
    code: undefined,
    waitEnds: undefined,
    problems: new Map(),
    badField: undefined,
    awaited: new Set(),
    drafts: new Map(Object.entries(api.getState()?.drafts ?? {})),
    pictureNote: undefined,
    showsAnswers: false,
    send,
    act: ask => {
      send(ask);
      follows = true;
    },
    keepDraft: (id, text) => {
      page?.drafts.set(id, text);
      keepState();
    },
    readPicture: file => void readPicture(file),
    setShowsAnswers: shown => {
      if (page) page.showsAnswers = shown;
      show();
    },
  };
}

function focus(id: string): void {
  const element = document.getElementById(id);
  // Focus isn't taken from another part of VS Code: it moves when the person comes back to the page.
  const isHere = document.hasFocus();
  focusOnReturn = isHere ? undefined : id;
  if (isHere) element?.focus({ preventScroll: true });
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ block: 'start', behavior: isStill ? 'auto' : 'smooth' });
}

/** Leads the keyboard to the current step, unless something in the page has it. */
function focusStep(): void {
  const open = page && currentStep(page.view)?.id;
  if (document.activeElement === document.body)
    document.getElementById(`title-${open}`)?.focus({ preventScroll: true });
}

function showCode({ code }: Extract<ToGuide, { type: 'code' }>): void {
  if (!page) return;
  page.code = code && { ...code, ends: performance.now() + code.remaining };
  const widget = openWidget();
  const spoken =
    (code && widget?.kind === 'code' && widget.spoken.replace('{0}', code.code.split('').join(' '))) || '';
  // A code is sent again once it was copied, but read out only once.
  if (spokenCode.textContent !== spoken) spokenCode.textContent = spoken;
  tick();
}

/** Updates what counts down as each second begins. */
function tick(): void {
  clearTimeout(ticking);
  show();
  const running = [page?.code?.ends, page?.waitEnds].filter(
    (ends): ends is number => ends !== undefined && secondsUntil(ends) > 0,
  );
  if (running.length === 0) return;
  const next = Math.min(...running.map(ends => (ends - performance.now()) % 1000));
  ticking = setTimeout(tick, next > 0 ? next : 1000);
}

function fieldOf(ask: Ask): Field | 'answers' | undefined {
  switch (ask.type) {
    case 'submit':
      return ask.field;
    case 'press':
      return ask.action === 'pasteKey' ? 'key' : undefined;
    case 'submitAnswers':
      return 'answers';
    default:
      return undefined;
  }
}

function showReply(reply: Reply): void {
  const field = submitted.get(reply.request);
  submitted.delete(reply.request);
  page?.awaited.delete(reply.request);
  if (!page) return;
  if (field === undefined) {
    show();
    return;
  }
  if (reply.result === 'rejected') {
    page.badField = reply.index === undefined ? undefined : `${reply.part}-${reply.index}`;
    page.problems.set(field, reply.problem);
    show();
    document.getElementById(field === 'answers' ? (page.badField ?? 'question-0') : field)?.focus();
    return;
  }
  page.badField = undefined;
  page.problems.delete(field);
  show();
  const prefix = field === 'answers' ? 'question-' : field;
  if (reply.result === 'accepted') forgetDrafts(prefix);
  forgetInputs(field, reply.result === 'accepted');
}

/** Clears a secret once it is accepted or discarded, and answers once they are accepted. */
function forgetInputs(field: Field | 'answers', isAccepted: boolean): void {
  if (field !== 'answers') {
    const input = document.querySelector<HTMLInputElement>(`#${field}`);
    if (input?.type === 'password') input.value = '';
  } else if (isAccepted) {
    const inputs = document.querySelectorAll<HTMLInputElement>('.questions input:not([type=checkbox])');
    for (const input of inputs) input.value = '';
  }
}

/** @param prefix of the ids of their fields */
function forgetDrafts(prefix: string): void {
  for (const id of page?.drafts.keys() ?? []) if (id.startsWith(prefix)) page?.drafts.delete(id);
  keepState();
}

/** The largest picture to search, in bytes: many times the size of a screenshot. */
const LARGEST_PICTURE = 20_000_000;

function openWidget(): WidgetView | undefined {
  return page && currentStep(page.view)?.body?.widget;
}

/** Looks for a QR code in a picture and submits its text as a key. */
async function readPicture(file: Blob | undefined): Promise<void> {
  const widget = openWidget();
  if (!page || !file || widget?.kind !== 'key' || page.pictureNote === widget.picture.reading) return;
  const note = (text: string | undefined): void => {
    if (page) page.pictureNote = text;
    show();
  };
  if (file.size > LARGEST_PICTURE) return note(widget.picture.notPicture);
  note(widget.picture.reading);
  try {
    const { readQr } = await import('../../platform/webview/qr');
    const text = await readQr(file);
    // The person may have opened another step meanwhile.
    if (openWidget()?.kind !== 'key') return;
    note(text === undefined ? widget.picture.notFound : undefined);
    if (text !== undefined) page.act({ type: 'submit', field: 'key', text });
  } catch {
    note(widget.picture.notPicture);
  }
}

addEventListener('focus', () => {
  if (focusOnReturn !== undefined) document.getElementById(focusOnReturn)?.focus({ preventScroll: true });
  focusOnReturn = undefined;
  focusStep();
});
addEventListener('message', ({ data }: MessageEvent<ToGuide>) => receive(data));
document.addEventListener('paste', ({ clipboardData }) => {
  // Some programs copy a text together with a picture of it.
  if (clipboardData?.types.includes('text/plain')) return;
  void readPicture(Array.from(clipboardData?.files ?? []).find(({ type }) => type.startsWith('image/')));
});
// Otherwise VS Code opens a file that is dropped on a page.
for (const type of ['dragenter', 'dragover', 'drop']) {
  document.addEventListener(type, event => {
    event.preventDefault();
    event.stopPropagation();
  });
}
document.addEventListener('drop', event => {
  void readPicture(event.dataTransfer?.files[0]);
});

api.postMessage({ type: 'ready' });
