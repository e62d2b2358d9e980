import { createHmac } from 'node:crypto';
import { TotpSecret } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import type { Figure } from '../figure';
import { median, timedSync } from '../stats';

const ROUNDS = 41;
const CODES = 2_000;
const START = Date.UTC(2026, 10, 21);
const PERIOD = 30_000;
const KEY = Buffer.from('a key of 20 bytes...');

/** Codes per second, against RFC 6238 written by hand over node:crypto, in turns. */
export async function codes(): Promise<Figure[]> {
  const secret = new TotpSecret(KEY);
  if (secret.codeAt(START, hmac) !== bareCode(START)) throw new Error('The two do not make the same codes.');
  const ours: number[] = [];
  const bare: number[] = [];
  const repeat = (makeCode: (timestamp: number) => string) => () => {
    for (let index = 0; index < CODES; index++) makeCode(START + index * PERIOD);
  };
  const makeOurs = repeat(timestamp => secret.codeAt(timestamp, hmac));
  const makeBare = repeat(bareCode);
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(timedSync(makeOurs));
    bare.push(timedSync(makeBare));
  }
  const perSecond = (times: number[]): number => CODES / (median(times) / 1000);
  return [
    {
      name: 'codes',
      unit: '/s',
      ours: perSecond(ours),
      peer: { what: 'bare node:crypto', value: perSecond(bare) },
      ratio: median(ours.map((time, round) => (bare[round] ?? 0) / time)),
      aim: { of: 'ratio', atLeast: 0.85 },
      detail: { rounds: ROUNDS, codesPerRound: CODES },
    },
  ];
}

/** RFC 6238 with the parameters Xero uses. */
function bareCode(timestamp: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(timestamp / PERIOD)));
  const digest = createHmac('sha1', KEY).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
