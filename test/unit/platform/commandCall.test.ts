import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCall } from '../../../src/platform/commandCall';
import { LOGIN } from '../../shared/lists';

/** A row as the tree has it. */
class Row {
  constructor(
    readonly login: unknown,
    readonly tenantId?: unknown,
    readonly recipient?: unknown,
    readonly list?: unknown,
  ) {}
}

describe('readCall', () => {
  it('takes every plain object for arguments, as it is', () => {
    fc.assert(
      fc.property(fc.object(), given => {
        const call = readCall(given);
        assert.ok(call.kind === 'arguments' && call.given === given);
      }),
    );
  });

  it('takes everything else for a call by a person', () => {
    const others = [undefined, null, '', LOGIN, 0, true, [], [{ login: LOGIN }], () => {}, Symbol('row')];
    for (const argument of others) assert.equal(readCall(argument).kind, 'interactive', String(argument));
  });

  it('says which row a person opened the command on', () => {
    const call = readCall(new Row(LOGIN, 'b7c1', 'age1', 'file:///list'));
    const target = { login: LOGIN, tenantId: 'b7c1', recipient: 'age1', list: 'file:///list' };
    assert.deepEqual(call, { kind: 'interactive', target });
  });

  it('finds nothing where there is no text', () => {
    const target = { login: undefined, tenantId: undefined, recipient: undefined, list: undefined };
    const nothing = { kind: 'interactive', target };
    for (const value of [undefined, null, 5, {}, [LOGIN]]) {
      assert.deepEqual(readCall(new Row(value, value, value, value)), nothing);
    }
    assert.deepEqual(readCall(undefined), { kind: 'interactive', target: {} });
  });
});
