import assert from 'node:assert/strict';
import { decodeQR } from 'qr/decode.js';
import { type PracticeXero, startPracticeXero } from '../../../practice-xero/server.mjs';
import { LOGIN } from '../../shared/lists';
import { codeAt, EXAMPLE_KEY } from '../../shared/oracle';
import { readPng } from './png';
import { Visitor } from './visitor';

/** Without MFA. */
const NEWCOMER = 'qa-new@acme.test';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('A visit to the practice Xero', () => {
  let now: number;
  let site: PracticeXero;
  let visitor: Visitor;

  beforeEach(async () => {
    now = 1_800_000_000_000;
    site = await startPracticeXero({
      people: [{ login: LOGIN, keyBase32: EXAMPLE_KEY.base32, backupEmail: 'qa-backup@acme.test' }],
      now: () => now,
    });
    visitor = new Visitor(site.url);
  });
  afterEach(() => site.stop());

  const later = (milliseconds: number): void => {
    now += milliseconds;
  };
  async function enterCode(fields: Readonly<Record<string, string>> = {}): Promise<void> {
    await visitor.post('/mfa', { code: codeAt(now, EXAMPLE_KEY.base32), ...fields });
    assert.equal(visitor.path, '/dashboard');
  }

  it('needs no code for 30 days in a browser that is remembered, and in no other', async () => {
    await visitor.signIn(LOGIN);
    assert.match(visitor.page, /Remember me for 30\s+days/);
    await enterCode({ remember: 'yes' });
    await visitor.post('/log-out');
    await visitor.signIn(LOGIN);
    assert.equal(visitor.path, '/dashboard');
    const other = new Visitor(site.url);
    await other.signIn(LOGIN);
    assert.equal(other.path, '/mfa');

    await visitor.post('/log-out');
    later(30 * DAY - 1);
    await visitor.signIn(LOGIN);
    assert.equal(visitor.path, '/dashboard');
    await visitor.post('/log-out');
    later(1);
    await visitor.signIn(LOGIN);
    assert.equal(visitor.path, '/mfa');
  });

  it('needs a code again where nobody asked to be remembered', async () => {
    for (let count = 0; count < 2; count += 1) {
      await visitor.signIn(LOGIN);
      assert.equal(visitor.path, '/mfa');
      await enterCode();
      await visitor.post('/log-out');
      later(MINUTE);
    }
  });

  it('goes on with each click, asks after ten minutes without one, and ends after an hour', async () => {
    await visitor.signIn(LOGIN);
    await enterCode();
    for (let count = 0; count < 3; count += 1) {
      later(10 * MINUTE - 1);
      await visitor.get('/account');
      assert.equal(visitor.path, '/account');
    }
    later(10 * MINUTE);
    for (const path of ['/account', '/dashboard', '/']) {
      await visitor.get(path);
      assert.equal(visitor.title, 'Are you still there?');
    }
    await visitor.post('/still-there');
    assert.equal(visitor.path, '/dashboard');
    later(60 * MINUTE - 1);
    await visitor.get('/account');
    assert.equal(visitor.title, 'Are you still there?');
    // To be asked is no activity.
    later(1);
    await visitor.get('/account');
    assert.equal(visitor.title, 'Sign in to practise');
  });

  it('loses a setup that was left for ten minutes, and its key', async () => {
    await visitor.signIn(NEWCOMER);
    await visitor.post('/account/set-up');
    await visitor.post('/set-up', { method: 'app' });
    const key = (): string => site.person(NEWCOMER)?.setUpKeyBase32 ?? '';
    for (let count = 0; count < 3; count += 1) {
      later(9 * MINUTE);
      await visitor.get('/set-up/code');
      assert.equal(visitor.title, 'Enter the code');
    }
    const old = key();
    later(10 * MINUTE);
    await visitor.post('/set-up/code', { code: codeAt(now, old) });
    assert.equal(visitor.title, 'Are you still there?');
    await visitor.post('/still-there');
    assert.equal(visitor.title, 'The setup has expired');
    await visitor.post('/account/set-up');
    await visitor.post('/set-up', { method: 'app' });
    assert.notEqual(key(), old);
  });

  it('shows a new key each time the page with the QR code is opened', async () => {
    await visitor.signIn(NEWCOMER);
    await visitor.post('/account/set-up');
    await visitor.post('/set-up', { method: 'app' });
    const key = (): string => site.person(NEWCOMER)?.setUpKeyBase32 ?? '';
    const old = key();
    await visitor.get('/set-up/qr?key=shown');
    await visitor.get('/set-up/code');
    assert.equal(key(), old);
    await visitor.get('/set-up/qr');
    assert.notEqual(key(), old);
    const picture = decodeQR(readPng(await visitor.picture('/set-up/qr.png')));
    assert.match(picture, new RegExp(`secret=${key()}&`));
  });
});
