import { html } from '../html.mjs';
import { layout } from '../layout.mjs';
import { organisationIn, placeOfLogin } from '../rules/place.mjs';
import { goTo, show, signedInAt } from '../visit.mjs';

/** @typedef {import('../visit.mjs').OwnVisit} OwnVisit */

/** @type {import('../visit.mjs').Routes} */
export const routes = {
  '/organisationlogin/default.aspx': { GET: ({ query }) => goTo(placeOfLogin(query) ?? '/dashboard') },
  '/app/manage': { GET: signedInAt('/app/manage', visit => show(myAppsPage(visit))) },
};

/** The route of an organisation's page. @param {string} path @returns {import('../visit.mjs').Route | undefined} */
export function organisationRoute(path) {
  const organisation = organisationIn(path);
  return organisation && { GET: signedInAt(path, visit => show(organisationPage(visit, organisation))) };
}

/** @param {OwnVisit} visit @param {{ shortCode: string, page: string }} organisation */
function organisationPage({ person }, { shortCode, page }) {
  return layout({
    title: `Organisation ${shortCode}`,
    person,
    body: html`<p>You are signed in as <strong>${person.login}</strong>.</p>
<p>Xero shows the page <strong>${page}</strong> of the organisation with the short code <strong>${shortCode}</strong> here.</p>`,
  });
}

/** @param {OwnVisit} visit */
function myAppsPage({ person }) {
  return layout({
    title: 'My Apps',
    person,
    body: html`<p>You are signed in as <strong>${person.login}</strong>.</p>
<p>Xero lists a developer’s apps here. An app is connected again from its own page.</p>`,
  });
}
