import { html } from './html.mjs';

/**
 * @typedef {object} Page
 * @property {string} title its heading as well
 * @property {import('./html.mjs').Html} body
 * @property {import('./rules/refused.mjs').Refused | undefined} [refusal]
 * @property {import('./person.mjs').Person} [person] who is signed in
 * @property {boolean} [script]
 */

/** A whole page. @param {Page} page */
export function layout({ title, body, refusal, person, script }) {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${refusal ? 'Error: ' : ''}${title} – Practice page</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/practice.css">
${script && html`<script src="/practice.js" defer></script>`}
</head>
<body>
<aside class="practice" aria-label="About this page">
<p><strong>Practice page — not Xero.</strong> Nothing here is real: any password is accepted, no email leaves this
computer.</p>
<nav aria-label="Practice">
<a href="/inbox" target="_blank" rel="noopener">Inbox<span class="unseen"> (opens a new tab)</span></a>
<a href="/practice">Rehearsal controls</a>
</nav>
</aside>
${person && topBar(person)}
<main>
<h1>${title}</h1>
${refusal && html`<p class="refusal" id="refusal" role="alert">${refusal.message}</p>`}
${body}
</main>
</body>
</html>
`;
}

/** @param {import('./person.mjs').Person} person */
function topBar({ login }) {
  return html`<header class="bar">
<a href="/dashboard">Practice organisation</a>
<button type="button" class="avatar" popovertarget="menu">${initials(login)}<span class="unseen"> – your menu</span></button>
<nav id="menu" popover aria-label="Your menu">
<p class="hint">${login}</p>
<a href="/account">Account</a>
<form method="post" action="/log-out"><button type="submit">Log out</button></form>
</nav>
</header>`;
}

/** @param {string} login */
function initials(login) {
  const words = (login.split('@')[0] ?? '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = '?', second = ''] = words.map(word => [...word][0]);
  return (first + second).toUpperCase();
}

/**
 * A field with its label.
 *
 * @param {object} field
 * @param {string} field.name its id as well
 * @param {string} field.label
 * @param {'text' | 'email' | 'password' | 'number'} [field.type]
 * @param {string | number} [field.value]
 * @param {string} [field.hint]
 * @param {string} [field.autocomplete]
 * @param {boolean} [field.isFirst] whether it has the focus when the page opens
 * @param {import('./rules/refused.mjs').Refused | undefined} [refusal]
 */
export function field(
  { name, label, type = 'text', value = '', hint, autocomplete = 'off', isFirst = false },
  refusal,
) {
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" spellcheck="false"${description(name, hint, refusal)}${isFirst && !refusal && html` autofocus`}>
</div>`;
}

/** The attributes that tell what a field's hint and error are. @param {string} name @param {string | undefined} hint @param {import('./rules/refused.mjs').Refused | undefined} refusal */
export function description(name, hint, refusal) {
  const wrong = refusal?.field === name;
  const ids = [hint !== undefined && `${name}-hint`, wrong && 'refusal'].filter(Boolean).join(' ');
  return html`${ids !== '' && html` aria-describedby="${ids}"`}${wrong && html` aria-invalid="true" autofocus`}`;
}

/**
 * A field for a code of six digits.
 *
 * @param {string} label
 * @param {import('./rules/refused.mjs').Refused | undefined} refusal
 * @param {{ isInBoxes?: boolean, isSentOnPaste?: boolean }} [options] `isInBoxes`: with a box for each digit;
 *   `isSentOnPaste`: a pasted code goes on by itself, with the page's script
 */
export function codeField(label, refusal, { isInBoxes = false, isSentOnPaste = false } = {}) {
  const input = html`<input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" spellcheck="false"${isSentOnPaste && html` data-sent-on-paste`}${refusal ? description('code', undefined, refusal) : html` autofocus`}>`;
  return html`<div class="field">
<label for="code">${label}</label>
${isInBoxes ? html`<div class="boxes">${input}</div>` : input}
</div>`;
}
