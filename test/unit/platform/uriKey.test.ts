import assert from 'node:assert/strict';
import { type ComparableUri, uriKey } from '../../../src/platform/uriKey';

const file = (path: string, authority = ''): ComparableUri => ({ scheme: 'file', authority, path });

describe('uriKey', () => {
  const same: [what: string, one: ComparableUri, other: ComparableUri][] = [
    ['a drive in either case', file('/C:/Team/accounts.json'), file('/c:/team/accounts.json')],
    ['a server in either case', file('/share/a.json', 'Server'), file('/share/a.json', 'server')],
    ['an accent, composed or not', file('/Caf\u00e9/a.json'), file('/Cafe\u0301/a.json')],
  ];
  for (const [what, one, other] of same) {
    it(`is the same for ${what}, where the disk ignores case`, () =>
      assert.equal(uriKey(one, true), uriKey(other, true)));
  }

  const different: [what: string, one: ComparableUri, other: ComparableUri, ignoring: boolean][] = [
    ['another case on a disk that keeps it', file('/Team/a.json'), file('/team/a.json'), false],
    [
      'another case on another kind of disk',
      { scheme: 'vscode-remote', authority: 'ssh', path: '/Team/a.json' },
      { scheme: 'vscode-remote', authority: 'ssh', path: '/team/a.json' },
      true,
    ],
    ['another server', file('/share/a.json', 'one'), file('/share/a.json', 'other'), true],
    ['another scheme', file('/a.json'), { ...file('/a.json'), scheme: 'vscode-userdata' }, true],
  ];
  for (const [what, one, other, ignoring] of different) {
    it(`differs for ${what}`, () => assert.notEqual(uriKey(one, ignoring), uriKey(other, ignoring)));
  }
});
