import { render } from 'lit-html';
import type { FromImport, ToImport } from '../protocol';
import { importPage } from './importPage';
import type { ImportPageState } from './pageState';
import '../../platform/webview/page.css';
import './import.css';

/** What VS Code offers a webview's script. */
interface WebviewApi {
  postMessage(message: FromImport): void;
}
declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();
const send = (message: FromImport): void => api.postMessage(message);
const root = document.createElement('div');
const announced = document.createElement('div');
announced.setAttribute('role', 'status');
announced.className = 'visually-hidden';
document.body.append(root, announced);

/** In bytes: many times the size of a screenshot. */
const LARGEST_FILE = 20_000_000;
/** In UTF-16 units. */
const LARGEST_TEXT = 6_000_000;

let page: ImportPageState | undefined;
/** Pictures are read one after another, because each keeps the page busy. */
let reading = Promise.resolve();

function show(change: Partial<ImportPageState>): void {
  if (page) page = { ...page, ...change };
  else if (change.view) {
    const setOpenRow = (openRow: number): void => show({ openRow });
    page = { view: change.view, codes: {}, send, openRow: undefined, setOpenRow };
  }
  if (page) render(importPage(page), root);
}

function receive(message: ToImport): void {
  switch (message.type) {
    case 'view': {
      const isFirst = page === undefined;
      const focused = document.activeElement;
      show({ view: message.view });
      keepFocus(focused);
      if (isFirst) send({ type: 'shown' });
      break;
    }
    case 'codes':
      show({ codes: message.codes });
      break;
    case 'scan':
      readSoon(new Blob([message.bytes as BlobPart]), message.name, message.picture);
      break;
    case 'announce':
      // Screen readers read a focused element anyway.
      if (document.activeElement === notes()) break;
      // Screen readers don't read the same text twice.
      announced.textContent = announced.textContent === message.text ? `${message.text}\u00A0` : message.text;
      break;
  }
}

const notes = (): HTMLElement | null => document.getElementById('notes');

/** Moves the focus to the result if the button that had it is gone. */
function keepFocus(focused: Element | null): void {
  const isDisabled = focused?.getAttribute('aria-disabled') === 'true' && !page?.view.status;
  if (focused instanceof HTMLButtonElement && (!focused.isConnected || isDisabled)) notes()?.focus();
}

function readSoon(file: Blob, name: string, picture?: number): void {
  reading = reading.then(() => readPicture(file, name, picture));
}

/** Looks for a QR code in a picture and sends its text. */
async function readPicture(file: Blob, name: string, picture: number | undefined): Promise<void> {
  const from = { name, ...(picture !== undefined && { picture }) };
  if (file.size > LARGEST_FILE) return send({ type: 'notScanned', ...from, failure: 'tooLarge' });
  try {
    const { readQrCodes } = await import('../../platform/webview/qr');
    const { texts, hasMore } = await readQrCodes(file);
    send(
      texts.length === 0
        ? { type: 'notScanned', ...from, failure: 'notFound' }
        : { type: 'scanned', ...from, texts: texts.map(text => text.slice(0, LARGEST_TEXT)), hasMore },
    );
  } catch {
    send({ type: 'notScanned', ...from, failure: 'notPicture' });
  }
}

/** Whether a text has only the names of files, or their paths, one a line. */
function areNamesOf(text: string, files: readonly File[]): boolean {
  const lines = text.split(/[\r\n]+/).filter(line => line.trim() !== '');
  const names = new Set(files.map(({ name }) => name.normalize()));
  const isName = (line: string): boolean => {
    const name = line
      .trim()
      .replace(/^.*[\\/]/, '')
      .normalize();
    // What is copied may have a name of its own, such as image.png.
    return (
      names.has(name) ||
      names.has(decoded(name)) ||
      /^[^:@,;\t]+\.(?:png|jpe?g|gif|webp|bmp|heic|avif|svg|pdf)$/i.test(name)
    );
  };
  return files.length > 0 && lines.length <= files.length && lines.every(isName);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Handles files that were pasted or dropped. Pictures are read here, other files by the extension. */
async function takeIn(files: readonly File[]): Promise<void> {
  for (const file of files) {
    // A drawing has no pixels: the extension says what to do.
    if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') readSoon(file, file.name);
    else if (file.size > LARGEST_FILE) send({ type: 'notScanned', name: file.name, failure: 'tooLarge' });
    else send({ type: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToImport>) => receive(data));
document.addEventListener('paste', ({ clipboardData }) => {
  const text = clipboardData?.getData('text/plain') ?? '';
  const files = Array.from(clipboardData?.files ?? []);
  // Some programs copy a picture along with a text, and file managers the name along with the file.
  if (text.trim() !== '' && !areNamesOf(text, files))
    send({ type: 'text', text: text.slice(0, LARGEST_TEXT) });
  else void takeIn(files);
});
// VS Code would open a file that is dropped on the page, unless the page handles the drag.
for (const type of ['dragenter', 'dragover', 'drop']) {
  document.addEventListener(type, event => {
    event.preventDefault();
    event.stopPropagation();
  });
}
document.addEventListener('drop', ({ dataTransfer }) => {
  const text = dataTransfer?.getData('text/plain') ?? '';
  const files = Array.from(dataTransfer?.files ?? []);
  if (files.length > 0) void takeIn(files);
  else if (text !== '') send({ type: 'text', text: text.slice(0, LARGEST_TEXT) });
});

send({ type: 'ready' });
