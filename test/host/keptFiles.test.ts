import * as assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LOGIN } from '../shared/lists';
import {
  codeAt,
  expectCode,
  KEY,
  listOf,
  OTHER_KEY,
  replaceInApi,
  run,
  runFolder,
  setSecret,
  startFresh,
  teamList,
  workspaceFolder,
  writeList,
} from './support';

describe('What VS Code keeps of this run', () => {
  startFresh();
  after(() => run('hideCodes'));

  /** All files of the profile and the workspace, logs and settings with them. */
  async function files(): Promise<{ name: string; text: string }[]> {
    const found: { name: string; text: string }[] = [];
    for (const name of await readdir(runFolder, { recursive: true })) {
      const path = join(runFolder, name);
      // Sockets and what is just being removed cannot be read.
      const info = await stat(path).catch(() => undefined);
      if (info?.isFile()) found.push({ name, text: await readFile(path, 'latin1').catch(() => '') });
    }
    return found;
  }

  it('holds neither secret nor code after they were used', async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }));
    // Eight digits: no other number looks like the code by accident.
    const uri = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8`;
    const before = Date.now();
    await setSecret(LOGIN, uri);
    const putBack = await replaceInApi('window', {
      showWarningMessage: async (_message: string, _options: object, _once: string, always: string) => always,
    });
    const codes = [String(await run('getCode', { login: LOGIN }))];
    putBack();
    assert.match(codes.at(-1) ?? '', /^\d{8}$/);
    codes.push(await expectCode(() => run('copyCode', { login: LOGIN }), KEY, { digits: 8 }));
    await vscode.commands.executeCommand('xeroMfa.accounts.focus');
    await run('showCodes');
    await expectCode(() => run('copyLastUsed'), KEY, { digits: 8 });
    await run('setSecret', { login: LOGIN, secret: OTHER_KEY.replace('D', '0'), confirm: true }).catch(
      () => {},
    );
    await run('setSecret', { login: LOGIN, secret: OTHER_KEY }).catch(() => {});
    await run('setSecret', { login: 'who@acme.test', secret: OTHER_KEY }).catch(() => {});
    await run('setSecret', { login: LOGIN, secret: [OTHER_KEY] }).catch(() => {});
    await run('openGuide', { login: LOGIN, step: 8 });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await run('editAccount', { login: LOGIN, notes: 'used' });
    await vscode.workspace.openTextDocument(teamList);
    for (let time = before; time <= Date.now() + 30_000; time += 30_000) {
      codes.push(codeAt(time, KEY, { digits: 8 }));
    }

    const forbidden = [KEY, OTHER_KEY, OTHER_KEY.slice(2), ...codes].flatMap(text => [
      text,
      text.toLowerCase(),
      `${text.slice(0, 4)} ${text.slice(4)}`,
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ]);
    const kept = await files();
    assert.ok(kept.some(({ name }) => name.startsWith(workspaceFolder.slice(runFolder.length + 1))));
    assert.ok(kept.some(({ name }) => name.endsWith('.log')));
    for (const { name, text } of kept) {
      const leaked = forbidden.filter(secret => text.includes(secret)).length;
      assert.equal(leaked, 0, `${name} holds a secret or a code`);
    }
  });
});
