/** What Xero's API says of an organisation, as far as a test needs it. */
export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  readonly shortCode?: string;
  readonly countryCode?: string;
  readonly isDemo?: boolean;
}

/** A tenant ID that a number decides. */
export function tenantIdOf(number: number): string {
  return `6f3b1c2a-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const DEMO_AU: Tenant = {
  tenantId: tenantIdOf(1),
  name: 'Demo Company (AU)',
  shortCode: '!x1Y2z',
  countryCode: 'AU',
  isDemo: true,
};
export const KIWI: Tenant = {
  tenantId: tenantIdOf(2),
  name: 'Kiwi Trading',
  shortCode: '!k9W8i',
  countryCode: 'NZ',
  isDemo: false,
};

/** An element of the answer to `GET /connections`. */
export function connectionOf({ tenantId, name }: Tenant, tenantType = 'ORGANISATION'): object {
  return {
    id: `c0ffee00${tenantId.slice(8)}`,
    authEventId: 'd99ecdfe-391d-43d2-b834-17636ba90e8d',
    tenantId,
    tenantType,
    tenantName: name,
    createdDateUtc: '2026-11-02T09:10:11.1234560',
    updatedDateUtc: '2026-11-30T09:10:11.1234560',
  };
}

/** The answer to `GET /connections`. */
export function connections(...tenants: readonly Tenant[]): string {
  return JSON.stringify(tenants.map(tenant => connectionOf(tenant)));
}

/** The answer to `GET /api.xro/2.0/Organisation`. */
export function organisationAnswer(...tenants: readonly Tenant[]): string {
  return JSON.stringify(
    {
      Id: '8f8d5a67-4bd5-4b4e-9ab6-1a2b3c4d5e6f',
      Status: 'OK',
      ProviderName: 'Acme tests',
      DateTimeUTC: '/Date(1796083811000)/',
      Organisations: tenants.map(({ tenantId, name, shortCode, countryCode, isDemo }) => ({
        Name: name,
        LegalName: name,
        PaysTax: true,
        Version: countryCode ?? 'GLOBAL',
        OrganisationType: 'COMPANY',
        BaseCurrency: 'AUD',
        CountryCode: countryCode,
        IsDemoCompany: isDemo,
        OrganisationStatus: 'ACTIVE',
        OrganisationID: tenantId,
        ShortCode: shortCode,
        Edition: 'BUSINESS',
        Class: 'PREMIUM',
        Addresses: [{ AddressType: 'STREET', City: 'Sydney' }],
        Phones: [],
        ExternalLinks: [],
        PaymentTerms: {},
      })),
    },
    null,
    2,
  );
}
