import assert from 'node:assert/strict';
import schema from '../../../media/accounts.schema.json';
import { listJsonSchema } from '../../../scripts/schema/listSchema';

describe('The JSON schema of lists', () => {
  it('is up to date with the schema that reads lists (else: npm run schema)', () => {
    assert.deepEqual(schema, JSON.parse(JSON.stringify(listJsonSchema())));
  });
});
