import assert from 'node:assert/strict';
import { DisposableOwner, MutableDisposable } from '../../../src/platform/disposables';

/** Writes its name down when it is disposed of. */
const named = (name: string, log: string[]) => ({ dispose: () => log.push(name) });

describe('MutableDisposable', () => {
  let log: string[];
  let holder: MutableDisposable;
  beforeEach(() => {
    log = [];
    holder = new MutableDisposable();
  });

  it('disposes of what it held when it is given another', () => {
    holder.value = named('a', log);
    holder.value = named('b', log);
    assert.deepEqual(log, ['a']);
    holder.value = undefined;
    assert.deepEqual(log, ['a', 'b']);
    assert.equal(holder.value, undefined);
  });

  it('keeps what it is given again', () => {
    const value = named('a', log);
    holder.value = value;
    holder.value = value;
    assert.equal(holder.value, value);
    assert.deepEqual(log, []);
  });

  it('disposes of what it holds, once, and of all it is given later', () => {
    holder.value = named('a', log);
    holder.dispose();
    holder.dispose();
    assert.deepEqual(log, ['a']);
    holder.value = named('b', log);
    assert.deepEqual(log, ['a', 'b']);
    assert.equal(holder.value, undefined);
  });

  it('has let go of what it disposes of, so that this may give it another', () => {
    holder.value = {
      dispose: () => {
        holder.value = named('b', log);
      },
    };
    holder.value = undefined;
    holder.dispose();
    assert.deepEqual(log, ['b']);
  });
});

describe('DisposableOwner', () => {
  it('disposes at once of what it is given after its own end', () => {
    const log: string[] = [];
    class Owner extends DisposableOwner {
      add(name: string): void {
        this.register(named(name, log));
      }
    }
    const owner = new Owner();
    owner.add('a');
    owner.dispose();
    assert.deepEqual(log, ['a']);
    owner.add('b');
    assert.deepEqual(log, ['a', 'b']);
  });

  it('disposes of what it owns in reverse order, once', () => {
    const log: string[] = [];
    class Owner extends DisposableOwner {
      readonly first = this.register(named('first', log));
      readonly second = this.register(named('second', log));
    }
    const owner = new Owner();
    owner.dispose();
    owner.dispose();
    assert.deepEqual(log, ['second', 'first']);
  });
});
