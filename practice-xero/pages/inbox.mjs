import { html } from '../html.mjs';
import { field, layout } from '../layout.mjs';
import { anybody, show } from '../visit.mjs';

/** @typedef {import('../visit.mjs').Visit} Visit */

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  '/inbox': { GET: anybody(visit => show(inboxPage(visit))) },
  '/inbox/message': { GET: anybody(messageReply) },
};

/** @param {Visit} visit */
function inboxPage({ site, query }) {
  const address = query.get('address')?.trim() ?? '';
  const others = site.inbox.addresses();
  return layout({
    title: 'Practice inbox',
    body: html`<p>Emails from the practice site appear only here.</p>
<form method="get" action="/inbox">
${field({ name: 'address', label: 'Messages to', type: 'email', value: address })}
<button type="submit">Show messages</button>
</form>
${address !== '' && messageList(address, site.inbox.to(address))}
${
  others.length > 0 &&
  html`<h2>Addresses with messages</h2>
<ul>${others.map(other => html`<li><a href="${addressUrl(other)}">${other}</a></li>`)}</ul>`
}`,
  });
}

/** @param {string} address @param {readonly import('../inbox.mjs').Message[]} messages */
function messageList(address, messages) {
  return html`<h2>Messages to ${address}</h2>
${
  messages.length > 0
    ? html`<ol class="mail">${messages.map(
        ({ id, subject, sentAt }) =>
          html`<li><a href="/inbox/message?id=${id}">${subject}</a><p class="hint">${time(sentAt)}</p></li>`,
      )}</ol>`
    : html`<p>There are no messages.</p>`
}
<p><a href="${addressUrl(address)}">Look for new messages</a></p>`;
}

/** @param {Visit} visit */
function messageReply({ site, query }) {
  const message = site.inbox.message(query.get('id') ?? '');
  return message ? show(messagePage(message)) : show(gonePage(), 404);
}

/** @param {import('../inbox.mjs').Message} message */
function messagePage({ to, subject, code, sentAt }) {
  return layout({
    title: subject,
    body: html`<dl><dt>To</dt><dd>${to}</dd><dt>Sent</dt><dd>${time(sentAt)}</dd></dl>
<p id="code-label">Your code</p>
<p class="big" aria-labelledby="code-label">${code}</p>
<p>It is valid for ten minutes.</p>
<p><a href="${addressUrl(to)}">Back to the messages</a></p>`,
  });
}

function gonePage() {
  return layout({
    title: 'This message doesn’t exist',
    body: html`<p><a href="/inbox">To the practice inbox</a></p>`,
  });
}

/** @param {string} address */
function addressUrl(address) {
  return `/inbox?address=${encodeURIComponent(address)}`;
}

/** @param {number} instant */
function time(instant) {
  return new Date(instant).toUTCString();
}
