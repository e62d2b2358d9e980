import assert from 'node:assert/strict';
import fc from 'fast-check';
import { organisationIn, placeAfter, placeOfLogin } from '../../../practice-xero/rules/place.mjs';
import { type PracticeXero, startPracticeXero } from '../../../practice-xero/server.mjs';
import { organisationAddress, pageAddress } from '../../../src/core/xeroPages';
import { anyText } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { codeAt } from '../../shared/oracle';
import { cases } from '../../shared/thorough';
import { Visitor } from './visitor';

const BACKUP = 'qa-backup@acme.test';
const CODE = '!x1Y2z';
const PLACE = `/app/${CODE}/Dashboard/`;

describe('A place in the practice Xero', () => {
  it('is the page of an organisation that its sign-in names', () => {
    const rows: readonly [query: string, place: string | undefined][] = [
      ['shortcode=%21x1Y2z&redirecturl=/Dashboard/', PLACE],
      ['shortcode=!x1Y2z&redirecturl=%2FDashboard%2F', PLACE],
      ['shortcode=!Tm!!7', '/app/!Tm!!7/'],
      ['shortcode=!a&redirecturl=//evil.test', '/app/!a/'],
      ['shortcode=!a&redirecturl=https://evil.test/', '/app/!a/'],
      ['shortcode=!a&redirecturl=/../../practice', '/app/!a/'],
      ['shortcode=x1Y2z&redirecturl=/Dashboard/', undefined],
      ['shortcode=!a/..&redirecturl=/Dashboard/', undefined],
      ['', undefined],
    ];
    for (const [query, place] of rows) assert.equal(placeOfLogin(new URLSearchParams(query)), place, query);
  });

  it('never leads to another site or to another kind of page', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map(text => `/app/!a/${text}`),
        ),
        text => {
          const query = new URLSearchParams({ shortcode: '!a', redirecturl: text });
          for (const place of [placeAfter(text), placeOfLogin(query)]) {
            if (place === undefined) continue;
            const { origin, pathname, search, hash } = new URL(place, 'http://127.0.0.1/');
            assert.equal(origin, 'http://127.0.0.1');
            assert.equal(pathname + search + hash, place);
            assert.ok(organisationIn(place));
          }
        },
      ),
      { numRuns: cases(300, 20_000) },
    );
    for (const place of [
      '/',
      '/practice',
      '//evil.test',
      '/app',
      '/app/x',
      '/app/!a/..',
      '/app/manage/x',
      null,
    ])
      assert.equal(placeAfter(place), undefined);
    assert.equal(placeAfter('/app/manage'), '/app/manage');
  });
});

describe('An organisation in the practice Xero', () => {
  let now: number;
  let site: PracticeXero;
  let visitor: Visitor;
  /** The path of an address that the extension opens. */
  const pathOf = (address = ''): string => address.slice(site.url.length - 1);

  beforeEach(async () => {
    now = 1_800_000_000_000;
    site = await startPracticeXero({ now: () => now });
    visitor = new Visitor(site.url);
  });
  afterEach(() => site.stop());

  const address = (): string => pathOf(organisationAddress(CODE, new URL(site.url)));

  it('is shown to those who are signed in', async () => {
    await visitor.signIn(LOGIN);
    await visitor.get(address());
    assert.deepEqual([visitor.path, visitor.title], [PLACE, `Organisation ${CODE}`]);
    assert.match(visitor.page, /signed in as <strong>qa-au@acme\.test</);
    await visitor.get(pathOf(pageAddress('myApps', new URL(site.url))));
    assert.equal(visitor.title, 'My Apps');
    await visitor.get(pathOf(pageAddress('apiExplorer', new URL(site.url))));
    assert.equal(visitor.status, 200);
  });

  it('is shown once somebody has signed in', async () => {
    await visitor.get(address());
    assert.equal(visitor.title, 'Sign in to practise');
    const [, next = ''] = /name="next" value="([^"]*)"/.exec(visitor.page) ?? [];
    await visitor.post('/', { email: LOGIN, password: 'anything', next });
    assert.equal(visitor.path, PLACE);
  });

  it('is shown once the code is entered, also where the password was', async () => {
    await visitor.signIn(LOGIN);
    await visitor.post('/account/set-up');
    await visitor.post('/set-up', { method: 'app' });
    const key = site.person(LOGIN)?.setUpKeyBase32 ?? '';
    await visitor.post('/set-up/code', { code: codeAt(now, key) });
    await visitor.post('/set-up/backup', { email: BACKUP });
    await visitor.post('/set-up/email', { code: await visitor.emailedCode(BACKUP) });
    for (const isPasswordFirst of [true, false]) {
      await visitor.post('/log-out');
      if (isPasswordFirst) await visitor.signIn(LOGIN);
      await visitor.get(address());
      if (!isPasswordFirst) await visitor.post('/', { email: LOGIN, password: 'anything', next: PLACE });
      assert.equal(visitor.path, '/mfa');
      now += 30_000;
      await visitor.post('/mfa', { code: codeAt(now, key) });
      assert.equal(visitor.path, PLACE);
      await visitor.get('/');
      assert.equal(visitor.path, '/dashboard');
    }
  });

  it('is no way to elsewhere', async () => {
    await visitor.post('/', { email: LOGIN, password: 'anything', next: '//evil.test/' });
    assert.equal(visitor.path, '/dashboard');
    await visitor.get('/organisationlogin/default.aspx?shortcode=evil&redirecturl=//evil.test/');
    assert.equal(visitor.path, '/dashboard');
    await visitor.get('/app/evil/');
    assert.equal(visitor.status, 404);
    assert.match(await visitor.get('/?next=%22%3E%3Cb%3E&login=x@acme.test'), /value="&quot;&gt;&lt;b&gt;"/);
  });
});
