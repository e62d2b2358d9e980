import * as assert from 'node:assert/strict';
import type { ClockFailure } from '../../../src/clock/clockCheck';
import { type ClockPlace, clockError, clockVerdictText, howToSet } from '../../../src/clock/clockText';
import type { ClockVerdict } from '../../../src/core/clock';

describe('The result of a clock check', () => {
  const texts: readonly [verdict: ClockVerdict, text: RegExp][] = [
    [
      { kind: 'right', seconds: 2, uncertainty: 1 },
      /^This computer’s clock is correct to within 3 s\. If Xero rejects a code, look for another/,
    ],
    [
      { kind: 'close', seconds: 6, uncertainty: 1 },
      /is 6 seconds behind \(±1 s\)\. Most codes still work\. .* “timedatectl/,
    ],
    [
      { kind: 'close', seconds: -6, uncertainty: 1 },
      /is 6 seconds ahead \(±1 s\)\. .* rejects one, wait 6 seconds and try it again/,
    ],
    [
      { kind: 'close', seconds: 0, uncertainty: 9 },
      /is off by 9 seconds at most, so its codes work\. The server responded too slow/,
    ],
    [
      { kind: 'wrong', seconds: 45, uncertainty: 2 },
      /^This computer’s clock is 45 seconds behind \(±2 s\), so Xero may reject .*timedatectl set-ntp true”\.$/,
    ],
    [{ kind: 'wrong', seconds: -119, uncertainty: 1 }, /is 119 seconds ahead \(±1 s\), /],
    [{ kind: 'wrong', seconds: -120, uncertainty: 1 }, /is 2 minutes ahead \(/],
    [{ kind: 'wrong', seconds: 7_300, uncertainty: 1 }, /is 2 hours behind \(/],
    [{ kind: 'wrong', seconds: 86_400 * 365, uncertainty: 1 }, /is 365 days behind \(/],
    [
      { kind: 'unsure', seconds: 4, uncertainty: 5 },
      /too slowly to check .* \(±5 s\)\. Try a faster connection/,
    ],
  ];
  for (const [verdict, text] of texts) {
    it(`has a text: ${verdict.kind}, ${verdict.seconds} s`, () =>
      assert.match(clockVerdictText(verdict, 'linux'), text));
  }

  it('has a text while codes are corrected', () => {
    const verdict = { kind: 'wrong', seconds: -45, uncertainty: 1 } as const;
    assert.match(
      clockVerdictText(verdict, 'linux', true),
      /is 45 seconds ahead \(±1 s\)\. Codes are corrected until it is right\. Turn on auto/,
    );
  });

  const places: Readonly<Record<ClockPlace, RegExp>> = {
    windows: /Settings › Time & language/,
    mac: /System Settings › General/,
    linux: /timedatectl/,
    wsl: /sleeps\. Set it with “sudo hwclock -s”, or restart WSL with “wsl --shutdown”/,
    container: /its host’s clock/,
    ssh: /the SSH host’s clock/,
    other: /in the system settings/,
  };
  for (const [place, text] of Object.entries(places)) {
    it(`names one way to set the clock: ${place}`, () => {
      const how = howToSet(place as ClockPlace);
      for (const each of Object.values(places)) assert.equal(each.test(how), each === text, how);
    });
  }

  const failures: readonly [failure: ClockFailure, isBrowser: boolean, text: RegExp][] = [
    [
      { kind: 'unreachable', reason: 'EAI_AGAIN' },
      false,
      /time\.test didn’t respond \(EAI_AGAIN\)\. Check your/,
    ],
    [{ kind: 'unreachable', reason: 'CORS' }, true, /In a browser, VS Code can’t read .* with a phone/],
    [{ kind: 'noDate' }, true, /In a browser, VS Code can’t read the time from time\.test/],
    [
      { kind: 'noDate' },
      false,
      /response from time\.test doesn’t include the time\. Reset the setting “xeroMfa\.clockCheck\.url”/,
    ],
    [{ kind: 'cached' }, false, /sends cached responses\. Enter another server/],
    [{ kind: 'contradictory' }, false, /contradict each other\. If the clock was set just now, try again/],
    [
      { kind: 'certificate' },
      false,
      /probably wrong by days or more\. By its time, the certificate of .* isn’t valid\. Turn on auto/,
    ],
  ];
  for (const [failure, isBrowser, text] of failures) {
    it(`says what to do after a failure: ${failure.kind}${isBrowser ? ', in a browser' : ''}`, () => {
      const error = clockError(failure, new URL('https://time.test/'), 'linux', () => {}, isBrowser);
      assert.equal(error.name, 'UserError');
      assert.match(error.message, text);
      assert.ok(error.remedies.length > 0);
    });
  }
});
