import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { type Action, isAction } from '../../../src/guide/page/buttons';
import type {
  ButtonView,
  Field,
  FieldView,
  TroubleshootingView,
  WidgetView,
} from '../../../src/guide/protocol';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases } from '../../shared/thorough';
import { ANSWERS, FakeComputer, LOGIN, OTHER } from './fakeGuide';
import type { TestSession } from './testSession';

/** A button or the submission of a field: what a person can do in the open step. */
type Main = Action | `submit ${Field | 'answers'}`;

/** Everything that is highlighted in the open step. */
function mainsOf(session: TestSession): readonly Main[] {
  const { buttons, widget } = session.shownStep.body;
  return [...mainsAmong(...buttons), ...(widget ? mainsIn(widget) : [])];
}

function mainsIn(widget: WidgetView): readonly Main[] {
  switch (widget.kind) {
    case 'key':
      return [...submitted(widget.field), ...mainsAmong(widget.paste)];
    case 'email':
      return [...submitted(widget.field), ...mainsAmong(widget.instead)];
    case 'questions':
      return [...(widget.primary ? ['submit answers' as const] : []), ...mainsAmong(widget.instead)];
    case 'code':
    case 'troubleshooting':
      return mainsInCauses(widget.troubleshooting);
  }
}

function mainsInCauses(troubleshooting: TroubleshootingView | undefined): readonly Main[] {
  return (troubleshooting?.items ?? []).flatMap(({ button, field }) => [
    ...(button ? mainsAmong(button) : []),
    ...(field ? submitted(field) : []),
  ]);
}

function mainsAmong(...buttons: readonly ButtonView[]): readonly Main[] {
  return buttons.flatMap(({ action, primary }) => (primary && isAction(action) ? [action] : []));
}

function submitted({ field, primary }: FieldView): readonly Main[] {
  return primary ? [`submit ${field}`] : [];
}

/** Checks what holds in every state, and returns the main button. */
function theMain(session: TestSession): Main {
  const [main, ...others] = mainsOf(session);
  const { scenario, at } = session.state.progress;
  const place = `${scenario} ${at}`;
  assert.ok(main !== undefined, `${place} has no main button`);
  assert.deepEqual(others, [], `${place} has several, with ${main}`);
  if (main === 'codeAccepted') assert.ok(session.state.hasFreshCode, `${place}: no code is on the clipboard`);
  return main;
}

/** Does what is highlighted, as somebody does who follows the guide. */
async function followMain(session: TestSession, computer: FakeComputer): Promise<void> {
  const main = theMain(session);
  computer.clipboard = main === 'pasteKey' ? KEY : computer.clipboard;
  computer.answer = ([first]) => first;
  computer.saysYes = true;
  switch (main) {
    case 'submit key':
    case 'submit compareKey':
      await session.submit(main === 'submit key' ? 'key' : 'compareKey', KEY);
      break;
    case 'submit backupEmail':
      await session.submit('backupEmail', 'backup@acme.test');
      break;
    case 'submit answers':
      await session.ask({ type: 'submitAnswers', answers: ANSWERS });
      break;
    default:
      assert.deepEqual(await session.press(main), { result: 'accepted' });
  }
  // Which another part of the extension does.
  if (main === 'joinTeam') computer.store = 'waiting';
  session.state.refresh();
}

const STORES = ['shared', 'waiting', 'notJoined', 'possible', 'none'] as const;
const PUBLICATIONS = ['store', 'list', 'nothing', undefined] as const;

interface Move {
  readonly name: string;
  readonly make: (session: TestSession, computer: FakeComputer) => unknown;
}

const seconds = (number: number): Move => ({
  name: 'wait',
  make: (session, computer) => {
    computer.time += number * 1000;
    session.state.noteTime();
  },
});

const setsKey = (key: string): Move => ({
  name: 'set the key elsewhere',
  make: (session, computer) => computer.setSecret(key).then(() => session.state.refresh()),
});

const set = (name: string, change: (computer: FakeComputer) => void): Move => ({
  name,
  make: (session, computer) => {
    change(computer);
    session.state.refresh();
  },
});

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.nat(20).map(
      (index): Move => ({
        name: 'press a button',
        make: async session => {
          const { buttons, widget } = session.shownStep.body;
          const causes = widget && 'troubleshooting' in widget ? (widget.troubleshooting?.items ?? []) : [];
          const all = [...buttons, ...causes.flatMap(({ button }) => button ?? [])];
          const { action = '' } = all[index % all.length] ?? {};
          if (isAction(action)) await session.press(action).catch(() => {});
        },
      }),
    ),
  },
  { weight: 6, arbitrary: fc.constant<Move>({ name: 'follow', make: followMain }) },
  { weight: 2, arbitrary: fc.nat(45).map(seconds) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'confirmCode',
        'tryCode',
        'addBackup',
        'finish',
        'passOn',
        'copyCode',
        'enterCode',
        'signIn',
      )
      .map(
        (step): Move => ({ name: 'open a step', make: session => session.ask({ type: 'openStep', step }) }),
      ),
  },
  fc
    .constantFrom(...SCENARIO_IDS)
    .map((scenario): Move => ({ name: 'choose a scenario', make: session => session.choose(scenario) })),
  fc.constantFrom(KEY, OTHER_KEY, NEW_KEY).map(setsKey),
  fc.constantFrom(KEY, OTHER_KEY).map(
    (key): Move => ({
      name: 'compare a key',
      make: session => session.submit('compareKey', key),
    }),
  ),
  {
    weight: 3,
    arbitrary: fc.constant<Move>({
      name: 'have a code rejected',
      make: async session => {
        await session.ask({ type: 'openStep', step: 'confirmCode' });
        await session.press('codeRejected');
      },
    }),
  },
  fc.constant<Move>({
    name: 'copy a code of another login',
    make: async (_session, computer) => {
      await computer.setSecret(NEW_KEY, OTHER);
      await computer.services.copier.copyNext(OTHER, { route: 'guide' });
    },
  }),
  fc.constant<Move>({
    name: 'lose the key',
    make: async (session, computer) => {
      if (computer.secrets.stateOf(LOGIN) === 'ready') await computer.loseKey();
      session.state.refresh();
    },
  }),
  fc.constant<Move>({
    name: 'give another login the same key',
    make: (_session, computer) => computer.setSecret(KEY, OTHER),
  }),
  fc.constantFrom(...STORES).map(store =>
    set('change the store', computer => {
      computer.store = store;
    }),
  ),
  fc.constantFrom(...PUBLICATIONS).map(publication =>
    set('change what git has', computer => {
      computer.publication = publication;
    }),
  ),
  fc.tuple(fc.boolean(), fc.boolean()).map(([isRight, canCorrect]) =>
    set('change the clock', computer => {
      computer.clock = async correct => ({
        text: 'As it is.',
        isRight: isRight || correct,
        canCorrect: canCorrect && !isRight && !correct,
      });
    }),
  ),
  fc.boolean().map(isSetUp =>
    set('edit the list', computer =>
      computer.add({
        login: LOGIN,
        ...(isSetUp ? { mfaSetUpOn: '2026-11-20', backupEmail: 'backup@acme.test' } : {}),
      }),
    ),
  ),
  fc.constant(
    set('have somebody leave', computer => {
      computer.due.set(LOGIN, 'Lee');
      computer.due.set(OTHER, 'Lee');
    }),
  ),
);

describe('The main button of the guide', () => {
  it('is one and only one, possible and true, and leads to the end from wherever a person gets', async () => {
    const kinds = new Set<string>();
    const mains = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SCENARIO_IDS),
        fc.array(anyMove, { maxLength: 30, size: 'max' }),
        async (scenario, route) => {
          const computer = new FakeComputer();
          try {
            await computer.ready();
            const session = await computer.on(scenario);
            for (const { name, make } of route) {
              kinds.add(name);
              await make(session, computer);
              await new Promise(setImmediate);
              mains.add(theMain(session));
            }
            await leadsToEnd(session, computer);
          } finally {
            await computer.dispose();
          }
        },
      ),
      { numRuns: cases(60, 400) },
    );
    for (const main of ['openXero', 'pasteKey', 'copyCode', 'codeAccepted', 'checkClock', 'next'])
      assert.ok(mains.has(main), `${main} was never the main button`);
    assert.ok(kinds.size >= 14, `${[...kinds]}`);
  });

  async function leadsToEnd(session: TestSession, computer: FakeComputer): Promise<void> {
    // Xero issues a key, git works, and nobody changes anything else meanwhile.
    const walked: string[] = [];
    for (let presses = 0; presses < 50; presses++) {
      if (session.shownView.progress === 'All done' && session.shownStep.body.heading) return;
      walked.push(`${session.state.progress.at}: ${theMain(session)}`);
      await followMain(session, computer);
      await new Promise(setImmediate);
    }
    assert.fail(`It never ends: ${walked.join(', ')}`);
  }
});
