import * as assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ImportedKeys } from '../../src/contributions/commandResults';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { encodePayload, migrationUri } from '../shared/migrationOracle';
import { assertCodeOfNow } from '../shared/oracle';
import { gif, LOOKS, qrImage, qrPicture, randomNumbers } from '../shared/qrPictures';
import { closeTab, file, importTab } from './importParts';
import {
  elsewhere,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const link = (login: string, key = KEY, issuer = 'Xero'): string =>
  `otpauth://totp/${issuer}:${login}?secret=${key}&issuer=${issuer}`;

async function picture(name: string, text: string): Promise<string> {
  const random = randomNumbers(1);
  const { bytes, name: fileName } = qrPicture(name, text, LOOKS['clean']?.(random) ?? assert.fail(), random);
  return file(fileName, bytes);
}

/** Where there are links and devices. */
async function linkToDevice(): Promise<[uri: string, reason: RegExp][]> {
  if (process.platform === 'win32') return [];
  const path = join(elsewhere, 'device.txt');
  await rm(path, { force: true });
  await symlink('/dev/null', path);
  return [[vscode.Uri.file(path).toString(), /a folder or device, not a file/]];
}

const importQr = async (args: object): Promise<ImportedKeys> => (await run('importQr', args)) as ImportedKeys;

/** The code of a login is on the clipboard when it is copied; it has a key, then. */
async function hasKey(login: string, key: string): Promise<void> {
  await assertCodeOfNow(async () => {
    await run('copyCode', { login });
    return vscode.env.clipboard.readText();
  }, key);
}

describe('An import by a command', () => {
  startFresh();
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU }, { login: NZ }));
  });
  afterEach(async () => {
    for (const login of [AU, NZ])
      await run('removeSecret', { login, confirm: true }).then(undefined, () => {});
  });

  it('reads pictures and exports together, and stores what matches an account', async () => {
    const transfer = migrationUri(
      encodePayload({
        parameters: [
          {
            secret: Buffer.from('12345678901234567890').toString('base64'),
            name: NZ,
            issuer: 'Xero',
            type: 2,
          },
        ],
        size: 2,
      }),
    );
    const uris = [await picture('au', link(AU)), await file('transfer.txt', transfer)];
    const result = await importQr({ uri: uris, confirm: true });
    assert.deepEqual(result, {
      found: [
        { login: AU, issuer: 'Xero', stored: true },
        { login: NZ, issuer: 'Xero', stored: true },
      ],
      problems: [{ uri: uris[1], reason: 'Part 2 of 2 of this transfer is missing. Import it, too.' }],
    });
    await hasKey(AU, KEY);
    await hasKey(NZ, OTHER_KEY);
    assert.equal(importTab(), undefined);
  });

  it('replaces nothing, and stores nothing of a login that no list has, or that is not for Xero', async () => {
    await setSecret(AU, OTHER_KEY);
    const uri = await file('keys.txt', [link(AU), link('new@x.test'), link(NZ, KEY, 'GitHub')].join('\n'));
    assert.deepEqual(await importQr({ uri, confirm: true }), {
      found: [
        { login: AU, issuer: 'Xero', stored: false },
        { login: 'new@x.test', issuer: 'Xero', stored: false },
        { login: NZ, issuer: 'GitHub', stored: false },
      ],
      problems: [],
    });
    await hasKey(AU, OTHER_KEY);
    await refuses('copyCode', { login: NZ }, /no setup key/);
  });

  it('reads a GIF', async () => {
    const image = qrImage(link(NZ), { scale: 4 }, randomNumbers(3));
    const { found } = await importQr({ uri: await file('qr.gif', gif(image)), confirm: true });
    assert.deepEqual(found, [{ login: NZ, issuer: 'Xero', stored: true }]);
  });

  it('stores the key of one picture for the login that is named', async () => {
    const uri = await picture('phone', link('phone'));
    const { found } = await importQr({ uri, login: NZ, confirm: true });
    assert.deepEqual(found, [{ login: NZ, issuer: 'Xero', stored: true }]);
    await hasKey(NZ, KEY);
    await refuses('importQr', { uri, login: 'nobody@x.test', confirm: true }, /isn’t in any list/);
  });

  it('says why a file gives nothing, and reads the others', async () => {
    const random = randomNumbers(2);
    const blank = qrPicture('blank', 'x', { scale: 3, dark: [255, 255, 255] }, random).bytes;
    const files: [uri: string, reason: RegExp][] = [
      [await file('blank.png', blank), /^No QR code was found/],
      [await picture('link', 'https://xero.com'), /^The QR code in this picture isn’t for MFA/],
      [await picture('counter', `otpauth://hotp/Xero:${AU}?secret=${KEY}&counter=1`), /counter-based/],
      [await file('broken.png', blank.slice(0, 60)), /^This picture can’t be read/],
      [await file('letter.txt', 'Dear team'), /^This contains no setup keys/],
      [vscode.Uri.file(join(elsewhere, 'missing.png')).toString(), /^This file can’t be read/],
      [await picture('other', link(AU)), /another login: qa-au@acme\.test/],
      [vscode.Uri.file(elsewhere).toString(), /a folder or device, not a file/],
      ...(await linkToDevice()),
    ];
    const good = await file('good.txt', link(NZ));
    const result = await importQr({ uri: [...files.map(([uri]) => uri), good], login: NZ, confirm: true });
    assert.deepEqual(
      result.problems.map(({ uri }) => uri),
      files.map(([uri]) => uri),
    );
    for (const [index, [, reason]] of files.entries())
      assert.match(result.problems[index]?.reason ?? '', reason);
    assert.deepEqual(result.found, [
      { login: AU, issuer: 'Xero', stored: false },
      { login: NZ, issuer: 'Xero', stored: true },
    ]);
  });

  it('waits in a tab for the person to decide, where it is not confirmed', async () => {
    const uri = await file('keys.txt', link(AU));
    const result = importQr({ uri });
    await closeTab();
    assert.deepEqual(await result, { found: [{ login: AU, issuer: 'Xero', stored: false }], problems: [] });
    await refuses('copyCode', { login: AU }, /no setup key/);
  });

  it('opens one tab for a person', async () => {
    await run('importQr');
    await run('importQr');
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    assert.equal(tabs.filter(tab => tab.label === 'Xero MFA: Import').length, 1);
    await closeTab();
  });

  it('refuses arguments that are none', async () => {
    await refuses('importQr', {}, /^“uri” is required/);
    await refuses('importQr', { uri: [] }, /“uri” must be/);
    await refuses('importQr', { uri: 7 }, /“uri” must be/);
  });

  it('returns no key and no code', async () => {
    const result = JSON.stringify(await importQr({ uri: await file('keys.txt', link(AU)), confirm: true }));
    assert.doesNotMatch(result, new RegExp(`${KEY}|\\d{6}`));
  });
});
