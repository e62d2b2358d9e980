import assert from 'node:assert/strict';
import schema from '../../../media/accounts.schema.json';
import { listJsonSchema } from '../../../scripts/schema/listSchema';

describe('The JSON schema of lists', () => {
  it('is what `npm run schema` makes of the schema they are read with', () => {
    assert.deepEqual(schema, JSON.parse(JSON.stringify(listJsonSchema())));
  });
});
