import { html } from '../html.mjs';
import { field, layout } from '../layout.mjs';
import { isLocked } from '../rules/attempts.mjs';
import { Refused } from '../rules/refused.mjs';
import { skewLimit } from '../site.mjs';
import { anybody, entered, form, goTo } from '../visit.mjs';

/** @typedef {import('../visit.mjs').Visit} Visit */

const page = '/practice';
const { GET, POST: setClock } = form(anybody, controlsPage, moveClock);

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  [page]: { GET },
  '/practice/clock': { POST: setClock },
  '/practice/enforce': { POST: setEnforced },
  '/practice/expire': { POST: expire },
  '/practice/unlock': { POST: unlock },
  '/practice/forget': { POST: forget },
};

/** What a control says when it has acted, by its name in the address. */
const results = /** @type {Record<string, string>} */ ({
  clock: 'The clock is set.',
  enforced: 'Anyone without MFA must set it up when they sign in.',
  free: 'No one has to set up MFA when they sign in.',
  expired: 'All setups in progress have expired.',
  unlocked: 'The login is unlocked.',
  forgotten: 'Everyone was reset.',
});

/** @param {Visit} visit @param {Refused} [refusal] */
function controlsPage({ site, query, now, form: fields }, refusal) {
  const people = [...site.people.all()];
  const result = results[query.get('result') ?? ''];
  return layout({
    title: 'Rehearsal controls',
    refusal,
    body: html`<p>Try what else can happen.</p>
${!refusal && result !== undefined && html`<p class="done" role="status">${result}</p>`}
<h2>Clock</h2>
<p>This site’s clock: ${new Date(now).toUTCString()}, ${skewInWords(site.skewSeconds)}.</p>
<form method="post" action="/practice/clock" novalidate>
${field(
  {
    name: 'seconds',
    label: 'Seconds ahead of this computer',
    type: 'number',
    hint: 'A negative number puts it behind. Beyond 60 either way, correct codes are rejected.',
    value: fields.get('seconds') ?? site.skewSeconds,
  },
  refusal,
)}
<button type="submit">Set the clock</button>
</form>
<h2>Signing in</h2>
<form method="post" action="/practice/enforce">
<div class="check"><input type="checkbox" id="enforce" name="enforce" value="yes"${site.enforce && html` checked`}>
<label for="enforce">Require MFA: anyone without it must set it up when they sign in</label></div>
<button type="submit">Save</button>
</form>
<h2>Setups in progress</h2>
<p>They expire ten minutes after they began.</p>
<form method="post" action="/practice/expire"><button type="submit">Expire setups now</button></form>
<h2>People</h2>
${
  people.length > 0
    ? html`${people.map(person => personRow(person, now))}
<form class="actions" method="post" action="/practice/forget"><button class="second" type="submit">Reset everyone</button></form>`
    : html`<p>No one has signed in yet.</p>`
}
<p class="actions"><a href="/">To the sign-in</a></p>`,
  });
}

/** @param {import('../person.mjs').Person} person @param {number} now */
function personRow(person, now) {
  const locked = isLocked(person, now);
  return html`<div class="row apart"><div><p>${person.login}</p><p class="hint">MFA ${person.mfa ? 'on' : 'off'}${locked && ', locked'}</p></div>
${
  locked &&
  html`<form method="post" action="/practice/unlock"><input type="hidden" name="login" value="${person.login}">
<button class="second" type="submit">Unlock<span class="unseen"> ${person.login}</span></button></form>`
}</div>`;
}

/** @param {number} skew */
function skewInWords(skew) {
  if (skew === 0) return 'the same as this computer’s';
  return `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this computer’s`;
}

/** @param {Visit} visit */
function moveClock(visit) {
  const seconds = Number(entered(visit, 'seconds', 'Enter a number of seconds.'));
  if (!Number.isInteger(seconds) || Math.abs(seconds) > skewLimit)
    throw new Refused('Enter a whole number of seconds, a year at most.', 'seconds');
  visit.site.skewSeconds = seconds;
  return done('clock');
}

/** @param {Visit} visit */
function setEnforced({ site, form: fields }) {
  site.enforce = fields.get('enforce') === 'yes';
  return done(site.enforce ? 'enforced' : 'free');
}

/** @param {Visit} visit */
function expire({ site }) {
  site.expireSetUps();
  return done('expired');
}

/** @param {Visit} visit */
function unlock({ site, form: fields }) {
  site.unlock(fields.get('login') ?? '');
  return done('unlocked');
}

/** @param {Visit} visit */
function forget({ site }) {
  site.forget();
  return done('forgotten');
}

/** @param {string} result */
function done(result) {
  return goTo(`${page}?result=${result}`);
}
