import { placeAfter } from './rules/place.mjs';
import { OutOfStep, Refused } from './rules/refused.mjs';
import { keepSetUp } from './rules/setUp.mjs';
import { isIdle } from './sessions.mjs';

/**
 * @typedef {object} Visit a request
 * @property {import('./site.mjs').Site} site
 * @property {number} now
 * @property {URLSearchParams} query
 * @property {URLSearchParams} form what was entered; empty unless it is a POST
 * @property {string} [sessionId]
 * @property {string} [browserId] that of a browser that was to be remembered
 * @property {import('./sessions.mjs').Session} [session]
 * @property {import('./person.mjs').Person} [person]
 */

/**
 * @typedef {Visit & { session: import('./sessions.mjs').Session, person: import('./person.mjs').Person }} OwnVisit
 *   that of someone who entered a password at least
 */

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {import('./html.mjs').Html} [page]
 * @property {{ type: string, bytes: string | Buffer }} [file]
 * @property {string} [location] where to go on
 * @property {string} [sessionId] the cookie from now on; empty to take it away
 * @property {string} [browserId] the cookie by which the browser is remembered
 */

/** @typedef {(visit: Visit) => Reply} Handler */
/** @typedef {{ GET?: Handler, POST?: Handler }} Route */
/** @typedef {Record<string, Route>} Routes */

/** @param {import('./html.mjs').Html} page @param {number} [status] @returns {Reply} */
export function show(page, status = 200) {
  return { status, page };
}

/** @param {string} location @returns {Reply} */
export function goTo(location) {
  return { status: 303, location };
}

/**
 * A page with a form: what is refused shows the page again, with the reason.
 *
 * @template {Visit} V
 * @param {(handler: (visit: V) => Reply) => Handler} guard
 * @param {(visit: V, refusal?: Refused) => import('./html.mjs').Html} page
 * @param {(visit: V) => Reply} act
 * @returns {Required<Route>}
 */
export function form(guard, page, act) {
  return {
    GET: guard(visit => show(page(visit))),
    POST: guard(visit => {
      try {
        return act(visit);
      } catch (error) {
        if (error instanceof Refused) return show(page(visit, error), 422);
        throw error;
      }
    }),
  };
}

/** For everybody. @type {(handler: Handler) => Handler} */
export const anybody = handler => handler;

/** For those whose code is still wanted. @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
export function withPassword(handler) {
  return known(visit => {
    if (visit.session.passed) return goTo('/dashboard');
    return visit.person.mfa ? handler(visit) : goTo('/');
  });
}

/** For those who are signed in. @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
export function signedIn(handler) {
  return passed(visit => (isConfined(visit) ? goTo(setUpPlace(visit)) : handler(visit)));
}

/** For those who are signed in; others sign in first and then come to a place. @param {string} place @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
export function signedInAt(place, handler) {
  const whenSignedIn = signedIn(handler);
  return visit => {
    const { session, person } = visit;
    if (!session || !person) return goTo(`/?next=${encodeURIComponent(place)}`);
    if (!session.passed) session.next = place;
    return whenSignedIn(visit);
  };
}

/** Where someone goes on to who is signed in now. @param {import('./sessions.mjs').Session | undefined} session @param {string | null} [wanted] */
export function placeAfterSignIn(session, wanted = null) {
  return session?.next ?? placeAfter(wanted) ?? '/dashboard';
}

/** For the steps of a set-up: out of step, one is led to where it stands. @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
export function settingUp(handler) {
  return passed(visit => {
    keepSetUp(visit.person, visit.now);
    try {
      return handler(visit);
    } catch (error) {
      if (error instanceof OutOfStep) return goTo(setUpPlace(visit));
      throw error;
    }
  });
}

/** @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
function passed(handler) {
  return known(visit => {
    if (!visit.session.passed) return goTo('/mfa');
    return isIdle(visit.session, visit.now) ? goTo('/still-there') : handler(visit);
  });
}

/** For those who have entered a password. @param {(visit: OwnVisit) => Reply} handler @returns {Handler} */
export function known(handler) {
  return visit => {
    const { session, person } = visit;
    return session && person ? handler({ ...visit, session, person }) : goTo('/');
  };
}

/** Whether someone sees nothing but the set-up until it is done. @param {OwnVisit} visit */
export function isConfined({ person, session }) {
  return session.mustSetUp && person.mfa === undefined;
}

/** Where someone's set-up stands. @param {OwnVisit} visit */
export function setUpPlace(visit) {
  const { person, now } = visit;
  const { setUp } = person;
  if (setUp === undefined) return isConfined(visit) ? '/set-up/expired' : '/account';
  if (now >= setUp.expiresAt) return '/set-up/expired';
  if (setUp.device === undefined) return '/set-up';
  if (!setUp.appConfirmed) return '/set-up/qr';
  return setUp.sent ? '/set-up/email' : '/set-up/backup';
}

/**
 * What was entered into a field.
 *
 * @param {Visit} visit
 * @param {string} name
 * @param {string} [missing] what to say of an empty one
 * @throws {Refused}
 */
export function entered({ form: fields }, name, missing) {
  const text = (fields.get(name) ?? '').trim();
  if (text === '' && missing !== undefined) throw new Refused(missing, name);
  return text;
}
