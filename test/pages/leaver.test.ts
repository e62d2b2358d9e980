import assert from 'node:assert/strict';
import { expect } from '@playwright/test';
import { Utils } from 'vscode-uri';
import { newKey } from '../../practice-xero/rules/totp.mjs';
import { type PracticeXero as Site, startPracticeXero } from '../../practice-xero/server.mjs';
import type { Question } from '../shared/fakeVscode/window';
import { list } from '../shared/lists';
import { codeAt } from '../shared/oracle';
import { passphraseFile } from '../shared/passphraseFile';
import type { PracticeXero } from '../shared/practiceXero';
import { copyOtherCode, openXeroTab, SetUp } from '../shared/setUp';
import { wordsAskedIn, wordsIn } from '../shared/words';
import { Extension } from './extension';
import { ExtensionPlace } from './extensionPlace';
import { GuideTab } from './guideTab';
import { test } from './test';

const PASSPHRASE = 'lantern orbit velvet mustard';

/** The logins of a team, whose MFA was set up long ago, each with the key that a leaver knows. */
const PEOPLE = Array.from({ length: 12 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return {
    login: `qa-${number}@acme.test`,
    name: `Login ${number}`,
    keyBase32: newKey(),
    backupEmail: 'backup@acme.test',
  };
});

const LISTED = list(
  ...PEOPLE.map(({ login, name, backupEmail }) => ({
    login,
    name,
    backupEmail,
    owner: 'Priya',
    mfaSetUpOn: '2026-01-31',
  })),
);

type Person = (typeof PEOPLE)[number];

/** The names of those whose new key is set up with each click that a person makes. The others take the site's forms. */
const BY_HAND = ['Login 01', 'Login 12'];

test.describe('a removal from a team with twelve logins', () => {
  test.describe.configure({ mode: 'serial' });
  /** The time at the practice Xero, where it isn't that of now. */
  let time: number | undefined;
  let site: Site;
  let place: ExtensionPlace;
  let guide: GuideTab;

  test.beforeAll(async ({ start }) => {
    site = await startPracticeXero({ people: PEOPLE, now: () => time ?? Date.now() });
    const settings = {
      'xeroMfa.xeroUrl': site.url,
      'xeroMfa.clockCheck.url': site.url,
      'xeroMfa.groupBy': 'none',
    };
    place = await ExtensionPlace.open(await start({ list: LISTED, settings }), site);
  });
  test.afterAll(() => site.stop());

  /** Runs a command, and answers in turn what it asks. A function makes the answer of the question. */
  async function ask({ vscode }: Extension, command: string, ...answers: readonly unknown[]): Promise<void> {
    const ended = vscode.run(`xeroMfa.${command}`);
    for (const answer of answers) {
      const ending = ended.then(() => assert.fail(`${command} did not ask for all.`));
      const question = await Promise.race([vscode.window.question(), ending]);
      question.answer(typeof answer === 'function' ? answer(question) : answer);
    }
    await ended;
  }

  /** The rows of the sidebar. */
  async function rows(): Promise<string[]> {
    const shown = await place.extension.vscode.window.rows('xeroMfa.accounts');
    return shown.map(({ label }) => String(label));
  }

  const badge = (): number | undefined => place.extension.vscode.window.badge('xeroMfa.accounts')?.value;

  test('marks all of them', async ({ themes }) => {
    const { extension } = place;
    const { vscode, browser } = extension;
    const says = (message: string | RegExp): Promise<void> =>
      expect.poll(() => vscode.window.messages.join('\n')).toMatch(message);
    const backup = vscode.at('backup.age');
    const uris = PEOPLE.map(
      ({ login, keyBase32 }) =>
        `otpauth://totp/Xero:${login}?secret=${keyBase32}&issuer=Xero&algorithm=SHA1&digits=6&period=30\n`,
    );
    vscode.files.write(backup, await passphraseFile(uris.join(''), PASSPHRASE));
    const restoring = { uri: backup.toString(), passphrase: PASSPHRASE, confirm: true };
    expect(await vscode.run('xeroMfa.restoreBackup', restoring)).toMatchObject({
      added: PEOPLE.map(({ login }) => login),
    });
    await ask(extension, 'team.create', 'Priya');
    await says('The team store is ready.');
    await says('you need a saved copy of your identity');

    // A colleague on the same folder, as if git had brought what either wrote.
    const sam = Extension.start(browser, {
      list: LISTED,
      theme: themes['Light Modern'],
      files: vscode.files,
    });
    let words = '';
    await ask(sam, 'team.join', 'Sam', ({ message, detail }: Question) => {
      words = wordsIn(`${message}\n${detail}`);
      return undefined;
    });
    expect(sam.faults).toEqual([]);
    sam.vscode.dispose();

    await ask(extension, 'team.approve', ({ message }: Question) => wordsAskedIn(message, words));
    await says('Sam is a member now.');
    await ask(extension, 'team.remove', 'Remove Member');
    await says('Sam was removed.');
    await expect.poll(rows).toEqual(PEOPLE.map(({ name, login }) => `${name} · set up again · ${login}`));
    await expect.poll(badge).toBe(PEOPLE.length);
    await vscode.run('xeroMfa.team.status');
    expect(vscode.window.shown?.getText()).toMatch(/Needs attention: 12/);
  });

  test('leads from each to the next, until nobody who left knows a key', async () => {
    const { extension } = place;
    guide = await place.openGuide('qa-01@acme.test');
    const xero = await openXeroTab(place);
    const names: string[] = [];
    for (let left = PEOPLE.length; left > 0; left--) {
      await guide.page.bringToFront();
      await guide.at('signIn');
      const heading = await guide.heading.innerText();
      const person = PEOPLE.find(({ name }) => heading.includes(name)) ?? PEOPLE[0];
      if (!person) throw new Error(heading);
      names.push(person.name);
      await expect(guide.frame.getByText('Sam is no longer in the team and could read')).toBeVisible();
      await (BY_HAND.includes(person.name) ? renewByHand(person, xero) : renew(person, xero));
      expect(site.person(person.login)?.keyBase32).not.toBe(person.keyBase32);
      await expect.poll(rows).not.toContainEqual(expect.stringContaining(`${person.name} · set up again`));
      await guide.button('The Team Has It').click();
      const next = guide.button(/^Next: /);
      if (left === 1) await expect(next).toHaveCount(0);
      else {
        const rest = left === 2 ? 'the last one' : `${left - 1} left`;
        await expect(next).toHaveText(new RegExp(`^Next: Login \\d\\d \\(${rest}\\)$`));
        guide = await GuideTab.openedBy(extension, () => next.click());
        await guide.heading.filter({ hasNotText: person.name }).waitFor();
      }
    }
    expect(names.sort()).toEqual(PEOPLE.map(({ name }) => name));
    expect(await rows()).toHaveLength(PEOPLE.length);
    expect((await rows()).filter(text => text.includes('set up again'))).toEqual([]);
    await expect.poll(badge).toBeUndefined();
    const { files, at } = extension.vscode;
    const rotations = at('.xero-mfa/store/rotations');
    const texts = (await files.fs.readDirectory(rotations)).map(([name]) =>
      files.text(Utils.joinPath(rotations, name)),
    );
    expect(texts.map(text => JSON.parse(text).state)).toEqual(PEOPLE.map(() => 'done'));
  });

  /** Sets a new key up with each click, in Xero and in the guide. */
  async function renewByHand({ login, keyBase32 }: Person, xero: PracticeXero): Promise<void> {
    const setUp = SetUp.in(guide, login, place);
    setUp.xero = xero;
    await xero.page.bringToFront();
    await xero.page.goto(site.url);
    await xero.signIn(login);
    // A code counts once, and the one of now is for the next page.
    await xero.tryCode('Log in', async () => codeAt(Date.now() - 30_000, keyBase32));
    await setUp.next('changePassword', 'It Worked');
    await setUp.next('changeDevice');
    await xero.openAccount();
    await xero.button('Change').click();
    await xero.tryCode('Continue', refused => copyOtherCode(place, login, refused));
    await setUp.next('4');
    await xero.showKey();
    await setUp.next('5');
    await setUp.next('6');
    await xero.copyKey();
    await setUp.next('7');
    await setUp.press('Paste from Clipboard');
    await place.answer('Replace');
    await guide.at('8');
    await setUp.confirmCode('passOn');
    await xero.button('Continue').click();
    await xero.signOut();
  }

  /** Sets a new key up by the forms of Xero's pages alone, and stores and confirms it in the guide. */
  async function renew({ login, keyBase32 }: Person, { page }: PracticeXero): Promise<void> {
    const send = (path: string, form = {}): Promise<unknown> =>
      page.request.post(new URL(path, site.url).href, { form, maxRedirects: 0 });
    const later = (): number => (time = (time ?? Date.now()) + 30_000);
    await send('/', { email: login, password: 'anything' });
    await send('/mfa', { code: codeAt(later(), keyBase32) });
    await send('/account/change-device', { code: codeAt(later(), keyBase32) });
    await send('/set-up', { method: 'app' });
    const key = site.person(login)?.setUpKeyBase32 ?? '';
    await guide.step('7').getByRole('button').click();
    await guide.at('7');
    await guide.frame.getByLabel('Setup key', { exact: true }).fill(key);
    await guide.button('Save Key').click();
    await place.answer('Replace');
    await guide.at('8');
    await send('/set-up/code', { code: codeAt(later(), key) });
    expect(site.person(login)?.keyBase32).toBe(key);
    await send('/log-out');
    time = undefined;
    await guide.step('10').getByRole('button').click();
    await guide.at('10');
    await guide.button('It Worked').click();
    await guide.at('passOn');
  }
});
