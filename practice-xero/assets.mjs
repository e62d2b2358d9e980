/** What the pages load: in the code, so that it is there wherever that is bundled to. */

const css = `
:root {
  color-scheme: light dark;
  --ground: #f4f2ee; --card: #fff; --text: #26232b; --soft: #625d6b; --line: #d5d0da; --edge: #857e90;
  --act: #5b3a86; --act-text: #fff; --strip: #fff1c9; --strip-text: #4a3800; --strip-line: #d9a400;
  --bad: #a4161a; --bad-ground: #fdecec; --good: #1d6b3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #1c1a20; --card: #27242d; --text: #ece9f0; --soft: #b3acbd; --line: #46414f; --edge: #8f879b;
    --act: #c9aef0; --act-text: #24123e; --strip: #3a2f0c; --strip-text: #ffe9a8; --strip-line: #9a7a12;
    --bad: #ff9c9c; --bad-ground: #3f1f22; --good: #8fd6a8;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { margin: 0; color: var(--soft); font-size: .9rem; }

.practice { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; padding: .5rem 1.5rem;
  background: var(--strip); color: var(--strip-text); border-bottom: 2px dashed var(--strip-line); font-size: .9rem; }
.practice p { margin: 0; }
.practice nav { display: flex; gap: 1.25rem; }
.practice a { color: inherit; }
.practice :focus-visible { outline-color: currentcolor; }

.bar { display: flex; align-items: center; justify-content: space-between; padding: .6rem 1.5rem;
  background: var(--card); border-bottom: 1px solid var(--line); position: relative; }
.bar > a { color: inherit; font-weight: 600; text-decoration: none; }
.bar > a:hover { text-decoration: underline; }
button.avatar { width: 2.5rem; height: 2.5rem; padding: 0; border-radius: 50%; font-size: .9rem; anchor-name: --avatar; }
#menu { inset: 6.4rem 1.5rem auto auto; margin: .4rem 0 0; padding: .75rem; min-width: 14rem; max-width: 90vw;
  background: var(--card); color: inherit; border: 1px solid var(--line); border-radius: .5rem;
  box-shadow: 0 .5rem 1.5rem #0003; overflow-wrap: anywhere; position: absolute; }
@supports (position-area: block-end) { #menu { inset: auto; position-anchor: --avatar; position-area: block-end span-inline-start; } }
#menu .hint { padding: 0 .5rem .5rem; border-bottom: 1px solid var(--line); margin-bottom: .5rem; }
#menu a, #menu button { display: block; width: 100%; padding: .4rem .5rem; border: 0; border-radius: .3rem; background: none;
  color: inherit; font-weight: 400; text-align: start; text-decoration: none; }
#menu a:hover, #menu button:hover { background: var(--ground); }

main { max-width: 38rem; margin: 2.5rem auto; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
p { margin: 0 0 1rem; }
main strong { display: inline-block; max-width: 100%; }
form { margin: 0; }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.field { margin: 0 0 1.1rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
.field .hint { margin-bottom: .3rem; }
input, select { width: 100%; padding: .5rem .6rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--edge); border-radius: .35rem; }
input[aria-invalid], select[aria-invalid] { border: 2px solid var(--bad); }
input[type="checkbox"] { width: 1.15rem; height: 1.15rem; margin: .2rem .6rem 0 0; flex: none; accent-color: var(--act); }
.check { display: flex; margin-bottom: 1rem; }
.check label { font-weight: 400; }
.code { max-width: 11rem; font-size: 1.25rem; letter-spacing: .15em; font-variant-numeric: tabular-nums; }
/* A box for each digit, three digits wide. The field has room for a caret after the last one, which would scroll it. */
.boxes { width: calc(18ch + 2px); max-width: 100%; overflow: clip; font: 1.5rem/1.75 ui-monospace, Consolas, monospace;
  border: 1px solid var(--edge); border-radius: .35rem;
  background: repeating-linear-gradient(90deg, transparent 0 calc(3ch - 1px), var(--edge) calc(3ch - 1px) 3ch) var(--card); }
.boxes .code { display: block; width: 20ch; max-width: none; padding: .4rem 0 .4rem 1ch; font: inherit; letter-spacing: 2ch;
  background: none; border: 0; outline: 0; }
.boxes:focus-within { outline: 3px solid var(--act); outline-offset: 2px; }
.boxes:has([aria-invalid]) { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.key { font: 1rem/1.5 ui-monospace, Consolas, monospace; }
.row { display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; }
.row > input { flex: 1 1 18rem; width: auto; }
.row + .hint { margin-top: .3rem; }
.row.apart { justify-content: space-between; padding: .75rem 0; border-top: 1px solid var(--line); }
.row.apart p { margin: 0; }
.row.apart > div { flex: 1 1 16rem; }

button, .button { display: inline-block; padding: .5rem 1.25rem; font: inherit; font-weight: 600; text-decoration: none;
  color: var(--act-text); background: var(--act); border: 1px solid var(--act); border-radius: .35rem; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.12); }
.second { color: var(--act); background: none; }
.choices { display: grid; gap: .75rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.choices li { padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.choices p { margin: 0 0 .6rem; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; margin-top: 1.25rem; }
.qr { display: block; margin: 0 0 1rem; max-width: 100%; height: auto; image-rendering: pixelated; border: 1px solid var(--line); }
.refusal { padding: .6rem .8rem; color: var(--bad); background: var(--bad-ground); border-left: 4px solid var(--bad); }
.done { padding: .6rem .8rem; border-left: 4px solid var(--good); background: var(--ground); }
.mail { padding: 0; margin: 0 0 1rem; list-style: none; }
.mail li { padding: .6rem 0; border-top: 1px solid var(--line); }
.big { font-size: 2rem; font-weight: 600; letter-spacing: .12em; margin: .5rem 0 1rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 44rem) { main { margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 1.5rem; } }
`;

const script = `'use strict';
for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copies);
    const status = document.getElementById(button.dataset.copies + '-copied');
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = 'Copied.';
    } catch {
      status.textContent = 'The browser blocked copying. The key is selected. Copy it with the keyboard.';
    }
  });
}
for (const field of document.querySelectorAll('[data-sent-on-paste]')) {
  field.addEventListener('input', ({ inputType }) => {
    if (inputType === 'insertFromPaste' && /^\\s*\\d{6}\\s*$/.test(field.value)) field.form.requestSubmit();
  });
}
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#d9a400"/>
<path d="M6 3h3.5a3 3 0 0 1 0 6.5H8V13H6zm2 2v2.5h1.3a1.2 1.2 0 0 0 0-2.5z" fill="#2b2100"/></svg>
`;

/** @type {import('./visit.mjs').Routes} */
export const routes = {
  '/practice.css': file('text/css; charset=utf-8', css),
  '/practice.js': file('text/javascript; charset=utf-8', script),
  '/icon.svg': file('image/svg+xml', icon),
};

/** @param {string} type @param {string} bytes @returns {import('./visit.mjs').Route} */
function file(type, bytes) {
  return { GET: () => ({ status: 200, file: { type, bytes } }) };
}
