/** The steps that Xero's set-up has, by their numbers. */
export const STEPS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14'] as const;
export type StepId = (typeof STEPS)[number];

/** What a person comes to the guide for. */
export const WAYS = [
  'setUp',
  'enforced',
  'fromTeam',
  'secretLost',
  'newDevice',
  'deviceLost',
  'afterLeaver',
  'turnOff',
] as const;
export type Way = (typeof WAYS)[number];

/** What is to be done besides Xero's steps, before or after them. */
export type ErrandId =
  | 'askToSetUp'
  | 'getKey'
  | 'tryCode'
  | 'signIn'
  | 'signInByBackup'
  | 'changeDevice'
  | 'changePassword'
  | 'passOn'
  | 'turnOff'
  | 'forget';

/** One thing to do on a way. */
export type StopId = StepId | ErrandId;

const NEW_KEY: readonly StopId[] = ['4', '5', '6', '7', '8', '9', '10'];

/** What is to be done on each way, in order. */
const STOPS: Readonly<Record<Way, readonly StopId[]>> = {
  setUp: STEPS,
  enforced: ['askToSetUp', ...STEPS.slice(3)],
  fromTeam: ['getKey', '7', '8', 'tryCode'],
  secretLost: ['getKey', '7', '8', 'tryCode'],
  newDevice: ['signIn', 'changeDevice', ...NEW_KEY, 'passOn'],
  deviceLost: ['signInByBackup', 'changeDevice', ...NEW_KEY, 'passOn'],
  afterLeaver: ['signIn', 'changePassword', 'changeDevice', ...NEW_KEY, 'passOn'],
  turnOff: ['signIn', 'turnOff', 'forget'],
};

export function stopsOf(way: Way): readonly StopId[] {
  return STOPS[way];
}

/** Whether a new key takes the place of one that the team has. */
export function replacesKey(way: Way): boolean {
  return STOPS[way].includes('passOn');
}

/** Whether the stop is the last of a way that sets MFA up: from there on the login is the team's. */
export function handsOver(stop: StopId): boolean {
  return stop === '14' || stop === 'passOn';
}

/** Whether Xero takes a code at the stop, which proves that the stored key is the one it has. */
export function provesKey(stop: StopId): boolean {
  return stop === '10' || stop === 'tryCode' || handsOver(stop);
}

export function isWay(text: string): text is Way {
  return (WAYS as readonly string[]).includes(text);
}
