import { once } from 'node:events';
import { createServer } from 'node:http';
import { routes as assetRoutes } from './assets.mjs';
import { html } from './html.mjs';
import { BadRequest, checkOrigin, readCookie, readForm, send } from './http.mjs';
import { layout } from './layout.mjs';
import { routes as accountRoutes } from './pages/account.mjs';
import { routes as inboxRoutes } from './pages/inbox.mjs';
import { organisationRoute, routes as organisationRoutes } from './pages/organisation.mjs';
import { routes as practiceRoutes } from './pages/practice.mjs';
import { routes as setUpRoutes } from './pages/setUp.mjs';
import { routes as signInRoutes } from './pages/signIn.mjs';
import { Site } from './site.mjs';
import { show } from './visit.mjs';

/** @type {import('./visit.mjs').Routes} */
const routes = {
  ...assetRoutes,
  ...signInRoutes,
  ...accountRoutes,
  ...setUpRoutes,
  ...inboxRoutes,
  ...organisationRoutes,
  ...practiceRoutes,
};

/**
 * @typedef {object} PracticeXero
 * @property {string} url its sign-in page, with a slash at its end
 * @property {() => Promise<void>} stop
 * @property {number} skewSeconds how far its clock is ahead of this computer's; negative when it is behind
 * @property {boolean} enforce whether someone without MFA must set it up when they sign in
 * @property {() => void} expireSetUps ends the time of all set-ups under way
 * @property {(login: string) => void} unlock
 * @property {() => void} forget what became of everyone, their sessions and messages
 * @property {(login: string) => import('./person.mjs').Snapshot | undefined} person
 */

/**
 * Starts a site that behaves as Xero's pages do when MFA is set up, changed and used. It checks codes with a library
 * the extension does not have.
 *
 * @param {object} [options]
 * @param {number} [options.port] on the loopback interface; by default a free one
 * @param {string} [options.file] where people are kept for the next time, but for their sessions, messages and
 *   set-ups under way; by default nowhere
 * @param {readonly import('./person.mjs').PersonWithMfa[]} [options.people] who has set MFA up before; one that the file
 *   knows is as the file says
 * @param {() => number} [options.now] milliseconds since the Unix epoch
 * @returns {Promise<PracticeXero>} once it listens
 */
export async function startPracticeXero({ port = 0, file, people = [], now = Date.now } = {}) {
  const site = new Site({ file, people, now });
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  // Browsers send a cookie to every port of a host.
  const cookie = `practiceXero${taken}`;
  server.on('request', (request, response) => {
    answer(site, cookie, request, response).catch(error => {
      const [status, body] =
        error instanceof BadRequest ? [error.status, error.message] : [500, 'The practice site has a fault.'];
      if (status === 500) console.error(error);
      if (!response.headersSent)
        send(response, { status, now: site.now(), body, more: { Connection: 'close' } });
    });
  });
  return {
    url: `http://127.0.0.1:${taken}/`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    get skewSeconds() {
      return site.skewSeconds;
    },
    set skewSeconds(seconds) {
      site.skewSeconds = seconds;
    },
    get enforce() {
      return site.enforce;
    },
    set enforce(enforce) {
      site.enforce = enforce;
    },
    expireSetUps: () => site.expireSetUps(),
    unlock: login => site.unlock(login),
    forget: () => site.forget(),
    person: login => site.person(login),
  };
}

/**
 * @param {Site} site
 * @param {string} cookie
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(site, cookie, request, response) {
  checkOrigin(request);
  const target = `http://127.0.0.1${request.url}`;
  if (!URL.canParse(target)) throw new BadRequest(400, 'Invalid address.');
  const { pathname, searchParams: query } = new URL(target);
  const route = Object.hasOwn(routes, pathname) ? routes[pathname] : organisationRoute(pathname);
  const { method } = request;
  const handler =
    method === 'POST' ? route?.POST : method === 'GET' || method === 'HEAD' ? route?.GET : undefined;
  if (route && !handler) throw new BadRequest(405, 'That cannot be done here.');
  const form = method === 'POST' ? await readForm(request) : new URLSearchParams();
  const sessionId = readCookie(request, cookie);
  const session = site.sessions.get(sessionId);
  const person = session && site.people.find(session.key);
  const visit = {
    site,
    now: site.now(),
    query,
    form,
    ...(sessionId !== undefined && { sessionId }),
    ...(session && { session }),
    ...(person && { person }),
  };
  const reply = handler ? handler(visit) : show(notFoundPage(), 404);
  site.people.save();
  sendReply(response, reply, site.now(), cookie);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {import('./visit.mjs').Reply} reply
 * @param {number} now
 * @param {string} cookie
 */
function sendReply(response, { status, page, file, location, sessionId }, now, cookie) {
  const lifetime = sessionId === '' ? '; Max-Age=0' : '';
  send(response, {
    status,
    now,
    type: file?.type ?? 'text/html; charset=utf-8',
    body: file?.bytes ?? page?.text ?? '',
    more: {
      ...(location !== undefined && { Location: location }),
      ...(sessionId !== undefined && {
        'Set-Cookie': `${cookie}=${sessionId}; Path=/; HttpOnly; SameSite=Lax${lifetime}`,
      }),
    },
  });
}

function notFoundPage() {
  return layout({
    title: 'There is no such page',
    body: html`<p><a href="/">To the practice site</a></p>`,
  });
}
