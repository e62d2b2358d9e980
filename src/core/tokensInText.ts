/** A text without tokens for Xero's API. */
export interface TokenFreeText {
  readonly text: string;
  /** Whether any were taken out. */
  readonly hadTokens: boolean;
}

/** What stands between a name and its value in JSON, also inside a string or a link, in code, in headers, and in HTML. */
const MARKS = String.raw`(?:\\[nrt]|["'“”‘’«»${'`'}\\\s[\]]|%2[02]|&quot;|&#(?:3[49]|x2[27]);)*`;
/** What stands before a value in a list of names and values. */
const LISTED = `,${MARKS}value${MARKS}:`;
/** A variable or a place to fill in is not a token. Escaped slashes may be in one. */
const VALUE = String.raw`((?!\$|your[_-])(?:[^"'“”‘’«»${'`'}\\\s&,;(){}[\]<>]|\\[/u])`;
const inAnyCase = (word: string): string => word.replace(/[a-z]/g, each => `[${each}${each.toUpperCase()}]`);
const NAME = String.raw`(?:${inAnyCase('access')}|${inAnyCase('refresh')}|(?<![a-zA-Z])${inAnyCase('id')})(?:[_\s-]|%5[fF]|\\{1,8}[uU]005[fF])?${inAnyCase('token')}`;
/** What no words with hyphens between them have: a digit, a capital after another letter, or a long run of letters. */
const RANDOM = String.raw`[\w-]*(?:\d|\w[A-Z]|\w{20})`;
/** Values by their names, also in a list of names and values. */
const NAMED = new RegExp(`${NAME}${MARKS}(?::?=>?|:|%3[ad]|${LISTED})${MARKS}${VALUE}{8,})`, 'gi');
/** What is as long as a token soon after the name of one, as in a sentence. An ID of Xero's is not. */
const NEAR = new RegExp(
  String.raw`${NAME}[^\r\n\t{}[\]"'“”,;|/]{0,30}?(?<![\w-])(?![\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}(?![\w-]))(?=${RANDOM})([\w-]{32,})`,
  'g',
);
/** What the headers of requests have. */
const HEADERS = new RegExp(
  String.raw`(?:\bbearer|\bauthorization${MARKS}(?:=>?|[:,]|${LISTED})${MARKS}basic)(?:\s|%20|\+){1,20}${VALUE}{12,})`,
  'gi',
);

/**
 * Takes out everything that may be a token for Xero's API, wherever it is: access, refresh and ID tokens by their names, what
 * an `Authorization` header has, and JSON Web Tokens. Nothing else of the text changes, so that JSON stays JSON.
 */
export function withoutTokens(text: string): TokenFreeText {
  let hadTokens = false;
  const removed = (match: string, value: string): string => {
    hadTokens = true;
    // JSON would be broken by a number that is missing.
    return match.slice(0, match.length - value.length) + (/^\d+$/.test(value) ? '0' : '');
  };
  const clean = text
    .replace(NAMED, removed)
    .replace(HEADERS, removed)
    .replace(/[\w.-]+/g, run => {
      const start = webTokenIn(run);
      return start < 0 ? run : removed(run, run.slice(start));
    })
    // Last: it would leave the end of a JSON Web Token.
    .replace(NEAR, removed);
  return { text: clean, hadTokens };
}

/** Whether a text has a token in it, also one with invisible characters between its own. */
export function hasToken(text: string): boolean {
  return withoutTokens(text.replace(/\p{C}/gu, '')).hadTokens;
}

/** Where a JSON Web Token begins in letters, digits and full stops, or -1. Its first two parts are JSON in Base64: `eyJ…`. */
function webTokenIn(run: string): number {
  const start = run.indexOf('eyJ');
  if (start < 0) return -1;
  const [header = '', ...parts] = run.slice(start).split('.');
  const isCertain = parts.some(part => part.startsWith('eyJ'));
  // One may be cut off, or be encrypted.
  const isLikely = start === 0 && header.length >= 12 && (parts[0] ?? '').length >= 8;
  return isCertain || isLikely ? start : -1;
}
