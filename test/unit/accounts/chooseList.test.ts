import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chooseTrustedList } from '../../../src/accounts/chooseList';

describe('A list that is reached through a link', () => {
  const uri = vscode.Uri.file('/link/.xero-mfa/accounts.json');
  const realUri = vscode.Uri.file('/real/.xero-mfa/accounts.json');
  const lists = {
    ready: async () => {},
    lists: [
      {
        source: { kind: 'workspace', uri, realUri, label: 'team', isTrusted: true },
        exists: true,
        text: '',
        isParsed: true,
        accounts: [],
        problems: [],
      },
    ],
  } as const;

  it('is found by both of its addresses, also by the one that it is known by then', async () => {
    for (const named of [undefined, uri.toString(), realUri.toString()]) {
      const found = await chooseTrustedList(lists, 'Which list?', named);
      assert.equal(found?.uri.toString(), realUri.toString());
    }
    await assert.rejects(chooseTrustedList(lists, 'Which list?', 'file:///other.json'), {
      message: 'file:///other.json isn’t one of the lists.',
    });
  });
});
