import { render } from 'lit-html';
import type { FromImport, ToImport } from '../protocol';
import { type ImportPageState, importPage } from './importPage';
import '../../platform/webview/page.css';
import './import.css';

/** What VS Code gives to the script of a webview. */
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

/** In bytes: many times a screenshot. */
const LARGEST_FILE = 20_000_000;
/** In UTF-16 units. */
const LARGEST_TEXT = 6_000_000;

let page: ImportPageState | undefined;
/** Pictures are read one after another: each takes all the time there is. */
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
      // What has the focus is read out anyway.
      if (document.activeElement === notes()) break;
      // The same words again would not be read out.
      announced.textContent = announced.textContent === message.text ? `${message.text}\u00A0` : message.text;
      break;
  }
}

const notes = (): HTMLElement | null => document.getElementById('notes');

/** A button that did its work may be gone: its result gets the focus. */
function keepFocus(focused: Element | null): void {
  const isLost = focused instanceof HTMLButtonElement && (!focused.isConnected || focused.disabled);
  if (isLost) notes()?.focus();
}

function readSoon(file: Blob, name: string, picture?: number): void {
  reading = reading.then(() => readPicture(file, name, picture));
}

/** Looks for a QR code in a picture, and hands over what it says. */
async function readPicture(file: Blob, name: string, picture: number | undefined): Promise<void> {
  const from = { name, ...(picture !== undefined && { picture }) };
  if (file.size > LARGEST_FILE) return send({ type: 'notScanned', ...from, failure: 'tooLarge' });
  try {
    const { readQr } = await import('../../platform/webview/qr');
    const text = await readQr(file);
    send(
      text === undefined
        ? { type: 'notScanned', ...from, failure: 'notFound' }
        : { type: 'scanned', ...from, text: text.slice(0, LARGEST_TEXT) },
    );
  } catch {
    send({ type: 'notScanned', ...from, failure: 'notPicture' });
  }
}

/** Takes in files that were pasted or dropped: pictures are read here, anything else by the extension. */
async function takeIn(files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.type.startsWith('image/')) readSoon(file, file.name);
    else if (file.size > LARGEST_FILE) send({ type: 'notScanned', name: file.name, failure: 'tooLarge' });
    else send({ type: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToImport>) => receive(data));
document.addEventListener('paste', ({ clipboardData }) => {
  const text = clipboardData?.getData('text/plain') ?? '';
  // Some programs copy a picture of a text beside it.
  if (text !== '') send({ type: 'text', text: text.slice(0, LARGEST_TEXT) });
  else void takeIn(Array.from(clipboardData?.files ?? []));
});
// VS Code takes a file that is dragged over a page for one to open, unless the page keeps the drag to itself.
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
