import assert from 'node:assert/strict';
import { newIdentity, recipientOf } from '../../../src/age/age';
import { GUIDE_VIEW_TYPE } from '../../../src/contributions/ids';
import { emptyMemory, type StoreMemory } from '../../../src/core/team/memory';
import { IdentityCopies, isWorthACopy } from '../../../src/team/identityCopies';
import { eventually } from '../../shared/eventually';
import { TabInputWebview } from '../../shared/fakeVscode/data';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import { TestState } from '../../shared/testStorage';
import {
  answering,
  elsewhere,
  listOf,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';
import { createStore, teamStatus } from './colleagues';

const THIRD = 'qa-uk@acme.test';
const OFFER = 'If this computer is lost, you need a saved copy of your identity to stay in the team.';
const PASSPHRASE = 'eight words of a passphrase';

describe('A copy of an identity', () => {
  const signed = '0'.repeat(32);
  const memory = (...logins: readonly (readonly [string, boolean])[]): StoreMemory => ({
    ...emptyMemory('a'.repeat(26)),
    shared: Object.fromEntries(
      logins.map(([login, isOurs], index) => [
        `file ${index}`,
        { login, highest: 1, former: [], ...(isOurs && { signed }) },
      ]),
    ),
  });

  it('is worth the trouble once two logins were shared from here, in one store or in two', () => {
    assert.equal(isWorthACopy([]), false);
    assert.equal(isWorthACopy([memory([AU, true])]), false);
    // Its key and its answers are of one login, and what others shared is theirs to lose.
    assert.equal(isWorthACopy([memory([AU, true], [AU, true], [NZ, false])]), false);
    assert.equal(isWorthACopy([memory([AU, true]), memory([AU, true])]), false);
    assert.equal(isWorthACopy([memory([AU, true], [NZ, true])]), true);
    assert.equal(isWorthACopy([memory([AU, true]), memory([NZ, true])]), true);
  });

  it('is remembered for each identity, in all windows', async () => {
    const state = new TestState();
    const [one, other] = [new IdentityCopies(state), new IdentityCopies(state)];
    await one.settle('age1one');
    assert.deepEqual([other.isSettled('age1one'), other.isSettled('age1other')], [true, false]);
  });
});

describe('Saving the identity is offered', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU }, { login: NZ }, { login: THIRD }));
  });

  const offers = (): number => vsCode.window.messages.filter(text => text === OFFER).length;

  /** Everything that was set here is in the store. */
  const isShared = (...logins: string[]): Promise<void> =>
    eventually(async () => {
      const { secrets } = await teamStatus();
      for (const login of logins) assert.ok(secrets.find(each => each.login === login)?.inStore, login);
    });

  const isOffered = (times: number): Promise<void> => eventually(() => assert.equal(offers(), times));

  /** A third key is shared, at which it would be offered. */
  async function shareAnother(): Promise<void> {
    await setSecret(THIRD, NEW_KEY);
    await isShared(THIRD);
    await run('team.sync', {});
  }

  it('when the second key is shared, and never again', async () => {
    await setSecret(AU, KEY);
    await createStore();
    // The same login once more.
    await setSecret(AU, NEW_KEY);
    await run('team.sync', {});
    assert.equal(offers(), 0);
    await setSecret(NZ, OTHER_KEY);
    await isShared(NZ);
    await isOffered(1);
    await shareAnother();
    assert.equal(offers(), 1);
    for (const [key, value] of vsCode.globalState.values)
      if (/identity/i.test(key))
        assert.match(`${key} ${JSON.stringify(value)}`, /^identityCopy:age1\w+ true$/);
  });

  it('when a store gets two at once', async () => {
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    await isOffered(1);
  });

  it('with buttons that save it, or do nothing', async () => {
    const shown: unknown[] = [];
    const { showInformationMessage } = vsCode.window.api;
    Object.assign(vsCode.window.api, {
      showInformationMessage: async (message: string, ...rest: unknown[]) => {
        if (message !== OFFER) return showInformationMessage(message, ...rest);
        shown.push(...rest);
        return 'Save Identity…';
      },
    });
    const file = elsewhere('identity.age');
    const asked = answering(['Choose File…', file]);
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    await eventually(() => assert.ok(vsCode.files.has(file)));
    assert.deepEqual(shown, ['Save Identity…', 'Not Now']);
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ['message', 'save'],
    );
  });

  it('not where it was saved before', async () => {
    await setSecret(AU, KEY);
    await createStore();
    answering(['Save Identity']);
    await run('team.saveIdentity', { uri: elsewhere('identity.age'), passphrase: PASSPHRASE });
    await setSecret(NZ, OTHER_KEY);
    await isShared(NZ);
    await shareAnother();
    assert.equal(offers(), 0);
  });

  it('not where it came from a file', async () => {
    const identity = await newIdentity();
    const text = `# ${await recipientOf(identity)}\n${identity}\n`;
    write(elsewhere('identity.age'), await passphraseFile(text, PASSPHRASE));
    answering(['Restore Identity']);
    await run('team.restoreIdentity', { uri: elsewhere('identity.age'), passphrase: PASSPHRASE });
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    await shareAnother();
    assert.equal(offers(), 0);
  });

  it('not before the person has left the guide', async () => {
    vsCode.window.showTab(new TabInputWebview(`mainThreadWebview-${GUIDE_VIEW_TYPE}`));
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await createStore();
    await shareAnother();
    // Another guide.
    vsCode.window.showTab(new TabInputWebview(`mainThreadWebview-${GUIDE_VIEW_TYPE}`));
    await run('team.sync', {});
    assert.equal(offers(), 0);
    vsCode.window.showTab();
    await isOffered(1);
    await run('team.sync', {});
    assert.equal(offers(), 1);
  });
});
