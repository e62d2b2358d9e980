import * as assert from 'node:assert/strict';
import { VIEWS } from '../../../src/contributions/ids';
import { CommandRegistry } from '../../../src/platform/commandRegistry';
import { ErrorBoundary } from '../../../src/platform/errorBoundary';
import { hmac } from '../../../src/platform/runtime';
import { SecretStore } from '../../../src/secrets/store';
import { createTeam } from '../../../src/team/createTeam';
import { TestState, TestStorage } from '../../shared/testStorage';
import { EventEmitter, fake } from '../vscode';

describe('The Team view', () => {
  it('shows its rows after a failed read of the lists', async () => {
    const boundary = new ErrorBoundary();
    const state = new TestState();
    const secrets = new SecretStore(new TestStorage(), state, boundary.log, 0);
    let failures = 1;
    const team = createTeam({
      commands: new CommandRegistry(boundary, fake.context.extension.packageJSON),
      boundary,
      secrets,
      hmac,
      now: () => 0,
      record: () => {},
      globalState: state,
      accounts: {
        ready: async () => {
          if (failures-- > 0) throw new Error('the disk does not answer');
        },
        later: () => {},
        onDidChange: new EventEmitter<void>().event,
        teamLists: () => [],
        nameOf: login => login,
        find: () => undefined,
        refresh: () => {},
      },
      health: { sections: async () => [] },
    });
    try {
      await assert.rejects(fake.window.rows(VIEWS.team), /the disk does not answer/);
      assert.deepEqual(await fake.window.rows(VIEWS.team), []);
    } finally {
      team.dispose();
      secrets.dispose();
      boundary.dispose();
    }
  });
});
