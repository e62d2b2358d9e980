/** What no page of this site does without. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** More than any form of the site holds, in bytes. */
const bodyLimit = 20_000;

/** @typedef {import('node:http').IncomingMessage} Request */

/** A request that is answered with a status and a word, not with a page. */
export class BadRequest extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Refuses what only a page of somewhere else sends: a name of its own that leads to this computer, or a form.
 *
 * @param {Request} request
 * @throws {BadRequest}
 */
export function checkOrigin({ headers: { host = '', origin }, method }) {
  // With any port: a tunnel from elsewhere may have another one at its entry.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host))
    throw new BadRequest(421, 'This site answers to 127.0.0.1 and localhost only.');
  if (method === 'POST' && origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    throw new BadRequest(403, 'This form was sent by another site.');
}

/** @param {Request} request @param {string} name @returns {string | undefined} */
export function readCookie({ headers: { cookie = '' } }, name) {
  const pairs = cookie.split(';').map(pair => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** @param {Request} request @returns {Promise<URLSearchParams>} @throws {BadRequest} */
export async function readForm(request) {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    throw new BadRequest(415, 'This site takes forms only.');
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > bodyLimit) throw new BadRequest(413, 'Request too large.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {object} answer
 * @param {number} answer.status
 * @param {number} answer.now the time of its `Date` header
 * @param {string} [answer.type]
 * @param {string | Buffer} [answer.body]
 * @param {Record<string, string>} [answer.more] headers of its own
 */
export function send(response, { status, now, type = 'text/plain; charset=utf-8', body = '', more = {} }) {
  response.writeHead(status, {
    ...headers,
    Date: new Date(now).toUTCString(),
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    ...more,
  });
  // Node leaves the body out where the request is a HEAD.
  response.end(body);
}
