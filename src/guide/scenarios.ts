/** The steps that Xero's set-up has, by their numbers. */
export const XERO_STEPS = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
  '14',
] as const;
export type XeroStepId = (typeof XERO_STEPS)[number];

/** What a person comes to the guide for. */
export const SCENARIOS = [
  'setUp',
  'enforced',
  'fromTeam',
  'secretLost',
  'newDevice',
  'deviceLost',
  'afterLeaver',
  'turnOff',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What is to be done besides Xero's steps, before or after them. */
export type ExtraStepId =
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

/** One thing to do on a scenario. */
export type StepId = XeroStepId | ExtraStepId;

const NEW_KEY: readonly StepId[] = ['4', '5', '6', '7', '8', '9', '10'];

/** What is to be done on each scenario, in order. */
const STEPS: Readonly<Record<Scenario, readonly StepId[]>> = {
  setUp: XERO_STEPS,
  enforced: ['askToSetUp', ...XERO_STEPS.slice(3)],
  fromTeam: ['getKey', '7', '8', 'tryCode'],
  secretLost: ['getKey', '7', '8', 'tryCode'],
  newDevice: ['signIn', 'changeDevice', ...NEW_KEY, 'passOn'],
  deviceLost: ['signInByBackup', 'changeDevice', ...NEW_KEY, 'passOn'],
  afterLeaver: ['signIn', 'changePassword', 'changeDevice', ...NEW_KEY, 'passOn'],
  turnOff: ['signIn', 'turnOff', 'forget'],
};

export function stepsOf(scenario: Scenario): readonly StepId[] {
  return STEPS[scenario];
}

/** Whether a new key takes the place of one that the team has. */
export function replacesKey(scenario: Scenario): boolean {
  return STEPS[scenario].includes('passOn');
}

/** Whether the step is the last of a scenario that sets MFA up: from there on the login is the team's. */
export function handsOver(step: StepId): boolean {
  return step === '14' || step === 'passOn';
}

/** Whether Xero takes a code at the step, which proves that the stored key is the one it has. */
export function provesKey(step: StepId): boolean {
  return step === '10' || step === 'tryCode' || handsOver(step);
}

export function isScenario(text: string): text is Scenario {
  return (SCENARIOS as readonly string[]).includes(text);
}
