const shortCode = /^![A-Za-z0-9!_-]{1,40}$/;
const page = /^(?:\/[A-Za-z0-9][\w.-]*)*\/?$/;

/**
 * The page of an organisation that an address of `/organisationlogin/default.aspx` leads to.
 *
 * @param {URLSearchParams} query
 * @returns {string | undefined} its path, or nothing if no organisation has such a short code
 */
export function placeOfLogin(query) {
  const code = query.get('shortcode') ?? '';
  const redirect = query.get('redirecturl') ?? '';
  return shortCode.test(code)
    ? `/app/${code}${page.test(redirect) && redirect !== '' ? redirect : '/'}`
    : undefined;
}

/**
 * @param {string} path
 * @returns {{ shortCode: string, page: string } | undefined} what it names, if it is that of an organisation's page
 */
export function organisationIn(path) {
  const [, code = '', rest = ''] = /^\/app\/((?:!|%21)[^/]*)(\/.*)?$/.exec(path) ?? [];
  const decoded = code.replaceAll('%21', '!');
  return shortCode.test(decoded) && page.test(rest) ? { shortCode: decoded, page: rest || '/' } : undefined;
}

/**
 * Where to go on to after signing in.
 *
 * @param {string | null} wanted as an address has it, which anybody may have made
 * @returns {string | undefined} a page of this site that asks for signing in first
 */
export function placeAfter(wanted) {
  const text = wanted ?? '';
  return text === '/app/manage' || organisationIn(text) ? text : undefined;
}
