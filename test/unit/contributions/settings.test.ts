import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SETTINGS, type SettingName } from '../../../src/contributions/settings';

const names = Object.keys(SETTINGS) as SettingName[];

describe('A setting', () => {
  it('is its default where nothing is written', () => {
    for (const name of names) {
      const { read, default: otherwise } = SETTINGS[name];
      assert.deepEqual(read(undefined), read(otherwise), name);
    }
  });

  it('is read from whatever is written, and what has the wrong type counts as the default', () => {
    const wrong: Readonly<Record<SettingName, (written: unknown) => boolean>> = {
      clearClipboardAfter: written => typeof written !== 'number',
      minimumRemaining: written => typeof written !== 'number',
      groupBy: written => typeof written !== 'string',
      statusBar: written => typeof written !== 'boolean',
      activityDays: written => typeof written !== 'number',
      remindBefore: written => typeof written !== 'number',
      accountsFiles: written => written === undefined || written === null,
      xeroUrl: written => typeof written !== 'string',
      'clockCheck.url': written => typeof written !== 'string',
      agentTool: written => typeof written !== 'boolean',
    };
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, written) => {
        const value = SETTINGS[name].read(written);
        if (wrong[name](written)) assert.deepEqual(value, SETTINGS[name].read(SETTINGS[name].default));
      }),
    );
  });

  it('in seconds is at least none and at most a day', () => {
    const read = (written: unknown) => SETTINGS.clearClipboardAfter.read(written);
    assert.deepEqual([0, 0.5, 60, 1e9, -1, Number.NaN, '60'].map(read), [0, 0.5, 60, 86_400, 30, 30, 30]);
  });

  it('that is a choice is one of the choices', () => {
    const { read, choices = [] } = SETTINGS.groupBy;
    assert.deepEqual(choices.map(read), choices);
    assert.equal(read('colour'), 'auto');
  });

  it('that holds texts holds each once, and keeps what is no text to tell of it', () => {
    const { read } = SETTINGS.accountsFiles;
    assert.deepEqual(read([' a ', 'b', 'a', 5, { a: 1 }, null]), ['a', 'b', '5', '{"a":1}', 'null']);
    assert.deepEqual(read('a'), ['a']);
  });

  it('that holds an address takes https, and http of this computer alone', () => {
    const { read } = SETTINGS.xeroUrl;
    for (const good of [
      'https://login.xero.com/',
      'http://localhost:1/x',
      'http://127.0.0.1/',
      'http://[::1]:8/',
    ])
      assert.equal(read(good)?.href, good);
    const bad = [
      'http://login.xero.com/',
      'https://me:password@login.xero.com/',
      'https://me@login.xero.com/',
      'http://localhost.evil.test/',
      'http://127.0.0.1.evil.test/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'command:workbench.action.quit',
      'xero',
      '',
    ];
    for (const address of bad) assert.equal(read(address), undefined, address);
  });
});
