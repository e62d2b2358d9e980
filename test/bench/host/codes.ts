import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { TotpSecret } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import type { Figure } from '../figure';
import { median, timedSync } from '../stats';

const ROUNDS = 41;
const CODES = 2_000;
const START = Date.UTC(2026, 10, 21);
const PERIOD = 30_000;
const KEY = Buffer.from('a key of 20 bytes...');

/** Codes per second, in turns with RFC 6238 written by hand over node:crypto, once as usual, once as fast as it goes. */
export async function codes(): Promise<Figure[]> {
  const secret = new TotpSecret(KEY);
  if (secret.codeAt(START, hmac) !== bareCode(START, KEY))
    throw new Error('The two do not make the same codes.');
  const keptKey = createSecretKey(KEY);
  const times = { ours: [] as number[], bare: [] as number[], kept: [] as number[] };
  const repeat = (makeCode: (timestamp: number) => string) => () => {
    for (let index = 0; index < CODES; index++) makeCode(START + index * PERIOD);
  };
  const make = {
    ours: repeat(timestamp => secret.codeAt(timestamp, hmac)),
    bare: repeat(timestamp => bareCode(timestamp, KEY)),
    kept: repeat(timestamp => bareCode(timestamp, keptKey)),
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const which of ['ours', 'bare', 'kept'] as const) times[which].push(timedSync(make[which]));
  }
  const perSecond = (which: keyof typeof times): number => CODES / (median(times[which]) / 1000);
  const against = (which: 'bare' | 'kept', name: string, what: string): Figure => ({
    name,
    unit: '/s',
    ours: perSecond('ours'),
    peer: { what, value: perSecond(which) },
    ratio: median(times.ours.map((time, round) => (times[which][round] ?? 0) / time)),
    detail: { rounds: ROUNDS, codesPerRound: CODES },
  });
  return [
    { ...against('bare', 'codes', 'bare node:crypto'), aim: { of: 'ratio', atLeast: 0.85 } },
    {
      ...against('kept', 'codes, against the fastest way', 'bare node:crypto with the key kept'),
      aim: { of: 'ratio', atLeast: 0.85 },
    },
  ];
}

/** RFC 6238 with the parameters Xero uses. */
function bareCode(timestamp: number, key: Buffer | KeyObject): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(timestamp / PERIOD)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
