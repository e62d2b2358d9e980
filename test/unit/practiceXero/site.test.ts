import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeQR } from 'qr/decode.js';
import type { PersonWithMfa } from '../../../practice-xero/person.mjs';
import { type PracticeXero, startPracticeXero } from '../../../practice-xero/server.mjs';
import { LOGIN } from '../../shared/lists';
import { codeAt, EXAMPLE_KEY } from '../../shared/oracle';
import { readPng } from './png';
import { Visitor } from './visitor';

const BACKUP = 'qa-backup@acme.test';
/** The beginning of a time step. */
const T = 1_800_000_000_000;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request with headers that `fetch` does not let one set. */
function raw(url: string, method: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', data => {
        text += data;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

describe('the practice Xero', () => {
  let now: number;
  let site: PracticeXero;
  let visitor: Visitor;

  beforeEach(async () => {
    now = T;
    site = await startPracticeXero({ now: () => now });
    visitor = new Visitor(site.url);
  });
  afterEach(() => site.stop());

  const key = (login = LOGIN): string => {
    const person = site.person(login);
    return person?.setUpKeyBase32 ?? person?.keyBase32 ?? '';
  };
  /** The code of now; each but the first is of the next period, as a code is taken once. */
  const code = (login = LOGIN): string => codeAt(now, key(login));
  const later = (): void => {
    now += 30_000;
  };

  /** From the choice of the method to the code. */
  async function confirmApp(): Promise<void> {
    await visitor.post('/set-up', { method: 'app' });
    assert.equal(visitor.title, 'Scan the QR code');
    await visitor.post('/set-up/code', { code: code() });
  }

  /** From the dashboard to MFA with a backup email. */
  async function setUp(): Promise<void> {
    await visitor.post('/account/set-up');
    await confirmApp();
    await visitor.post('/set-up/backup', { email: BACKUP });
    await visitor.post('/set-up/email', { code: await visitor.emailedCode(BACKUP) });
    assert.equal(visitor.path, '/set-up/done');
  }

  describe('sets MFA up', () => {
    it('from sign-in to a dashboard with MFA on', async () => {
      assert.match(await visitor.get('/'), /Practice page — not Xero/);
      await visitor.signIn(LOGIN);
      assert.equal(visitor.path, '/dashboard');
      assert.match(await visitor.get('/account'), /Off\./);
      await visitor.post('/account/set-up');
      assert.equal(visitor.title, 'Set up multi-factor authentication');
      await visitor.post('/set-up', { method: 'verify' });
      assert.match(visitor.refusal ?? '', /Use my own app/);
      await visitor.post('/set-up', { method: 'app' });
      assert.match(
        visitor.page,
        /href="\/set-up\/qr\?key=shown">Can't scan the QR code\? Enter a setup key instead</,
      );
      assert.doesNotMatch(visitor.page, /Setup Key/);
      const shown = /value="([a-z2-7 ]{39})"/.exec(await visitor.get('/set-up/qr?key=shown'))?.[1];
      assert.match(shown ?? '', /^([a-z2-7]{4} ){7}[a-z2-7]{4}$/);
      assert.equal(shown?.replaceAll(' ', '').toUpperCase(), key());

      await visitor.post('/set-up/code', { code: '' });
      assert.equal(visitor.refusal, 'Enter the code.');
      await visitor.post('/set-up/code', { code: code() });
      assert.equal(visitor.path, '/set-up/backup');
      await visitor.get('/set-up/qr');
      assert.equal(visitor.path, '/set-up/backup');
      await visitor.post('/set-up/backup', { email: LOGIN.toUpperCase() });
      assert.equal(visitor.title, 'Error: Add a backup email');
      assert.match(visitor.page, /value="QA-AU@ACME\.TEST"[^>]* aria-describedby="email-hint refusal"/);
      await visitor.post('/set-up/backup', { email: BACKUP });
      assert.equal(visitor.title, 'Confirm your backup email');
      const first = await visitor.emailedCode(BACKUP);
      await visitor.post('/set-up/email/send');
      const second = await visitor.emailedCode(BACKUP);
      if (first !== second) {
        await visitor.post('/set-up/email', { code: first });
        assert.equal(visitor.refusal, 'The code is invalid.');
      }
      assert.equal(site.person(LOGIN)?.mfa, false);
      await visitor.post('/set-up/email', { code: second });
      assert.match(visitor.page, /href="\/dashboard">Continue</);
      assert.equal(site.person(LOGIN)?.mfa, true);
      assert.match(await visitor.get('/dashboard'), /<strong>on<\/strong>/);
    });

    it('with a QR code that says the same as the key', async () => {
      await visitor.signIn(LOGIN);
      await visitor.post('/account/set-up');
      await visitor.post('/set-up', { method: 'app' });
      const picture = readPng(await visitor.picture('/set-up/qr.png'));
      assert.equal(decodeQR(picture), `otpauth://totp/Xero:qa-au%40acme.test?secret=${key()}&issuer=Xero`);
      assert.match(visitor.page, new RegExp(`width="${picture.width}" height="${picture.height}"`));
    });

    it('with security questions', async () => {
      await visitor.signIn(LOGIN);
      await visitor.post('/account/set-up');
      await confirmApp();
      const options = (await visitor.get('/set-up/questions')).matchAll(/<option>([^<]+)</g);
      const [one = '', two = '', three = ''] = Array.from(options, ([, text = '']) => text);
      const answers = { answer1: 'Rex12', answer2: 'Perth', answer3: 'no' };
      const chosen = { question1: one, question2: two, question3: three };
      await visitor.post('/set-up/questions', { ...chosen, ...answers });
      assert.match(visitor.refusal ?? '', /^Answer 3 must have at least five/);
      assert.match(visitor.page, /value="Rex12"/);
      await visitor.post('/set-up/questions', { ...chosen, ...answers, answer3: 'noodles' });
      assert.equal(visitor.path, '/set-up/done');

      await visitor.post('/log-out');
      await visitor.signIn(LOGIN);
      await visitor.get('/mfa/questions');
      await visitor.post('/mfa/questions', { ...answers, answer3: 'pizza' });
      assert.equal(visitor.refusal, 'The answers are not right.');
      await visitor.post('/mfa/questions', { ...answers, answer3: 'Noodles' });
      assert.equal(visitor.path, '/dashboard');
    });

    it('at sign-in where it is enforced, and lets nothing else be seen', async () => {
      site.enforce = true;
      await visitor.signIn(LOGIN);
      assert.equal(visitor.title, 'Set up multi-factor authentication');
      for (const path of ['/', '/dashboard', '/account']) {
        await visitor.get(path);
        assert.equal(visitor.path, '/set-up');
      }
      await visitor.post('/account/turn-off', { code: '123456' });
      assert.equal(visitor.path, '/set-up');
      site.expireSetUps();
      await visitor.get('/dashboard');
      assert.equal(visitor.path, '/set-up/expired');
      await visitor.post('/account/set-up');
      await confirmApp();
      await visitor.post('/set-up/backup', { email: BACKUP });
      await visitor.post('/set-up/email', { code: await visitor.emailedCode(BACKUP) });
      await visitor.get('/account');
      assert.match(visitor.page, /Connected device/);
    });

    it('again with another key once it has expired', async () => {
      await visitor.signIn(LOGIN);
      await visitor.post('/account/set-up');
      await visitor.post('/set-up', { method: 'app' });
      const old = key();
      now += 10 * 60_000;
      await visitor.get('/set-up/qr?key=shown');
      assert.equal(visitor.title, 'Are you still there?');
      await visitor.post('/still-there');
      assert.equal(visitor.title, 'The setup has expired');
      await visitor.post('/account/set-up');
      await visitor.post('/set-up', { method: 'app' });
      assert.notEqual(key(), old);
      await visitor.post('/set-up/code', { code: codeAt(now, old) });
      assert.equal(visitor.refusal, 'The code is invalid.');
    });
  });

  describe('shows a sign-in page', () => {
    it('with the login of the address and a password filled in', async () => {
      const page = await visitor.get('/?login=qa-au%40acme.test');
      assert.match(page, /<input id="email"[^>]* value="qa-au@acme\.test"/);
      assert.match(page, /<input id="password"[^>]* value="practice"/);
      assert.match(page, /<button type="submit" autofocus>Log in</);
      assert.match(await visitor.get('/?login=qa+au@acme.test'), /value="qa\+au@acme\.test"/);
      const empty = await visitor.get('/?login=');
      assert.match(empty, /<input id="email"[^>]* value=""/);
      assert.match(empty, /<input id="email"[^>]* autofocus>/);
      assert.match(await visitor.get('/?login=%22%3E%3Cb%3E'), /value="&quot;&gt;&lt;b&gt;"/);
    });

    it('as another login where the address has another one', async () => {
      await visitor.signIn(LOGIN);
      await visitor.get(`/?login=${LOGIN.toUpperCase()}`);
      assert.equal(visitor.path, '/dashboard');
      await visitor.get('/?login=');
      assert.equal(visitor.path, '/dashboard');
      assert.match(await visitor.get('/?login=other@acme.test'), /value="other@acme\.test"/);
      await visitor.signIn('other@acme.test');
      assert.match(visitor.page, /signed in as <strong>other@acme\.test</);
    });
  });

  describe('signs in', () => {
    beforeEach(async () => {
      await visitor.signIn(LOGIN);
      await setUp();
      await visitor.post('/log-out');
    });

    it('with a code, once', async () => {
      const used = code();
      await visitor.signIn(` ${LOGIN.toUpperCase()} `);
      assert.equal(visitor.path, '/mfa');
      await visitor.get('/dashboard');
      assert.equal(visitor.path, '/mfa');
      await visitor.post('/mfa', { code: used });
      assert.equal(visitor.refusal, 'The code is invalid.');
      later();
      await visitor.post('/mfa', { code: ` ${code()} ` });
      assert.equal(visitor.path, '/dashboard');
      await visitor.get('/');
      assert.equal(visitor.path, '/dashboard');
      await visitor.post('/log-out');
      assert.equal(visitor.path, '/');
      await visitor.get('/dashboard');
      assert.equal(visitor.path, '/');
    });

    it('with the backup email', async () => {
      await visitor.signIn(LOGIN);
      assert.match(await visitor.get('/mfa/other'), /Email me a code/);
      await visitor.post('/mfa/email/send');
      assert.equal(visitor.path, '/mfa/email');
      await visitor.post('/mfa/email', { code: await visitor.emailedCode(BACKUP) });
      assert.equal(visitor.path, '/dashboard');
    });

    it('not while locked', async () => {
      await visitor.signIn(LOGIN);
      for (let count = 1; count <= 6; count += 1) await visitor.post('/mfa', { code: 'wrong' });
      assert.match(visitor.refusal ?? '', /locked .* 15 minutes/);
      await visitor.post('/log-out');
      await visitor.signIn(LOGIN);
      assert.match(visitor.refusal ?? '', /locked/);
      assert.equal(site.person(LOGIN)?.locked, true);
      site.unlock(LOGIN);
      await visitor.signIn(LOGIN);
      assert.equal(visitor.path, '/mfa');
    });

    it('with codes of its own clock', async () => {
      site.skewSeconds = 90;
      await visitor.signIn(LOGIN);
      later();
      await visitor.post('/mfa', { code: code() });
      assert.equal(visitor.refusal, 'The code is invalid.');
      await visitor.post('/mfa', { code: codeAt(now + 90_000, key()) });
      assert.equal(visitor.path, '/dashboard');
    });
  });

  describe('with MFA on', () => {
    beforeEach(async () => {
      await visitor.signIn(LOGIN);
      await setUp();
      later();
    });

    it('changes the device for a code and keeps the backup', async () => {
      const old = key();
      assert.match(await visitor.get('/account'), /Connected device[\s\S]*>Change</);
      await visitor.post('/account/change-device', { code: 'wrong' });
      assert.equal(visitor.refusal, 'The code is invalid.');
      await visitor.post('/account/change-device', { code: code() });
      assert.equal(visitor.path, '/set-up');
      await confirmApp();
      assert.equal(visitor.path, '/set-up/done');
      assert.notEqual(key(), old);
      assert.equal(site.person(LOGIN)?.backupEmail, BACKUP);
    });

    it('has no device between the old and the new one, but the backup', async () => {
      await visitor.post('/account/change-device', { code: code() });
      assert.match(await visitor.get('/account'), /change of device wasn’t finished/);
      await visitor.post('/log-out');
      await visitor.signIn(LOGIN);
      assert.match(visitor.page, /No device is connected/);
      await visitor.post('/mfa/email/send');
      await visitor.post('/mfa/email', { code: await visitor.emailedCode(BACKUP) });
      await visitor.post('/account/set-up');
      await confirmApp();
      assert.equal(visitor.path, '/set-up/done');
    });

    it('changes the device without a code for who signed in by the backup', async () => {
      await visitor.post('/log-out');
      await visitor.signIn(LOGIN);
      await visitor.post('/mfa/email/send');
      await visitor.post('/mfa/email', { code: await visitor.emailedCode(BACKUP) });
      assert.match(await visitor.get('/account/change-device'), /no code is needed/);
      await visitor.post('/account/change-device');
      assert.equal(visitor.path, '/set-up');
    });

    it('turns it off for a code', async () => {
      await visitor.post('/account/turn-off', { code: 'wrong' });
      assert.equal(visitor.refusal, 'The code is invalid.');
      await visitor.post('/account/turn-off', { code: code() });
      assert.equal(visitor.path, '/account');
      assert.equal(site.person(LOGIN)?.mfa, false);
      await visitor.post('/log-out');
      await visitor.signIn(LOGIN);
      assert.equal(visitor.path, '/dashboard');
    });
  });

  describe('is rehearsed with', () => {
    it('from a page of controls', async () => {
      await visitor.post('/practice/clock', { seconds: 'soon' });
      assert.match(visitor.refusal ?? '', /whole number/);
      assert.match(visitor.page, /value="soon"/);
      await visitor.post('/practice/clock', { seconds: '-90' });
      assert.equal(site.skewSeconds, -90);
      assert.match(visitor.page, /90 s behind/);
      await visitor.post('/practice/enforce', { enforce: 'yes' });
      assert.equal(site.enforce, true);
      await visitor.signIn(LOGIN);
      await visitor.post('/set-up', { method: 'app' });
      await visitor.post('/practice/expire');
      assert.equal(site.person(LOGIN)?.setUpKeyBase32, undefined);
      await visitor.post('/account/set-up');
      await visitor.post('/set-up', { method: 'app' });
      for (let count = 1; count <= 6; count += 1) await visitor.post('/set-up/code', { code: 'wrong' });
      assert.match(await visitor.get('/practice'), /MFA off, locked/);
      await visitor.post('/practice/unlock', { login: LOGIN });
      assert.equal(site.person(LOGIN)?.locked, false);
      await visitor.post('/practice/enforce');
      assert.equal(site.enforce, false);
      await visitor.post('/practice/forget');
      assert.equal(site.person(LOGIN), undefined);
      await visitor.get('/dashboard');
      assert.equal(visitor.path, '/');
    });

    it('with a clock that every answer tells, at once and for a HEAD too', async () => {
      site.skewSeconds = 3600;
      const ahead = new Date(T + 3_600_000).toUTCString();
      for (const [method, path] of [
        ['HEAD', ''],
        ['GET', ''],
        ['GET', 'dashboard'],
        ['GET', 'nowhere'],
        ['PUT', ''],
      ] as const) {
        const { headers, body } = await raw(site.url + path, method);
        assert.equal(headers.date, ahead, path);
        assert.equal(headers['cache-control'], 'no-store', path);
        if (method === 'HEAD') assert.equal(body, '');
      }
      assert.throws(() => {
        site.skewSeconds = Number.NaN;
      }, RangeError);
    });
  });

  describe('is safe to run', () => {
    it('shows what was entered as text', async () => {
      const hostile = '"><img/src=x/onerror=alert(1)>\'&@evil.test';
      await visitor.signIn(hostile);
      assert.equal(visitor.path, '/dashboard');
      await visitor.post('/account/set-up');
      const pages = [
        await visitor.get('/account'),
        await visitor.get('/set-up'),
        await visitor.get('/practice'),
      ];
      await visitor.post('/set-up', { method: 'app' });
      await visitor.post('/set-up/code', { code: code(hostile) });
      await visitor.post('/set-up/backup', { email: `x${hostile}` });
      pages.push(visitor.page, await visitor.get(`/inbox?address=${encodeURIComponent(`x${hostile}`)}`));
      pages.push(await visitor.post('/', { email: '<script>alert(1)</script>', password: '' }));
      for (const page of pages) {
        assert.match(page, /&lt;/);
        assert.doesNotMatch(page, /<img\/|<script>/);
      }
      const decoded = decodeURIComponent(/href="\/inbox\?address=([^"]+)"/.exec(pages[3] ?? '')?.[1] ?? '');
      assert.equal(decoded.replaceAll('&#39;', "'"), `x${hostile}`);
    });

    it('lets pages load nothing from elsewhere and run no script of their text', async () => {
      const { headers } = await raw(site.url, 'GET');
      assert.match(String(headers['content-security-policy']), /^default-src 'none';/);
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|http|\*/);
      for (const path of ['', 'inbox', 'practice']) {
        const page = await visitor.get(`/${path}`);
        assert.doesNotMatch(page, /\son\w+=|\sstyle=|(src|href)="(?!\/)/);
      }
    });

    it('answers to this computer’s names only', async () => {
      const { port } = new URL(site.url);
      for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST:9000', 'localhost'])
        assert.equal((await raw(site.url, 'GET', { host })).status, 200, host);
      for (const host of ['evil.test', `evil.test:${port}`, '127.0.0.1.evil.test', 'localhost:1@evil.test'])
        assert.equal((await raw(site.url, 'GET', { host })).status, 421, host);
    });

    it('takes forms of its own pages only', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const forget = `${site.url}practice/forget`;
      for (const origin of ['http://evil.test', 'null', 'http://127.0.0.1:1'])
        assert.equal((await raw(forget, 'POST', { ...headers, origin })).status, 403, origin);
      const { origin } = new URL(site.url);
      assert.equal((await raw(forget, 'POST', { ...headers, origin })).status, 303);
      assert.equal((await raw(forget, 'POST', { 'content-type': 'text/plain' })).status, 415);
      assert.equal((await raw(forget, 'POST', headers, 'x'.repeat(100_000))).status, 413);
      assert.equal((await raw(forget, 'GET')).status, 405);
      assert.equal((await raw(`${site.url}constructor`, 'GET')).status, 404);
    });

    it('has a cookie of its own port that scripts do not see', async () => {
      const body = 'email=qa%40acme.test&password=x';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const [cookie = ''] = (await raw(site.url, 'POST', headers, body)).headers['set-cookie'] ?? [];
      const { port } = new URL(site.url);
      assert.match(cookie, new RegExp(`^practiceXero${port}=[0-9a-f]{40}; Path=/; HttpOnly; SameSite=Lax$`));
    });
  });

  describe('with a file', () => {
    let folder: string;
    let file: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'xmfa-practice-'));
      file = join(folder, 'start', 'practice-xero.json');
      await restart();
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function restart(people: readonly PersonWithMfa[] = []): Promise<void> {
      await site.stop();
      site = await startPracticeXero({ file, people, now: () => now });
      visitor = new Visitor(site.url);
    }

    it('knows the people it is given, as they have become since', async () => {
      const people = [LOGIN, 'other@acme.test'].map(login => ({
        login,
        keyBase32: EXAMPLE_KEY.base32,
        backupEmail: BACKUP,
      }));
      await restart(people);
      assert.deepEqual(site.person(LOGIN.toUpperCase()), {
        login: LOGIN,
        mfa: true,
        locked: false,
        keyBase32: EXAMPLE_KEY.base32,
        backupEmail: BACKUP,
      });
      await visitor.signIn(LOGIN);
      assert.equal(visitor.path, '/mfa');
      await visitor.post('/mfa', { code: code() });
      assert.equal(visitor.path, '/dashboard');
      later();
      await visitor.post('/account/turn-off', { code: code() });
      assert.equal(site.person(LOGIN)?.mfa, false);

      await restart(people);
      assert.equal(site.person(LOGIN)?.mfa, false);
      assert.equal(site.person('other@acme.test')?.mfa, true);
      await visitor.post('/practice/forget');
      assert.equal(site.person(LOGIN)?.mfa, true);
    });

    it('knows everyone again, and which codes are used', async () => {
      await visitor.signIn(LOGIN);
      await setUp();
      await visitor.signIn('other@acme.test');
      const before = site.person(LOGIN);
      await restart();
      assert.deepEqual(site.person(LOGIN), before);
      assert.equal(site.person('other@acme.test')?.mfa, false);
      await visitor.signIn(LOGIN);
      await visitor.post('/mfa', { code: code() });
      assert.equal(visitor.refusal, 'The code is invalid.');
      later();
      await visitor.post('/mfa', { code: code() });
      assert.equal(visitor.path, '/dashboard');
    });

    it('writes it whole, for its owner only, and forgets in it too', async () => {
      await visitor.signIn(LOGIN);
      assert.deepEqual(await readdir(join(folder, 'start')), ['practice-xero.json']);
      if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.match(await readFile(file, 'utf8'), /qa-au@acme\.test/);
      site.forget();
      assert.doesNotMatch(await readFile(file, 'utf8'), /acme/);
    });

    it('starts afresh where the file is damaged', async () => {
      await visitor.signIn(LOGIN);
      for (const text of ['{', '{"version":2,"people":[]}', '{"version":1}', 'null']) {
        await writeFile(file, text);
        await restart();
        assert.equal(site.person(LOGIN), undefined, text);
      }
    });
  });
});
