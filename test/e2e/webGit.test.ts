import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, NZ } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, NEW_KEY, OTHER_KEY } from '../shared/oracle';
import { wordsIn } from '../shared/words';
import { Colleague, originOf } from './colleague';
import { test } from './test';

test.use({ windows: 'web', withGit: true });

const FOURTH_KEY = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK';
/** A file of somebody's own, which a shell would take for something else. */
const ODD = ' -a $(touch ran) "`touch ran`" *.ts';

test.describe('git on the server, and the extension in the browser', () => {
  test.describe.configure({ mode: 'serial' });
  let origin: string;
  let priya: Colleague;
  let sam: Colleague;
  let ownWords: string;

  test.beforeAll(async ({ host }) => {
    origin = await originOf(host);
    priya = await Colleague.of(host, origin, 'Priya', [AU, NZ], 'tools');
    sam = await Colleague.of(host, origin, 'Sam');
    for (const { window } of [priya, sam]) await window.openView();
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('commits and pushes by the button under a message', async () => {
    const { window, git } = priya;
    await window.page.bringToFront();
    await window.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await window.clearNotifications();
    await window.run('Xero MFA: Create Team Store');
    await priya.commitAndPush('The team store is ready. Your name in it is Priya.');
    expect(await git('ls-files', '.xero-mfa/store')).toContain('members/age1');
    expect(await git('log', '-1', '--format=%s by %an')).toBe('Create the team store by Priya\n');
    await window.run('Xero MFA: Focus on Team View');
    await expect(priya.pushRow).toHaveCount(0);
  });

  test('says who brought a request', async () => {
    await sam.pull();
    await sam.window.page.bringToFront();
    await sam.window.run('Xero MFA: Join Team');
    const words = wordsIn(await sam.window.dialog.innerText());
    await sam.window.dialog.getByRole('button', { name: 'Commit and Push' }).click();
    await sam.isPushed();

    await priya.pull();
    const { window } = priya;
    await window.page.bringToFront();
    const own = window.sidebar.getByRole('treeitem', { name: /^Priya/ }).first();
    ownWords = wordsIn((await own.getAttribute('aria-label')) ?? '');
    await window.notification('Sam wants to join the team.').getByRole('button', { name: 'Review' }).click();
    await expect(window.quickInput).toContainText(/commit [0-9a-f]{8} by Sam/);
    await window.typeWords(words);
    await priya.commitAndPush('Sam is a member now.');
  });

  test('pushes by the row, and leaves what is staged', async () => {
    const { window, git, folder } = sam;
    await sam.pull();
    await window.page.bringToFront();
    await window.notification('Priya approved your request.').getByRole('button', { name: 'Review' }).click();
    await window.typeWords(ownWords);
    await window.notification('You are a member of the team.').waitFor();
    await window.clearNotifications();
    await assertCodeOfNow(() => window.copyFromPalette(AU.name), EXAMPLE_KEY.base32);
    await writeFile(join(folder, ODD), 'not ready yet\n');
    await git('--literal-pathspecs', 'add', '--', ODD);
    await window.storeSetupKey(NZ.name, OTHER_KEY);
    await sam.pressRow();
    await window.notification('pushed to main.').waitFor();
    await expect(sam.pushRow).toHaveCount(0);
    expect(await git('status', '--porcelain', '-bz')).toBe(`## main...origin/main\0A  ${ODD}\0`);
    const committed = await git('show', '--format=', '--name-only', 'HEAD');
    expect(committed).toContain(`.xero-mfa/store/${NZ.login}.age`);
    expect(committed.split('\n').every(path => path === '' || path.startsWith('.xero-mfa/'))).toBe(true);
    await git('--literal-pathspecs', 'rm', '-qf', '--', ODD);
    expect(await readdir(folder)).toEqual(['.git', '.xero-mfa']);
  });

  test('puts together both sides of a merge', async () => {
    await priya.pull();
    await priya.window.page.bringToFront();
    await expect(priya.window.readyRow(NZ.name)).toBeVisible();
    await sam.window.page.bringToFront();
    await sam.replaceKey(AU, NEW_KEY);
    await sam.git('push', '-q', 'origin', 'main');
    await priya.window.page.bringToFront();
    await priya.replaceKey(AU, FOURTH_KEY);
    await expect(priya.pull()).rejects.toThrow();
    expect(await priya.git('ls-files', '-u')).toContain(`${AU.login}.age`);
    await priya.chooseKey('other');
    await priya.git('commit', '-qam', 'Merge');
    await assertCodeOfNow(() => priya.window.copyFromPalette(AU.name), NEW_KEY);
  });

  test('asks by VS Code who pushes, and says so when nobody answers', async () => {
    const server = createServer((_, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const address = await priya.git('remote', 'get-url', 'origin');
    await priya.git('remote', 'set-url', 'origin', `http://127.0.0.1:${port}/team.git`);
    const { window } = priya;
    await window.clearNotifications();
    await priya.pressRow();
    await expect(window.quickInput).toContainText(`http://127.0.0.1:${port}`);
    const told = window.notification('Git couldn’t commit and push the team store');
    // For the user name, and again for the password.
    await expect(async () => {
      await window.page.keyboard.press('Escape');
      await told.waitFor({ timeout: 1000 });
    }).toPass();
    await priya.git('remote', 'set-url', 'origin', address.trim());
    server.close();
  });

  test('shows no terminal, and leaves nothing of its own in the repositories', async () => {
    for (const { git, folder, window } of [priya, sam]) {
      await expect(window.page.locator('.terminal-wrapper')).toHaveCount(0);
      expect(await readdir(join(folder, '.git'))).not.toContain('xero-mfa');
      expect(await git('config', '--local', '--list')).not.toContain('xero');
    }
  });
});
