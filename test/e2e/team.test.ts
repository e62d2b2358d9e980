import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { stepOf } from '../shared/guidePage';
import { AU, LIST, list, NZ } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, NEW_KEY, OTHER_KEY } from '../shared/oracle';
import { wordsIn } from '../shared/words';
import { Colleague, originOf } from './colleague';
import { Guide } from './guide';
import { writeFiles } from './host';
import { browserStorage, filesBelow } from './places';
import { test } from './test';
import { Walkthrough } from './walkthrough';

test.use({ withGit: true, settings: { 'git.confirmSync': false } });

const FOURTH_KEY = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK';
const FIFTH_KEY = 'NBSWY3DPEB3W64TMNBSWY3DPEB3W64TM';

test.describe('a team of two, each with a window, an identity and a clone', () => {
  test.describe.configure({ mode: 'serial' });
  /** The repository that both push to. */
  let origin: string;
  let priya: Colleague;
  let sam: Colleague;
  /** Sam’s. */
  let words: string;
  /** Priya’s, as her Team view shows them. */
  let ownWords: string;

  test.beforeAll(async ({ host }) => {
    origin = await originOf(host);
    priya = await Colleague.of(host, origin, 'Priya', [AU, NZ]);
    sam = await Colleague.of(host, origin, 'Sam');
    for (const { window } of [priya, sam]) await window.openView();
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('has the list from the first moment where it was cloned, as the walkthrough knows', async () => {
    await sam.window.row(AU.name).waitFor();
    const walkthrough = await Walkthrough.open(sam.window);
    await expect(walkthrough.mark('Add a login', true)).toBeVisible();
    await expect(walkthrough.mark('Share the list', true)).toBeVisible();
    await sam.window.run('View: Close Editor');
  });

  // From here to the second's code each action is counted. The first has the list and a key, and copies codes alone.
  test('creates a store with the key of the first', async () => {
    const { window, folder, actions } = priya;
    await window.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await window.clearNotifications();
    await actions.act('pick Create Team Store', () => window.run('Xero MFA: Create Team Store'));
    await priya.commitAndPush('The team store is ready. Your name in it is Priya.');
    const file = await readFile(join(folder, '.xero-mfa/store', `${AU.login}.age`), 'latin1');
    expect(file).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
    expect(await priya.git('ls-files', '.xero-mfa/store')).toContain('members/age1');
  });

  test('has the second ask, and the first approve by the same words', async () => {
    // As if it were cloned now.
    await sam.pull();
    await sam.actions.act('pick Join Team', () => sam.window.run('Xero MFA: Join Team'));
    const request = await sam.window.dialog.innerText();
    expect(request).toContain('Your name in it is Sam.');
    words = wordsIn(request);
    expect(words.split(' ')).toHaveLength(8);
    await sam.actions.act('click Commit and Push', () =>
      sam.window.dialog.getByRole('button', { name: 'Commit and Push' }).click(),
    );
    await sam.isPushed();

    const { window, actions } = priya;
    await actions.act('pick Git: Pull', () => window.run('Git: Pull'));
    const asked = window.notification('Sam wants to join the team.');
    await asked.waitFor();
    await actions.act('click Review', () => asked.getByRole('button', { name: 'Review' }).click());
    await expect(window.quickInput).toContainText(/commit [0-9a-f]{8} by Sam/);
    // The words are typed as they are heard: none is on the screen.
    await expect(window.quickInput).not.toContainText(words.split(' ').slice(0, 2).join(' '));
    await actions.act('type the words', () => window.typeWords(words));
    await priya.commitAndPush('Sam is a member now.');
    await window.run('Xero MFA: Focus on Team View');
    const own = window.sidebar.getByRole('treeitem', { name: /^Priya/ }).first();
    ownWords = wordsIn((await own.getAttribute('aria-label')) ?? '');
    expect(ownWords.split(' ')).toHaveLength(8);
  });

  test('has the second pull, and confirm the first by their words', async () => {
    const { window, actions } = sam;
    await window.page.bringToFront();
    const check = window.sidebar.getByRole('treeitem', { name: /^Pull and Check/ });
    await actions.act('click Pull and Check', () =>
      // Git looks around when a window gets the focus, and the rows that VS Code draws again may not stay where they were.
      expect(async () => {
        await check.click();
        await window.wordsQuestion.waitFor({ timeout: 20_000 });
      }).toPass(),
    );
    await actions.act('type the words', () => window.typeWords(ownWords));
    await window.notification('You are a member of the team.').waitFor();
    await expect(window.notification('Confirm their words')).toHaveCount(0);
    await window.clearNotifications();
  });

  test('lets the second copy the right code then, after six actions of the first and five of theirs', async () => {
    const { window, actions } = sam;
    const row = window.readyRow(AU.name);
    await expect(row).toBeVisible();
    await window.setClipboard('');
    await assertCodeOfNow(async () => {
      await row.hover();
      const button = row.getByRole('button', { name: 'Copy Code' });
      await actions.act('click Copy Code', () => button.click());
      return window.copied();
    }, EXAMPLE_KEY.base32);
    expect(priya.actions.done.length, priya.actions.done.join(', ')).toBeLessThanOrEqual(6);
    expect(actions.done.length, actions.done.join(', ')).toBeLessThanOrEqual(5);
  });

  test('brings back what the second adds, and leaves what they have staged', async () => {
    await writeFiles(sam.folder, { 'app.ts': 'not ready yet\n' });
    await sam.git('add', 'app.ts');
    await sam.window.storeSetupKey(NZ.name, OTHER_KEY);
    await sam.pressRow();
    await sam.window.notification('pushed to main.').waitFor();
    await expect(sam.pushRow).toHaveCount(0);
    expect(await sam.git('status', '--porcelain', '-b')).toBe('## main...origin/main\nA  app.ts\n');
    const committed = await sam.git('show', '--format=', '--name-only', 'HEAD');
    expect(committed).toContain(`.xero-mfa/store/${NZ.login}.age`);
    expect(committed).not.toContain('app.ts');
    await sam.git('rm', '-qf', 'app.ts');
    await priya.pull();
    await expect(priya.window.readyRow(NZ.name)).toBeVisible();
    await assertCodeOfNow(() => priya.window.copyFromPalette(NZ.name), OTHER_KEY);
  });

  test('takes the list along, to a new branch where the host protects the main one', async () => {
    const hook = join(origin, 'hooks', 'pre-receive');
    const script =
      '#!/bin/sh\nwhile read _ _ ref; do if [ "$ref" = refs/heads/main ]; then exit 1; fi; done\n';
    await writeFile(hook, script, { mode: 0o755 });
    await writeFiles(priya.folder, { [LIST]: list(AU, { ...NZ, notes: 'resets every Monday' }) });
    await priya.pressRow();
    const { window } = priya;
    const refused = window.notification('refused the push to main: pre-receive hook declined.');
    await refused.getByRole('button', { name: 'Push to a New Branch' }).click();
    await window.notification(/Pushed to the new branch xero-mfa-[0-9a-f]{8}\./).waitFor();
    await expect(priya.pushRow).toHaveCount(0);
    expect(await priya.git('status', '--porcelain', '-b')).toMatch(
      /^## (xero-mfa-[0-9a-f]{8})\.\.\.origin\/\1\n$/,
    );
    expect(await priya.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${LIST}\n`);
    await rm(hook);
    await priya.git('checkout', '-q', 'main');
    await priya.git('push', '-q', 'origin', 'main');
    await window.clearNotifications();
    await sam.pull();
  });

  /** Has both replace the key, and the first pull what the second pushed. */
  async function replaceAtOnce(keys: readonly [string, string], ...pulling: string[]): Promise<void> {
    await sam.replaceKey(AU, keys[0]);
    await priya.replaceKey(AU, keys[1]);
    await sam.git('push', '-q', 'origin', 'main');
    await expect(priya.git('pull', '-q', ...pulling, 'origin', 'main')).rejects.toThrow();
    expect(await priya.git('ls-files', '-u')).toContain(`${AU.login}.age`);
  }

  test('lets a person choose by the codes where both replaced a key at once', async () => {
    await replaceAtOnce([OTHER_KEY, NEW_KEY], '--no-rebase', '--no-edit');
    await priya.chooseKey('other');
    await priya.git('commit', '-qam', 'Merge');
    await priya.git('push', '-q', 'origin', 'main');
    await assertCodeOfNow(() => priya.window.copyFromPalette(AU.name), OTHER_KEY);
    await sam.pull();
  });

  test('says which code is on this computer, whichever way round git rebases', async () => {
    await replaceAtOnce([FOURTH_KEY, FIFTH_KEY], '--rebase');
    await priya.chooseKey('here');
    await priya.git('-c', 'core.editor=true', 'rebase', '--continue');
    await priya.git('push', '-q', 'origin', 'main');
    await assertCodeOfNow(() => priya.window.copyFromPalette(AU.name), FIFTH_KEY);
    await sam.pull();
  });

  test('shows who is in the team, by keyboard and for a screen reader', async () => {
    const { window } = priya;
    await window.clearNotifications();
    await window.run('Xero MFA: Focus on Team View');
    await expect(window.sidebar.getByRole('treeitem', { name: /^Priya/ })).toBeVisible();
    await expect(
      window.sidebar.getByRole('treeitem', { name: new RegExp(`^Sam.*${words.split(' ').join('.*')}`, 's') }),
    ).toBeVisible();
  });

  test('marks what the second knew once they are removed', async () => {
    const { window } = priya;
    await window.run('Xero MFA: Remove Member');
    await window.dialog.getByRole('button', { name: 'Remove' }).click();
    await priya.commitAndPush('Sam was removed.');
    await expect(window.row(AU.name).first()).toContainText('set up again');
    // What is told in a window that nobody looks at is only in the list of notifications later.
    await sam.window.page.bringToFront();
    await sam.pull();
    await expect(sam.window.notification('You are no longer a member of the team.')).toBeVisible();
    await sam.window.clearNotifications();
    await sam.window.run('Xero MFA: Sync Team Store');
    await sam.window.notification('You aren’t a member of this team.').waitFor();
  });

  test('takes the mark off once Xero accepted a code of a new key in the guide', async () => {
    const { window } = priya;
    await window.page.bringToFront();
    await window.clearNotifications();
    await expect(window.activityBarItem.locator('.badge-content', { hasText: '2' })).toBeVisible();
    await window.run('Xero MFA: Open Guide');
    await window.choose(AU.name);
    const guide = new Guide(window);
    await guide.heading.waitFor();
    const openStep10 = async (): Promise<void> => {
      await guide.frame.locator(`#step-${stepOf('10')}`).click();
      await guide.at('10');
    };
    // A code of the key that Sam knew counts for nothing.
    await guide.at('signIn');
    await expect(guide.frame.getByText('Sam is no longer in the team and could read')).toBeVisible();
    await openStep10();
    await expect(guide.button('Go to Setup Key')).toBeVisible();
    await expect(guide.button('It Worked')).toHaveCount(0);
    await guide.frame.locator(`#step-${stepOf('7')}`).click();
    await guide.at('7');
    await guide.frame.getByLabel('Setup key', { exact: true }).fill(NEW_KEY);
    await guide.button('Save Key').click();
    await window.dialog.getByRole('button', { name: 'Replace' }).click();
    await guide.at('8');
    await expect(window.row(AU.name).first()).toContainText('set up again');
    await openStep10();
    await guide.button('It Worked').click();
    await guide.at('passOn');
    await expect(window.row(AU.name).first()).not.toContainText('set up again');
    await expect(window.row(NZ.name).first()).toContainText('set up again');
    await expect
      .poll(() => readFile(join(priya.folder, '.xero-mfa/store/rotations', `${AU.login}.json`), 'utf8'))
      .toContain('"done"');
    await guide.button('The Team Has It').click();
    await guide.button(`Next: ${NZ.name} (the last one)`).click();
    const next = new Guide(window);
    await expect(next.heading).toContainText(NZ.name);
    await next.at('signIn');
  });

  test('leaves neither key nor identity in any file or in the browser', async ({ host }) => {
    const places = [...(await filesBelow(host.folder))];
    for (const { window } of [priya, sam]) places.push(...(await browserStorage(window)));
    for (const secret of [
      EXAMPLE_KEY.base32,
      OTHER_KEY,
      NEW_KEY,
      FOURTH_KEY,
      FIFTH_KEY,
      'AGE-SECRET-KEY-1',
    ]) {
      expect(places.filter(({ text }) => text.includes(secret)).map(({ name }) => name)).toEqual([]);
    }
  });
});
