import { SHORT_CODE } from './organisation';
import { isOnThisComputer } from './thisComputer';

/** Xero's pages that this extension opens, besides the sign-in page of the setting `xeroMfa.xeroUrl`. */
const PAGES = {
  myApps: 'https://developer.xero.com/app/manage',
  apiExplorer: 'https://api-explorer.xero.com/',
} as const;

/** Signs in to an organisation, and goes on to its dashboard. */
const ORGANISATION =
  'https://go.xero.com/organisationlogin/default.aspx?shortcode={shortCode}&redirecturl=/Dashboard/';

export type XeroPage = keyof typeof PAGES;

/**
 * The address of a page.
 *
 * @param xeroUrl the sign-in page; if it is on this computer, such as the practice Xero, so are all pages
 */
export function pageAddress(page: XeroPage, xeroUrl: URL | undefined): string {
  return onSite(PAGES[page], xeroUrl);
}

/**
 * The address of an organisation, or `undefined` if the shortcode is not valid: nothing else of a list gets into an address.
 *
 * @param xeroUrl as for {@link pageAddress}
 */
export function organisationAddress(shortCode: string, xeroUrl: URL | undefined): string | undefined {
  if (!SHORT_CODE.test(shortCode)) return undefined;
  const encoded = encodeURIComponent(shortCode).replaceAll('!', '%21');
  return onSite(ORGANISATION.replace('{shortCode}', encoded), xeroUrl);
}

function onSite(address: string, xeroUrl: URL | undefined): string {
  if (!xeroUrl || !isOnThisComputer(xeroUrl)) return address;
  const { pathname, search } = new URL(address);
  return `${xeroUrl.origin}${pathname}${search}`;
}
