import { html } from '../html.mjs';
import { codeField } from '../layout.mjs';

/** The label of the field for an emailed code. */
const emailCodeLabel = 'Code from the email';

/**
 * The form for a code that was sent to an address.
 *
 * @param {object} step
 * @param {string} step.address
 * @param {string} step.button
 * @param {string} step.action
 * @param {string} step.resend where another one is asked for
 * @param {import('../rules/refused.mjs').Refused | undefined} refusal
 */
export function emailCodeForm({ address, button, action, resend }, refusal) {
  return html`<p>A message with a six-digit code is in the practice inbox of <strong>${address}</strong>.
<a href="/inbox?address=${encodeURIComponent(address)}" target="_blank" rel="noopener">Open the practice inbox<span
class="unseen"> (opens a tab of its own)</span></a></p>
<form method="post" action="${action}" novalidate>
${codeField(emailCodeLabel, refusal)}
<button type="submit">${button}</button>
</form>
<form class="actions" method="post" action="${resend}"><button class="second" type="submit">Send a new code</button></form>`;
}
