import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { entrySchema, listSchema, organisationSchema } from '../../src/core/accountSchema';
import forEditors from './forEditors.json';

type Json = { readonly [key: string]: unknown };

const config: ConversionConfig = {
  target: 'draft-07',
  definitions: { account: entrySchema, organisation: organisationSchema },
  // Editors have no way to check that a day exists.
  ignoreActions: ['check'],
  overrideRef: ({ referenceId }) => `#/definitions/${referenceId}`,
};

/** The JSON schema of lists, for completion, hovers and checks in editors. */
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
  // Editors use more than the extension checks: snippets, formats, descriptions of values.
  return merged(schema, forEditors) as Json;
}

function merged(value: unknown, more: unknown): unknown {
  if (!isObject(value) || !isObject(more)) return more ?? value;
  const keys = new Set([...Object.keys(value), ...Object.keys(more)]);
  return Object.fromEntries([...keys].map(key => [key, merged(value[key], more[key])]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
