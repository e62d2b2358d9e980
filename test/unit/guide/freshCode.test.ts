import assert from 'node:assert/strict';
import { windowAt } from '../../../src/core/codeWindow';
import type { Action } from '../../../src/guide/page/buttons';
import { codeAt, KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { fake } from '../vscode';
import { type FakeComputer, LOGIN, OTHER, useComputer } from './fakeGuide';
import type { TestSession } from './testSession';

let computer: FakeComputer;

describe('Step 10', () => {
  useComputer(each => {
    computer = each;
  });

  let session: TestSession;
  beforeEach(async () => {
    await computer.setSecret(KEY);
    session = await computer.at('confirmCode');
  });

  /** The action that is highlighted, among the buttons or the causes. */
  const main = (): string | undefined => {
    const { buttons, widget } = session.shownStep.body;
    const causes = (widget?.kind === 'code' && widget.troubleshooting?.items) || [];
    return [...buttons, ...causes.flatMap(({ button }) => button ?? [])].find(({ primary }) => primary)
      ?.action;
  };
  const timing = (): string | undefined => {
    const { widget } = session.shownStep.body;
    return widget?.kind === 'code' ? widget.enough : undefined;
  };
  const copyAndHas = async (): Promise<void> => {
    await session.press('copyCode');
    assert.equal(main(), 'codeAccepted');
  };

  it('has a code copied first, and then asks what became of it', async () => {
    assert.equal(main(), 'copyCode');
    assert.equal(timing(), 'Copy it now. You have time to paste it.');
    await copyAndHas();
    assert.equal(timing(), 'Paste it and confirm now. You have time.');
  });

  it('has another one copied when that has expired', async () => {
    await copyAndHas();
    computer.time = windowAt(computer.time).end - 1;
    session.state.noteTime();
    await undefined;
    assert.equal(main(), 'codeAccepted');
    computer.time++;
    const views = session.sent('view').length;
    for (let second = 0; second < 3; second++) session.state.noteTime();
    await undefined;
    assert.equal(main(), 'copyCode');
    assert.equal(session.sent('view').length, views + 1);
  });

  it('does not ask about a code that was cleared', async () => {
    fake.settings['xeroMfa.clearClipboardAfter'] = 5;
    await copyAndHas();
    delete fake.settings['xeroMfa.clearClipboardAfter'];
    computer.time += 5000;
    session.state.noteTime();
    await undefined;
    assert.equal(main(), 'copyCode');
  });

  const losses: readonly [string, () => unknown][] = [
    [
      'was replaced by a code of another login',
      async () => {
        await computer.setSecret(NEW_KEY, OTHER);
        await computer.services.copier.copyNext(OTHER, { route: 'guide' });
      },
    ],
    ['was replaced by the login', () => session.press('copyLogin')],
    ['is of a key that was replaced', () => computer.setSecret(OTHER_KEY)],
    ['was rejected', () => session.press('codeRejected')],
  ];
  for (const [how, lose] of losses) {
    it(`does not ask about a code that ${how}`, async () => {
      await copyAndHas();
      await lose();
      session.state.refresh();
      await undefined;
      assert.notEqual(main(), 'codeAccepted');
    });
  }

  it('knows a code that was copied elsewhere in this window', async () => {
    await computer.services.copier.copyNext(LOGIN, { route: 'guide' });
    await undefined;
    assert.equal(main(), 'codeAccepted');
  });

  it('has the likeliest cause checked after a rejection, one after another, and then another code copied', async () => {
    await session.press('codeRejected');
    assert.equal(timing(), 'Find the cause below before you try another code.');
    assert.equal(main(), 'checkClock');
    await session.press('checkClock');
    assert.equal(main(), 'findOtherLogin');
    await session.press('findOtherLogin');
    assert.equal(main(), undefined, 'comparing the key is a field');
    await session.submit('compareKey', KEY);
    assert.equal(main(), 'copyCode');
    await copyAndHas();
    await session.press('codeRejected');
    assert.equal(main(), 'copyCode');
  });

  it('has the fault mended that a check found', async () => {
    computer.clock = async correct => ({ text: 'The clock.', isRight: correct, canCorrect: !correct });
    await session.press('codeRejected');
    const presses: readonly [Action, string][] = [
      ['checkClock', 'correctCodes'],
      ['correctCodes', 'copyCode'],
    ];
    for (const [action, next] of presses) {
      await session.press(action);
      assert.equal(main(), next);
    }
    await session.press('codeRejected');
    assert.equal(main(), 'findOtherLogin');
    await computer.setSecret(KEY, OTHER);
    await session.press('findOtherLogin');
    assert.equal(main(), 'goToKey');
    await session.submit('compareKey', OTHER_KEY);
    assert.equal(main(), 'goToKey');
  });

  it('says on the button that it waits, and to a screen reader once', async () => {
    const { end } = windowAt(computer.time);
    computer.time = end - 5000;
    await session.press('copyCode');
    const waits = session.sent('view').map(({ view }) => view.wait);
    assert.deepEqual(
      waits.filter(wait => wait),
      [{ action: 'copyCode', label: 'Waiting {0} s…', remaining: 5000 }],
    );
    assert.equal(waits.at(-1), undefined);
    assert.deepEqual(session.announced, ['Waiting for the next code. It will be copied.']);
    assert.equal(computer.clipboard, codeAt(end, KEY));
    assert.equal(main(), 'codeAccepted');
  });

  it('says no longer that it waits once the wait is cancelled', async () => {
    computer.services.copier.copy = async (_login, { onWait }) => {
      onWait?.(30);
      await undefined;
      assert.equal(session.shownView.wait?.remaining, windowAt(computer.time).end - computer.time);
      assert.equal(main(), 'copyCode');
      throw new Error('cancelled');
    };
    await assert.rejects(session.press('copyCode'), /cancelled/);
    await undefined;
    assert.equal(session.shownView.wait, undefined);
  });
});
