import { encodeQR } from 'qr';
import { html } from '../html.mjs';
import { codeField, description, field, layout } from '../layout.mjs';
import { png } from '../png.mjs';
import { questionCount, questions } from '../rules/backup.mjs';
import { OutOfStep } from '../rules/refused.mjs';
import {
  chooseMethod,
  confirmApp,
  confirmBackupEmail,
  confirmQuestions,
  currentSetUp,
  offerBackupEmail,
} from '../rules/setUp.mjs';
import { keyUri, shownKey } from '../rules/totp.mjs';
import { entered, form, goTo, isConfined, settingUp, show } from '../visit.mjs';
import { emailCodeForm } from './emailCode.mjs';

/** @typedef {import('../visit.mjs').OwnVisit} OwnVisit */
/** @typedef {import('../rules/refused.mjs').Refused} Refused */

/** Pixels of a module's side: enough for a picture of the screen. */
const qrScale = 6;

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  '/set-up': form(settingUp, methodPage, choose),
  '/set-up/qr': { GET: settingUp(visit => show(qrPage(visit))) },
  '/set-up/qr.png': { GET: settingUp(qrPicture) },
  '/set-up/code': form(settingUp, codePage, enterCode),
  '/set-up/backup': form(settingUp, backupPage, enterEmail),
  '/set-up/email': form(settingUp, emailPage, enterEmailCode),
  '/set-up/email/send': { POST: settingUp(sendAgain) },
  '/set-up/questions': form(settingUp, questionsPage, enterQuestions),
  '/set-up/done': { GET: settingUp(visit => show(donePage(visit))) },
  '/set-up/expired': { GET: settingUp(visit => show(expiredPage(visit))) },
};

/** Within a set-up that must be finished there is nothing but it. @param {OwnVisit} visit */
function cancel(visit) {
  return isConfined(visit)
    ? html`<form method="post" action="/log-out"><button class="second" type="submit">Log out</button></form>`
    : html`<a href="/account">Cancel</a>`;
}

/** @param {OwnVisit} visit */
function unconfirmed({ person, now }) {
  const setUp = currentSetUp(person, now);
  if (setUp.appConfirmed) throw new OutOfStep();
  return setUp;
}

/** @param {OwnVisit} visit */
function ownDevice(visit) {
  const { device } = unconfirmed(visit);
  if (device === undefined) throw new OutOfStep();
  return device;
}

/** @param {OwnVisit} visit */
function confirmed({ person, now }) {
  const setUp = currentSetUp(person, now);
  if (!setUp.appConfirmed) throw new OutOfStep();
  return setUp;
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function methodPage(visit, refusal) {
  unconfirmed(visit);
  return layout({
    title: 'Set up multi-factor authentication',
    refusal,
    body: html`<p>For <strong>${visit.person.login}</strong>. How do you want to confirm that it is you?</p>
<form method="post" action="/set-up">
<ul class="choices">
<li><p>Approve each sign-in on a phone.</p><button type="submit" name="method" value="verify">Xero Verify</button></li>
<li><p>Enter a one-time code that another authenticator shows.</p><button type="submit" name="method" value="app">Use my
own app</button></li>
</ul>
</form>
<div class="actions">${cancel(visit)}</div>`,
  });
}

/** @param {OwnVisit} visit */
function choose(visit) {
  chooseMethod(visit.person, entered(visit, 'method'), visit.now);
  return goTo('/set-up/qr');
}

/** @param {OwnVisit} visit */
function qrPage(visit) {
  const device = ownDevice(visit);
  const side = qrModules(visit).length * qrScale;
  return layout({
    title: 'Scan the QR code',
    script: true,
    body: html`<p>Scan this picture with your authenticator app.</p>
<img class="qr" src="/set-up/qr.png" width="${side}" height="${side}" alt="QR code with the setup key">
${
  visit.query.get('key') === 'shown'
    ? html`<div class="field">
<label for="setup-key">Setup Key</label>
<div class="row"><input class="key" id="setup-key" value="${shownKey(device.keyBase32)}" readonly spellcheck="false">
<button class="second" type="button" data-copies="setup-key" hidden>Copy</button></div>
<p class="hint" id="setup-key-copied" role="status"></p>
</div>`
    : html`<p><a href="/set-up/qr?key=shown">Can't scan the QR code? Enter a setup key instead</a></p>`
}
<p>Once your app shows a code, go on.</p>
<div class="actions"><a class="button" href="/set-up/code">Enter Code</a>${cancel(visit)}</div>`,
  });
}

/** @param {OwnVisit} visit */
function qrPicture(visit) {
  return { status: 200, file: { type: 'image/png', bytes: png(qrModules(visit), qrScale) } };
}

/** @param {OwnVisit} visit */
function qrModules(visit) {
  const { keyBase32 } = ownDevice(visit);
  return encodeQR(keyUri(visit.person.login, keyBase32), 'raw', { ecc: 'low', border: 4 });
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function codePage(visit, refusal) {
  ownDevice(visit);
  return layout({
    title: 'Enter the code',
    refusal,
    body: html`<p>Your authenticator app shows a six-digit code for <strong>${visit.person.login}</strong>.</p>
<form method="post" action="/set-up/code" novalidate>
${codeField('One-time code', refusal)}
<div class="actions"><button type="submit">Confirm</button><a href="/set-up/qr">Back</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit */
function enterCode(visit) {
  const { person, now } = visit;
  // Out of step before anything else, so that a form of an older set-up costs no attempt.
  ownDevice(visit);
  confirmApp(person, entered(visit, 'code', 'Enter the code.'), now);
  return person.mfa ? finish(visit) : goTo('/set-up/backup');
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function backupPage(visit, refusal) {
  const { sent } = confirmed(visit);
  return layout({
    title: 'Add a backup email',
    refusal,
    body: html`<p>It lets you sign in when you don’t have your device. A code is sent there to confirm it, here to the practice
inbox only.</p>
<form method="post" action="/set-up/backup" novalidate>
${field(
  {
    name: 'email',
    label: 'Backup email',
    type: 'email',
    hint: 'Use a different address from the one you sign in with.',
    value: visit.form.get('email') ?? sent?.address ?? '',
  },
  refusal,
)}
<div class="actions"><button type="submit">Continue</button><a href="/set-up/questions">Use security questions instead</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit */
function enterEmail(visit) {
  return send(visit, entered(visit, 'email'));
}

/** @param {OwnVisit} visit */
function sendAgain(visit) {
  const { sent } = confirmed(visit);
  if (sent === undefined) throw new OutOfStep();
  return send(visit, sent.address);
}

/** @param {OwnVisit} visit @param {string} address */
function send({ site, person, now }, address) {
  site.inbox.send(offerBackupEmail(person, address, now), 'Confirm your backup email', now);
  return goTo('/set-up/email');
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function emailPage(visit, refusal) {
  const { sent } = confirmed(visit);
  if (sent === undefined) throw new OutOfStep();
  return layout({
    title: 'Confirm your backup email',
    refusal,
    body: html`${emailCodeForm(
      {
        address: sent.address,
        button: 'Confirm email',
        action: '/set-up/email',
        resend: '/set-up/email/send',
      },
      refusal,
    )}
<p class="actions"><a href="/set-up/backup">Use another email</a></p>`,
  });
}

/** @param {OwnVisit} visit */
function enterEmailCode(visit) {
  confirmed(visit);
  confirmBackupEmail(visit.person, entered(visit, 'code', 'Enter the code from the email.'), visit.now);
  return finish(visit);
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function questionsPage(visit, refusal) {
  confirmed(visit);
  const numbers = Array.from({ length: questionCount }, (_, index) => index + 1);
  return layout({
    title: 'Choose security questions',
    refusal,
    body: html`<p>Three questions only you can answer. Make up the answers. Don’t use real ones here.</p>
<form method="post" action="/set-up/questions" novalidate>
${numbers.map(number => questionFields(visit, number, refusal))}
<div class="actions"><button type="submit">Continue</button><a href="/set-up/backup">Use a backup email instead</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit @param {number} number @param {Refused | undefined} refusal */
function questionFields({ form: fields }, number, refusal) {
  const name = `question${number}`;
  const chosen = fields.get(name) ?? '';
  return html`<div class="field">
<label for="${name}">Question ${number}</label>
<select id="${name}" name="${name}"${description(name, undefined, refusal)}>
<option value="">Choose a question</option>
${questions.map(question => html`<option${question === chosen && html` selected`}>${question}</option>`)}
</select>
</div>
${field(
  {
    name: `answer${number}`,
    label: `Answer ${number}`,
    hint: 'At least five letters or digits.',
    value: fields.get(`answer${number}`) ?? '',
  },
  refusal,
)}`;
}

/** @param {OwnVisit} visit */
function enterQuestions(visit) {
  const answers = Array.from({ length: questionCount }, (_, index) => ({
    question: entered(visit, `question${index + 1}`),
    answer: entered(visit, `answer${index + 1}`),
  }));
  confirmQuestions(visit.person, answers, visit.now);
  return finish(visit);
}

/** @param {OwnVisit} visit */
function finish({ session }) {
  session.done = true;
  return goTo('/set-up/done');
}

/** @param {OwnVisit} visit */
function donePage({ person, session }) {
  if (!session.done) throw new OutOfStep();
  return layout({
    title: 'Multi-factor authentication is set up',
    body: html`<p class="done">From now on, signing in as <strong>${person.login}</strong> requires a one-time code.</p>
<p><a class="button" href="/dashboard">Continue</a></p>`,
  });
}

/** @param {OwnVisit} visit */
function expiredPage(visit) {
  const { setUp } = visit.person;
  if (setUp ? visit.now < setUp.expiresAt : !isConfined(visit)) throw new OutOfStep();
  return layout({
    title: 'Setup has expired',
    body: html`<p>It wasn’t finished in time. Start again with a new setup key. The previous one no longer works.</p>
<form method="post" action="/account/set-up"><div class="actions"><button type="submit">Start again</button></div></form>
<div class="actions">${cancel(visit)}</div>`,
  });
}
