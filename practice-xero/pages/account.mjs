import { html } from '../html.mjs';
import { codeField, layout } from '../layout.mjs';
import { changeDevice, changeNeedsCode, turnOff } from '../rules/mfa.mjs';
import { beginSetUp } from '../rules/setUp.mjs';
import { entered, form, goTo, settingUp, show, signedIn } from '../visit.mjs';

/** @typedef {import('../visit.mjs').OwnVisit} OwnVisit */
/** @typedef {import('../rules/refused.mjs').Refused} Refused */

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  '/dashboard': { GET: signedIn(visit => show(dashboardPage(visit))) },
  '/account': { GET: signedIn(visit => show(accountPage(visit))) },
  '/account/set-up': { POST: settingUp(startSetUp) },
  '/account/turn-off': form(withDevice, turnOffPage, confirmTurnOff),
  '/account/change-device': form(withDevice, changePage, confirmChange),
};

/** @param {(visit: OwnVisit) => import('../visit.mjs').Reply} handler */
function withDevice(handler) {
  return signedIn(visit => (visit.person.mfa?.device ? handler(visit) : goTo('/account')));
}

/** @param {OwnVisit} visit */
function dashboardPage({ person }) {
  return layout({
    title: 'Dashboard',
    person,
    body: html`<p>You are signed in as <strong>${person.login}</strong>.</p>
<p>Multi-factor authentication is <strong>${person.mfa ? 'on' : 'off'}</strong>. ${
      person.mfa
        ? html`To rehearse signing in, log out and in again.`
        : html`To rehearse setting it up, open your menu at the top right.`
    }</p>`,
  });
}

/** @param {OwnVisit} visit */
function accountPage({ person }) {
  const { mfa } = person;
  const setUpButton = html`<form method="post" action="/account/set-up"><button type="submit">Set up</button></form>`;
  return layout({
    title: 'Account',
    person,
    body: html`<p>${person.login}</p>
<h2>Multi-factor authentication</h2>
<div class="row apart">${
      mfa
        ? html`<div><p><strong>On.</strong> ${'email' in mfa.backup ? html`Backup email: ${mfa.backup.email}` : 'Backup: security questions'}</p></div>
${mfa.device && html`<a class="button second" href="/account/turn-off">Turn off</a>`}`
        : html`<div><p>Off. You sign in with only a password.</p></div>${setUpButton}`
    }</div>
${
  mfa &&
  html`<h2>Additional Security</h2>
<div class="row apart"><div><p><strong>Connected device</strong></p><p class="hint">${
    mfa.device ? 'Authenticator app' : 'None. The change of device wasn’t finished.'
  }</p></div>
${mfa.device ? html`<a class="button second" href="/account/change-device">Change</a>` : setUpButton}</div>`
}`,
  });
}

/** @param {OwnVisit} visit */
function startSetUp({ person, now }) {
  beginSetUp(person, now);
  return goTo('/set-up');
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function turnOffPage({ person }, refusal) {
  return layout({
    title: 'Turn off multi-factor authentication',
    person,
    refusal,
    body: html`<p>This removes the connected device and the backup method.</p>
<form method="post" action="/account/turn-off" novalidate>
${codeField('One-time code', refusal, { isInBoxes: true })}
<div class="actions"><button type="submit">Turn off</button><a href="/account">Cancel</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit */
function confirmTurnOff(visit) {
  turnOff(visit.person, entered(visit, 'code', 'Enter the code.'), visit.now);
  return goTo('/account');
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function changePage({ person, session }, refusal) {
  return layout({
    title: 'Change the connected device',
    person,
    refusal,
    body: html`<p>Codes from the current device stop working at once. You then set up the new one. Your backup method
stays.</p>
<form method="post" action="/account/change-device" novalidate>
${
  changeNeedsCode(person, session.byBackup)
    ? codeField('One-time code', refusal, { isInBoxes: true })
    : html`<p>You signed in with your backup method, so no code is needed.</p>`
}
<div class="actions"><button type="submit">Continue</button><a href="/account">Cancel</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit */
function confirmChange(visit) {
  const { person, session, now } = visit;
  const needsCode = changeNeedsCode(person, session.byBackup);
  changeDevice(person, needsCode ? entered(visit, 'code', 'Enter the code.') : undefined, now);
  return goTo('/set-up');
}
