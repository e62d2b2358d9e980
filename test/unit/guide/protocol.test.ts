import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Field, type FromGuide, parseMessage } from '../../../src/guide/protocol';

const FIELDS: readonly Field[] = ['key', 'compareKey', 'backupEmail'];
const open = { type: 'openStep', request: 1, step: '5' };
const press = { type: 'press', request: 1, action: 'next', step: '5' };
const submit = { type: 'submit', request: 1, field: 'key', text: 'jbsw y3dp' };
const pair = { question: 'Where were you born?', answer: 'Wellington' };
const answers = { type: 'submitAnswers', request: 1, answers: [pair] };

describe('A message from the guide’s page', () => {
  const valid: readonly FromGuide[] = [
    { type: 'ready' },
    { type: 'shown' },
    { type: 'openStep', request: 0, step: 'pasteKey' },
    { type: 'openStep', request: 1, step: 'no such step' },
    { type: 'chooseScenario', request: 2, scenario: 'turnOff' },
    { type: 'tick', request: 3, item: 'clock', ticked: true },
    { type: 'tick', request: 4, item: 'clock', ticked: false },
    { type: 'press', request: 5, action: 'next', step: 'pasteKey' },
    { type: 'press', request: 5, action: 'no such action', step: '' },
    { type: 'press', request: Number.MAX_SAFE_INTEGER, action: 'pasteKey', step: 'copyKey' },
    ...FIELDS.map(field => ({ type: 'submit', request: 6, field, text: '' }) as const),
    { type: 'submit', request: 7, field: 'key', text: 'x'.repeat(10_000) },
    { type: 'submitAnswers', request: 8, answers: [] },
    { type: 'submitAnswers', request: 9, answers: Array.from({ length: 20 }, () => pair) },
  ];
  for (const message of valid) {
    it(`is accepted unchanged: ${JSON.stringify(message).slice(0, 80)}`, () =>
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
    ['a request without a number', { type: 'openStep', step: '5' }],
    ['a request with a number that is text', { ...open, request: '1' }],
    ['a request with half a number', { ...open, request: 0.5 }],
    ['a request with a number below zero', { ...open, request: -1 }],
    ['a request with no number', { ...open, request: Number.NaN }],
    ['a step that is missing', { type: 'openStep', request: 1 }],
    ['a step that is a number', { ...open, step: 5 }],
    ['a step that is a list', { ...open, step: ['5'] }],
    ['a step of megabytes', { ...open, step: '5'.repeat(5_000_000) }],
    ['a scenario that is null', { type: 'chooseScenario', request: 1, scenario: null }],
    ['a tick that is neither yes nor no', { type: 'tick', request: 1, item: 'clock', ticked: 1 }],
    ['an action that is no text', { ...press, action: null }],
    ['an action with arguments', { ...press, confirm: true }],
    ['an action with a login', { ...press, login: 'other@acme.test' }],
    ['an action without a step', { type: 'press', request: 1, action: 'next' }],
    ['an action at a step that is no text', { ...press, step: 5 }],
    ['an action at an endless step', { ...press, step: '5'.repeat(10_001) }],
    ['a key beside the clipboard', { ...press, action: 'pasteKey', text: 'jbsw y3dp' }],
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
    it(`is rejected if it is or has ${what}`, () => assert.equal(parseMessage(message), undefined));

  it('is never anything but what was sent', () => {
    const near = fc.record(
      {
        type: fc.constantFrom(
          'ready',
          'shown',
          'openStep',
          'chooseScenario',
          'tick',
          'press',
          'submit',
          'submitAnswers',
        ),
        request: fc.oneof(fc.nat(), fc.anything()),
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
