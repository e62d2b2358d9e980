import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSecret } from '../../../src/core/secret';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { ACTIONS } from '../../../src/guide/page/buttons';
import { cases, Kinds } from '../../shared/thorough';
import { FakeComputer, LOGIN } from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A different key for each number up to 1,023, in the form of Xero's. */
function keyNumber(number: number): string {
  return `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P${BASE32[number >> 5]}${BASE32[number & 31]}`;
}

/** A person with the guide, and Xero, which accepts codes from one key. */
class Play {
  readonly computer = new FakeComputer();
  session: TestSession = this.computer.session();
  /** The key that Xero accepts, as base32. */
  inForce: string | undefined;
  #issued = 0;

  constructor() {
    this.computer.answer = ([first]) => first;
  }

  issue(): string {
    return keyNumber(this.#issued++);
  }
}

type Move = (play: Play) => Promise<unknown>;

/** The buttons that may be pressed at any time. */
const pressed = Kinds.of(
  ...ACTIONS.filter(
    action =>
      // “It Worked” is only pressed if it is true, below. “Remove Setup Key” removes the key on purpose.
      !['codeAccepted', 'removeSecret'].includes(action),
  ),
);
const scenarios = Kinds.of(...SCENARIO_IDS);

interface Named {
  readonly name: string;
  readonly move: Move;
}

const named = (name: string, move: Move): Named => ({ name, move });

const anyMove: fc.Arbitrary<Named> = fc.oneof(
  {
    arbitrary: fc.constant(named('paste a new key', play => play.session.submit('key', play.issue()))),
    weight: 4,
  },
  fc.constant(
    named('set a key in the sidebar', play =>
      play.computer.secrets.set(LOGIN, parseSecret(play.issue()).secret),
    ),
  ),
  {
    arbitrary: fc.constantFrom(
      named('Xero accepts a code', async play => {
        play.inForce = await play.computer.stored();
      }),
      named('say that it worked', async play => {
        const isTrue = (await play.computer.stored()) === play.inForce;
        if (isTrue) await play.session.press('codeAccepted');
      }),
    ),
    weight: 3,
  },
  scenarios.any.map(id => named(`choose ${id}`, play => play.session.choose(id))),
  fc
    .constantFrom(...SCENARIO_IDS.flatMap(stepsOf))
    .map(step => named(`open ${step}`, play => play.session.ask({ type: 'openStep', step }))),
  {
    arbitrary: pressed.any.map(action => named(`press ${action}`, play => play.session.press(action))),
    weight: 4,
  },
  fc.boolean().map(saysYes =>
    named(`say ${saysYes ? 'yes' : 'no'} from now on`, async play => {
      play.computer.saysYes = saysYes;
    }),
  ),
  fc.constant(
    named('reload the window', async play => {
      await play.computer.reload();
      play.session = play.computer.session();
    }),
  ),
);

describe('The key that Xero accepts', () => {
  it('is never lost, whatever a person does in the guide', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { maxLength: 25, size: 'max' }), async route => {
        const play = new Play();
        await play.computer.ready();
        for (const { name, move } of route) {
          // A move may be cancelled, or fail without a code to copy.
          await move(play).catch(() => {});
          const kept = play.computer.kept();
          if (play.inForce !== undefined) assert.ok(kept.includes(play.inForce), `lost by: ${name}`);
        }
        await play.computer.dispose();
      }),
      { numRuns: cases(200, 1000) },
    );
    pressed.assertAllMade();
    scenarios.assertAllMade();
  });
});
