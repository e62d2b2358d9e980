import { html } from '../html.mjs';
import { codeField, field, layout } from '../layout.mjs';
import { personKey } from '../person.mjs';
import { refuseLocked } from '../rules/attempts.mjs';
import { isEmail } from '../rules/backup.mjs';
import { askForEmailCode, useAnswers, useCode, useEmailCode } from '../rules/mfa.mjs';
import { placeAfter } from '../rules/place.mjs';
import { Refused } from '../rules/refused.mjs';
import { beginSetUp } from '../rules/setUp.mjs';
import { anybody, entered, form, goTo, placeAfterSignIn, show, withPassword } from '../visit.mjs';
import { emailCodeForm } from './emailCode.mjs';

/** @typedef {import('../visit.mjs').Visit} Visit */
/** @typedef {import('../visit.mjs').OwnVisit} OwnVisit */

const signInForm = form(anybody, signInPage, signIn);

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  '/': {
    ...signInForm,
    GET: visit =>
      isSignedIn(visit) ? goTo(placeAfterSignIn(undefined, visit.query.get('next'))) : signInForm.GET(visit),
  },
  '/log-out': { POST: logOut },
  '/mfa': form(withPassword, codePage, enterCode),
  '/mfa/other': { GET: withPassword(visit => show(otherMethodsPage(visit))) },
  '/mfa/email/send': { POST: withPassword(sendCode) },
  '/mfa/email': form(withPassword, emailPage, enterEmailCode),
  '/mfa/questions': form(withPassword, questionsPage, enterAnswers),
};

/** Whether a browser is signed in already, as the login that the address has, if it has one. @param {Visit} visit */
function isSignedIn({ session, person, query }) {
  const login = loginIn(query);
  return (
    session?.passed === true && person !== undefined && (login === '' || session.key === personKey(login))
  );
}

/** The login that the address has. VS Code writes a plus sign there as it is. @param {URLSearchParams} query */
function loginIn(query) {
  return (query.get('login') ?? '').trim().replaceAll(' ', '+');
}

/** @param {Visit} visit @param {Refused} [refusal] */
function signInPage({ form: fields, query }, refusal) {
  const login = loginIn(query);
  const next = fields.get('next') ?? query.get('next');
  const isFilledIn = login !== '';
  return layout({
    title: 'Sign in to practise',
    refusal,
    body: html`<p>${
      isFilledIn
        ? 'The login and a password are filled in already. Any password works here.'
        : 'Sign in with the login you want to rehearse with. It doesn’t have to exist. A password is filled in already, as any works here.'
    }</p>
<form method="post" action="/" novalidate>
${field({ name: 'email', label: 'Email address', type: 'email', value: fields.get('email') ?? login, autocomplete: 'username', isFirst: !isFilledIn }, refusal)}
${field({ name: 'password', label: 'Password', type: 'password', value: 'practice' }, refusal)}
${next !== null && html`<input type="hidden" name="next" value="${next}">`}
<button type="submit"${isFilledIn && html` autofocus`}>Log in</button>
</form>`,
  });
}

/** @param {Visit} visit */
function signIn(visit) {
  const { site, now } = visit;
  const login = entered(visit, 'email', 'Enter the email address.');
  if (!isEmail(login)) throw new Refused('Enter an email address, such as name@example.com.', 'email');
  if (!visit.form.get('password')) throw new Refused('Enter a password. Any password works.', 'password');
  const person = site.people.findOrAdd(login);
  refuseLocked(person, now);
  const mustSetUp = site.enforce && person.mfa === undefined;
  if (mustSetUp) beginSetUp(person, now);
  site.sessions.close(visit.sessionId);
  const passed = person.mfa === undefined;
  const next = placeAfter(visit.form.get('next'));
  const session = { key: personKey(login), passed, byBackup: false, mustSetUp, ...(next && { next }) };
  const sessionId = site.sessions.open(session);
  return { ...goTo(mustSetUp ? '/set-up' : passed ? placeAfterSignIn(session) : '/mfa'), sessionId };
}

/** @param {Visit} visit */
function logOut({ site, sessionId }) {
  site.sessions.close(sessionId);
  return { ...goTo('/'), sessionId: '' };
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function codePage({ person }, refusal) {
  const otherMethod = html`<a href="/mfa/other">Use another method</a>`;
  return layout({
    title: 'Enter your one-time code',
    refusal,
    script: true,
    body: person.mfa?.device
      ? html`<p>Signing in as <strong>${person.login}</strong>. Your authenticator app shows a six-digit code.</p>
<form method="post" action="/mfa" novalidate>
${codeField('One-time code', refusal, { isSentOnPaste: true })}
<div class="actions"><button type="submit">Log in</button>${otherMethod}</div>
</form>`
      : html`<p>No device is connected to <strong>${person.login}</strong>: its change wasn’t finished.</p>
<p>${otherMethod}</p>`,
  });
}

/** @param {OwnVisit} visit */
function enterCode(visit) {
  useCode(visit.person, entered(visit, 'code', 'Enter the code.'), visit.now);
  return pass(visit, false);
}

/** @param {OwnVisit} visit */
function otherMethodsPage({ person }) {
  const backup = person.mfa?.backup;
  return layout({
    title: 'Use another method',
    body: html`${
      backup && 'email' in backup
        ? html`<p>A code can be sent to your backup email <strong>${backup.email}</strong>.</p>
<form method="post" action="/mfa/email/send"><button type="submit">Email me a code</button></form>`
        : html`<p>You can answer your security questions.</p>
<p><a class="button" href="/mfa/questions">Answer security questions</a></p>`
    }
<p class="actions"><a href="/mfa">Use a code from the authenticator app</a></p>`,
  });
}

/** @param {OwnVisit} visit */
function sendCode({ site, person, now }) {
  const sent = askForEmailCode(person, now);
  if (sent === undefined) return goTo('/mfa/other');
  site.inbox.send(sent, 'Your code to sign in', now);
  return goTo('/mfa/email');
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function emailPage({ person }, refusal) {
  return layout({
    title: 'Enter the code from your email',
    refusal,
    body: person.sent
      ? emailCodeForm(
          { address: person.sent.address, button: 'Log in', action: '/mfa/email', resend: '/mfa/email/send' },
          refusal,
        )
      : html`<p>No code was sent, or it has been used. <a href="/mfa/other">Use another method</a></p>`,
  });
}

/** @param {OwnVisit} visit */
function enterEmailCode(visit) {
  useEmailCode(visit.person, entered(visit, 'code', 'Enter the code from the email.'), visit.now);
  return pass(visit, true);
}

/** @param {OwnVisit} visit @param {Refused} [refusal] */
function questionsPage({ person }, refusal) {
  const backup = person.mfa?.backup;
  const answered = backup && 'answers' in backup ? backup.answers : [];
  return layout({
    title: 'Answer your security questions',
    refusal,
    body: html`<form method="post" action="/mfa/questions" novalidate>
${answered.map(({ question }, index) => field({ name: `answer${index + 1}`, label: question }, refusal))}
<div class="actions"><button type="submit">Log in</button><a href="/mfa/other">Use another method</a></div>
</form>`,
  });
}

/** @param {OwnVisit} visit */
function enterAnswers(visit) {
  const backup = visit.person.mfa?.backup;
  const count = backup && 'answers' in backup ? backup.answers.length : 0;
  const names = Array.from({ length: count }, (_, index) => `answer${index + 1}`);
  useAnswers(
    visit.person,
    names.map(name => entered(visit, name, 'Answer all questions.')),
    visit.now,
  );
  return pass(visit, true);
}

/** A new cookie for someone who is signed in: the old one was worth less. @param {OwnVisit} visit @param {boolean} byBackup */
function pass({ site, session, sessionId: old }, byBackup) {
  site.sessions.close(old);
  const { next: _, ...others } = session;
  const sessionId = site.sessions.open({ ...others, passed: true, byBackup });
  return { ...goTo(placeAfterSignIn(session)), sessionId };
}
