// cspell:ignore Fcallback Faccess
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Kinds } from './thorough';

const bytes = (length: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(array => Buffer.from(array));
const base64url = (value: string): string => Buffer.from(value).toString('base64url');

const jwt = fc.tuple(bytes(6), bytes(64), bytes(32)).map(([id, claims, signature]) =>
  [
    base64url(JSON.stringify({ alg: 'RS256', kid: id.toString('hex'), typ: 'JWT' })),
    base64url(
      JSON.stringify({
        nbf: 1_760_000_000,
        iss: 'https://identity.xero.com',
        sub: claims.toString('base64'),
      }),
    ),
    signature.toString('base64url'),
  ].join('.'),
);

/** Access and ID tokens are JSON Web Tokens; refresh tokens are random. Newer ones are Base64, older ones hexadecimal. */
export const tokens = new Kinds({
  jwt,
  refresh: bytes(32).map(each => `r${each.toString('base64url')}`),
  older: bytes(32).map(each => each.toString('hex')),
});

/** A JSON Web Token as Xero gives one out, another one each time. */
export function newToken(): string {
  return fc.sample(jwt, { numRuns: 1, seed: randomBytes(4).readInt32LE() })[0] ?? '';
}

/** The ways in which a text may have a token that has a name. */
const TOKEN_PLACES = {
  json: (token: string) => `{"id_token": ${JSON.stringify(token)}, "expires_in": 1800}`,
  spacedJson: (token: string) => `{\r\n  "refresh_token"\t:\r\n "${token}"\r\n}`,
  jsonInString: (token: string) => JSON.stringify({ body: JSON.stringify({ access_token: token }) }),
  jsonTwice: (token: string) =>
    JSON.stringify(JSON.stringify({ body: JSON.stringify({ access_token: token }) })),
  camelCase: (token: string) => `{ accessToken: '${token}', idToken: undefined }`,
  query: (token: string) => `https://app.test/callback?state=1&refresh_token=${token}&scope=x`,
  encodedQuery: (token: string) => `next=%2Fcallback%3Faccess_token%3D${token}`,
  fragment: (token: string) => `https://app.test/#id_token=${token}`,
  header: (token: string) =>
    `GET /connections HTTP/1.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/json`,
  curl: (token: string) => `curl -H 'authorization: bearer ${token}' https://api.xero.com/connections`,
  headerJson: (token: string) => JSON.stringify({ headers: { Authorization: `Bearer ${token}` } }),
  basic: (token: string) => `Authorization: Basic ${token}`,
  environment: (token: string) => `XERO_REFRESH_TOKEN="${token}"`,
  postman: (token: string) => `[{"key":"access_token","value":"${token}","enabled":true}]`,
  escapedName: (token: string) => `{"access\\u005ftoken":"${token}"}`,
  words: (token: string) => `Refresh token: ${token}`,
  fancyQuotes: (token: string) => `“refresh_token”: “${token}”`,
  php: (token: string) => `['refresh_token' => '${token}', 'expires' => 1800]`,
  printed: (token: string) => `    [refresh_token] => ${token}\n`,
  assigned: (token: string) => `refreshToken := \`${token}\``,
  inArray: (token: string) => `{"access_token":["${token}"]}`,
  basicInPostman: (token: string) => `[{"key":"Authorization","value":"Basic ${token}"}]`,
  basicInArray: (token: string) => `{"Authorization":["Basic ${token}"]}`,
  numberedHtml: (token: string) => `{&#34;id_token&#34;:&#x22;${token}&#x22;}`,
  sentence: (token: string) => `The refresh token of the demo is ${token}. Keep it.`,
  dash: (token: string) => `Refresh token – ${token}`,
  longName: (token: string) => `XERO_REFRESH_TOKEN_PROD=${token}`,
  html: (token: string) => `<pre>{&quot;access_token&quot;:&quot;${token}&quot;}</pre>`,
} as const;

const places = Object.fromEntries(
  Object.entries(TOKEN_PLACES).map(([name, place]) => [name, fc.constant(place)]),
) as Record<keyof typeof TOKEN_PLACES, fc.Arbitrary<(token: string) => string>>;

export const tokenPlaces = new Kinds(places);
