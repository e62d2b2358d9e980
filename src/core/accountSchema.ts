import * as v from 'valibot';
import { isDay } from './calendar';
import { KINDS, REGIONS, SHORT_CODE } from './organisation';

/**
 * The only description of what a list holds. The types in `account.ts`, the arguments of commands and the JSON schema
 * for editors (`npm run schema`) are derived from it.
 */

const text = (description: string) => v.pipe(v.string(), v.description(description));
const day = (description: string) =>
  v.pipe(v.string(), v.isoDate(), v.check(isDay), v.description(description));

/** A Xero organisation (tenant) that a login has access to. */
export const organisationSchema = v.object({
  name: text("The organisation's name in Xero."),
  region: v.exactOptional(v.pipe(v.picklist(REGIONS), v.description('The regional edition of Xero.'))),
  kind: v.exactOptional(v.pipe(v.picklist(KINDS), v.description('What kind of organisation it is.'))),
  tenantId: v.exactOptional(text("The tenant ID that Xero's API uses.")),
  shortCode: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(SHORT_CODE),
      v.description("Xero's shortcode, with its !, such as !x1Y2z. Open in Xero needs it."),
    ),
  ),
  resetOn: v.exactOptional(
    day('The day a demo company is reset next, as YYYY-MM-DD. A reset changes its tenant ID and shortcode.'),
  ),
  expiresOn: v.exactOptional(day('The day a trial ends, as YYYY-MM-DD.')),
});

/** An organisation without its invalid details, or `undefined` if it has no name. */
export function validOrganisation(value: unknown): v.InferOutput<typeof organisationSchema> | undefined {
  if (!v.is(v.object({ name: v.string() }), value)) return undefined;
  const fields = Object.entries(value).filter(([name]) => !hasInvalid(value, name));
  return v.parse(organisationSchema, Object.fromEntries(fields));
}

/** Whether an organisation has a detail with a value that a list may not hold. */
export function hasInvalid(organisation: object, name: string): boolean {
  if (!Object.hasOwn(organisation, name) || !Object.hasOwn(organisationSchema.entries, name)) return false;
  const schema = organisationSchema.entries[name as keyof typeof organisationSchema.entries];
  return !v.is(schema, organisation[name as keyof typeof organisation]);
}

/** The fields of an account that commands may write. All are optional in a list. */
export const accountFields = {
  name: v.exactOptional(text('What the sidebar shows. Default: the login.')),
  organisations: v.exactOptional(
    v.pipe(v.array(organisationSchema), v.description('The Xero organisations this login can access.')),
  ),
  owner: v.exactOptional(text('Who to ask about this login.')),
  backupEmail: v.exactOptional(text('The backup email given to Xero. It must differ from the login.')),
  tags: v.exactOptional(v.pipe(v.array(v.string()), v.description('Tags to group accounts by.'))),
  notes: v.exactOptional(text('Anything the team should know. Never a password or a key.')),
  mfaSetUpOn: v.exactOptional(day('The day MFA was set up, as YYYY-MM-DD. The guide writes it.')),
};

/** An entry of a list, as the file has it. */
export const entrySchema = v.object({
  login: text(
    'Required: the email address the Xero user signs in with. MFA belongs to this login, not to an organisation.',
  ),
  ...accountFields,
});

/** A whole list. */
export const listSchema = v.object({
  version: v.pipe(v.literal(1), v.description('The version of this format: 1.')),
  accounts: v.pipe(v.array(entrySchema), v.description('The Xero user logins the team shares.')),
});

type Clearable<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends v.ExactOptionalSchema<
    v.SchemaWithPipe<readonly [infer Type extends v.GenericSchema, ...v.GenericPipeItem[]]>,
    undefined
  >
    ? v.NullishSchema<Type, undefined>
    : never;
};

/** The fields as arguments of commands; `null` clears one. Checks types only, as the list's own rules check the rest. */
export const clearableFields = Object.fromEntries(
  Object.entries(accountFields).map(([name, { wrapped }]) => [
    name,
    v.nullish<v.GenericSchema>(wrapped.pipe[0]),
  ]),
) as Clearable<typeof accountFields>;
