import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { type CommandTarget, Row, readCall } from '../../../src/platform/commandCall';
import { LOGIN } from '../../shared/lists';

/** A row as our trees have it. */
class OurRow extends Row implements CommandTarget {
  readonly tenantId = 'b7c1';

  constructor(readonly login: string) {
    super();
  }
}

/** What another extension may make to look like one. */
class ForeignRow {
  readonly tenantId = 'b7c1';

  constructor(readonly login: string) {}
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

  it('takes what is no object, and what VS Code hands over, for a call by a person', () => {
    const others = [undefined, null, '', LOGIN, 0, true, [], [{ login: LOGIN }], () => {}, Symbol('row')];
    const ofVSCode = [
      vscode.Uri.file(`/${LOGIN}`),
      Object.assign(new vscode.TreeItem(LOGIN), { login: LOGIN }),
    ];
    for (const argument of [...others, ...ofVSCode])
      assert.deepEqual(readCall(argument), { kind: 'interactive', target: {} }, String(argument));
  });

  it('says which of our rows a person opened the command on', () => {
    const row = new OurRow(LOGIN);
    assert.deepEqual(readCall(row), { kind: 'interactive', target: row });
  });

  it('takes no object of another extension for a row, however it is made', () => {
    const row = new OurRow(LOGIN);
    const imitations = [
      new ForeignRow(LOGIN),
      { ...row },
      structuredClone(row),
      Object.create(row),
      Object.setPrototypeOf({ login: LOGIN }, OurRow.prototype),
      new Proxy(row, {}),
    ];
    for (const given of imitations) assert.deepEqual(readCall(given), { kind: 'arguments', given });
  });
});
