import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMessage } from '../../../src/guide/messages';
import { ACTIONS, FIELDS, type FromGuide } from '../../../src/guide/protocol';

const open = { type: 'open', step: '5' };
const submit = { type: 'submit', field: 'key', text: 'jbsw y3dp' };
const pair = { question: 'Where were you born?', answer: 'Wellington' };
const answers = { type: 'answers', answers: [pair] };

describe('A message of the guide’s page', () => {
  const valid: readonly FromGuide[] = [
    { type: 'ready' },
    { type: 'shown' },
    { type: 'open', step: '5' },
    { type: 'open', step: 'no such step' },
    { type: 'scenario', scenario: 'turnOff' },
    { type: 'tick', item: 'clock', ticked: true },
    { type: 'tick', item: 'clock', ticked: false },
    ...ACTIONS.map(action => ({ type: 'act', action }) as const),
    { type: 'act', action: 'next', step: '5' },
    ...FIELDS.map(field => ({ type: 'submit', field, text: '' }) as const),
    { type: 'submit', field: 'key', text: 'x'.repeat(10_000) },
    { type: 'answers', answers: [] },
    { type: 'answers', answers: Array.from({ length: 20 }, () => pair) },
  ];
  for (const message of valid) {
    it(`is taken as it is: ${JSON.stringify(message).slice(0, 80)}`, () =>
      assert.deepEqual(parseMessage(message), message));
  }

  const hostile: readonly [what: string, message: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ready'],
    ['a number', 1],
    ['a list', []],
    ['a list of messages', [{ type: 'ready' }]],
    ['an object without a type', {}],
    ['an unknown type', { type: 'eval' }],
    ['a type of the other direction', { type: 'code', code: { code: '123456' } }],
    ['a type that every object has', { type: 'constructor' }],
    ['a type that is a list', { type: ['ready'] }],
    ['a type that is no text', { type: { toString: 'ready' } }],
    ['a key too many', { ...open, also: 1 }],
    ['a message in a message', { ...open, message: open }],
    ['a prototype', JSON.parse('{"type":"ready","__proto__":{"step":"5"}}')],
    ['a constructor', { type: 'ready', constructor: { prototype: {} } }],
    ['a prototype in an answer', { ...answers, answers: [JSON.parse('{"__proto__":null}')] }],
    ['a step that is missing', { type: 'open' }],
    ['a step that is a number', { type: 'open', step: 5 }],
    ['a step that is a list', { type: 'open', step: ['5'] }],
    ['a step of megabytes', { type: 'open', step: '5'.repeat(5_000_000) }],
    ['a scenario that is null', { type: 'scenario', scenario: null }],
    ['a tick that is neither yes nor no', { type: 'tick', item: 'clock', ticked: 1 }],
    ['an unknown action', { type: 'act', action: 'executeCommand' }],
    ['an action that every object has', { type: 'act', action: 'toString' }],
    ['an action with arguments', { type: 'act', action: 'removeSecret', confirm: true }],
    ['an action with a login', { type: 'act', action: 'copyCode', login: 'other@acme.test' }],
    ['an action at a step that is no text', { type: 'act', action: 'next', step: 5 }],
    ['an action at an endless step', { type: 'act', action: 'next', step: '5'.repeat(10_001) }],
    ['an unknown field', { ...submit, field: 'owner' }],
    ['a text that is a number', { ...submit, text: 1 }],
    ['a text that is too long', { ...submit, text: 'x'.repeat(10_001) }],
    ['an object for answers', { ...answers, answers: { 0: pair, length: 1 } }],
    ['too many answers', { ...answers, answers: Array.from({ length: 21 }, () => pair) }],
    ['an answer that is null', { ...answers, answers: [null] }],
    ['an answer without a question', { ...answers, answers: [{ answer: 'Wellington' }] }],
    ['an answer with a key too many', { ...answers, answers: [{ ...pair, login: 'other@acme.test' }] }],
    ['an answer that is too long', { ...answers, answers: [{ ...pair, answer: 'x'.repeat(10_001) }] }],
  ];
  for (const [what, message] of hostile)
    it(`is none where it is or has ${what}`, () => assert.equal(parseMessage(message), undefined));

  it('is nothing but what it says, whatever comes', () => {
    const near = fc.record(
      {
        type: fc.constantFrom('ready', 'shown', 'open', 'scenario', 'tick', 'act', 'submit', 'answers'),
        step: fc.anything(),
        scenario: fc.anything(),
        item: fc.anything(),
        ticked: fc.anything(),
        action: fc.anything(),
        field: fc.oneof(fc.constantFrom(...FIELDS), fc.anything()),
        text: fc.oneof(fc.string(), fc.anything()),
        answers: fc.oneof(fc.array(fc.anything()), fc.anything()),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), value => {
        const message = parseMessage(value);
        if (message) assert.deepEqual({ ...message }, { ...(value as object) });
      }),
    );
  });
});
