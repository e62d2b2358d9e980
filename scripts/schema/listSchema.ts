import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { entrySchema, listSchema, organisationSchema } from '../../src/core/accountSchema';
import forEditors from './forEditors.json';

type Json = { readonly [key: string]: unknown };

const config: ConversionConfig = {
  target: 'draft-07',
  definitions: { account: entrySchema, organisation: organisationSchema },
  // Editors check nothing.
  ignoreActions: ['check'],
  overrideRef: ({ referenceId }) => `#/definitions/${referenceId}`,
};

/**
 * The JSON schema of lists, for completion and hovers in editors. Every text fits it: the extension itself says what is
 * wrong, in the person's language, and an editor would say it once more.
 */
export function listJsonSchema(): Json {
  const { $schema, $defs, ...list } = toJsonSchema(listSchema, config);
  const schema = {
    $schema,
    title: 'Xero test logins of a team',
    description:
      'The list that the Xero Test MFA extension shows. Commit it, but never put a setup key in it.',
    ...list,
    definitions: $defs,
  };
  // Editors use more than the extension checks: snippets, descriptions of values.
  return unchecked(merged(schema, forEditors)) as Json;
}

/** What editors check. */
const CHECKS = new Set(['type', 'const', 'required', 'format', 'pattern']);

/** A schema without its checks, which completes the same. */
function unchecked(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { enum: values, enumDescriptions, ...rest } = schema;
  const kept = Object.entries(rest).filter(([key]) => !CHECKS.has(key));
  return {
    ...Object.fromEntries(
      kept.map(([key, value]) => [
        key,
        NESTED.has(key) && isObject(value)
          ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unchecked(inner)]))
          : key === 'items'
            ? unchecked(value)
            : value,
      ]),
    ),
    // One that fits everything beside the values that are known.
    ...(values !== undefined && {
      anyOf: [{ enum: values, ...(enumDescriptions !== undefined && { enumDescriptions }) }, {}],
    }),
    // An editor writes the quotes by it.
    ...(schema['type'] === 'string' && values === undefined && { default: '' }),
  };
}

/** Where a schema has others by their name. */
const NESTED = new Set(['properties', 'definitions']);

function merged(value: unknown, more: unknown): unknown {
  if (!isObject(value) || !isObject(more)) return more ?? value;
  const keys = new Set([...Object.keys(value), ...Object.keys(more)]);
  return Object.fromEntries([...keys].map(key => [key, merged(value[key], more[key])]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
