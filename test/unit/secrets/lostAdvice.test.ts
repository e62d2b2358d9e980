import assert from 'node:assert/strict';
import { type Keeper, lostAdvice } from '../../../src/secrets/lostAdvice';

const CAUSES: Readonly<Record<Keeper, RegExp>> = {
  browser: /browser’s data for this site was cleared/,
  linux:
    /keyring is locked, missing or was replaced\. Unlock the keyring, or install gnome-keyring or KWallet\./,
  macos: /macOS refused VS Code access to the keychain/,
  windows: /another Windows account or computer, or the Windows password was reset/,
  local: /your local computer, not the remote one/,
  system: /^Likely cause: the system’s keyring is locked/,
};
const keepers = Object.keys(CAUSES) as Keeper[];

describe('The advice on a lost key', () => {
  for (const keeper of keepers) {
    it(`names only the likely cause if the keys are kept by ${keeper}`, () => {
      const advice = lostAdvice(keeper, false);
      const named = keepers.filter(each => CAUSES[each].test(advice));
      assert.deepEqual(named, [keeper]);
      assert.equal(/Configure Runtime Arguments.*"password-store"/.test(advice), keeper === 'linux');
    });

    it(`names the team store only if the login is shared there, and the keys are kept by ${keeper}`, () => {
      assert.match(lostAdvice(keeper, true), /“Sync Team Store” brings it back/);
      assert.doesNotMatch(lostAdvice(keeper, false), /Team Store/);
      for (const isShared of [true, false]) {
        assert.match(lostAdvice(keeper, isShared), /backup, use “Restore Backup”\. Otherwise, .*guide/);
      }
    });
  }
});
