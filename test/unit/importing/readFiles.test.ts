import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImportedKeys } from '../../../src/contributions/commandResults';
import { CASES_FOLDER, K1, LOGINS } from '../../shared/importCases';
import { zipArchive } from '../../shared/zipArchive';
import { elsewhere, expectCode, listOf, run, startFresh, teamList, write, writeList } from '../extension';

const [AU] = LOGINS;

async function imported(name: string, content: string | Uint8Array): Promise<ImportedKeys> {
  await writeList(teamList, listOf({ login: AU }));
  write(elsewhere(name), content);
  return (await run('importQr', { uri: elsewhere(name).toString(), confirm: true })) as ImportedKeys;
}

describe('A file to import', () => {
  startFresh();

  it('may be an archive with an export in it', async () => {
    const data = readFileSync(join(resolve(CASES_FOLDER), '098-1pux-export.data'), 'utf8');
    const { found, problems } = await imported(
      'vault.1pux',
      zipArchive({
        'export.attributes': '{}',
        'export.data': data,
        'files/a.png': 'x',
        'readme.txt': 'Hello',
      }),
    );
    assert.deepEqual([found.map(({ login, stored }) => [login, stored]), problems], [[[AU, true]], []]);
    await expectCode(() => run('copyCode', { login: AU }), K1);
  });

  for (const [name, content, reason] of [
    ['nothing.zip', zipArchive({ 'readme.txt': 'Hello' }), /^This is an archive\. Unpack it/],
    ['pictures.zip', zipArchive({ 'qr.png': 'x' }), /^This is an archive\. Unpack it/],
    ['locked.zip', zipArchive({ 'export.data': 'x' }, 1), /^This is an archive\. Unpack it/],
    ['logins.xlsx', zipArchive({ 'xl/workbook.xml': '<x/>' }), /^This is a workbook\. Save its sheet as CSV/],
    ['code.pdf', '%PDF-1.7\n%âãÏÓ\n', /^PDF files can’t be read\. Take a screenshot/],
    [
      'code.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
      /^SVG files can’t be read\. Take a screenshot/,
    ],
    ['code2.svg', '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<svg></svg>', /^SVG files can’t be read/],
    [
      'colours.csv',
      'colour,size\nred,1\nblue,2',
      /^This isn’t a spreadsheet of accounts\..*name, organisations/,
    ],
    ['empty.csv', 'Login,Name\n', /^This spreadsheet has no rows/],
  ] as const) {
    it(`is named if it can’t be read: ${name}`, async () => {
      const { found, problems } = await imported(name, content);
      assert.deepEqual(found, []);
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.reason ?? '', reason);
    });
  }

  it('is never quoted where it can’t be read', async () => {
    const secret = 'hunter2hunter2hunter2';
    for (const content of [
      `otpauth://totp/Xero:${AU}?secret=${secret}!&issuer=Xero`,
      `otpauth://totp/${K1}?secret=${secret}!`,
      `otpauth://hotp/${K1}:${K1}?secret=${K1}`,
      `login,setup key\n${AU},${secret}!\nb@x.test,${K1}`,
      `login,region,organisation,backup email\n${AU},${secret},One,${secret}`,
      `login,name\n${secret},x`,
      JSON.stringify({
        encrypted: false,
        items: [{ type: 1, name: K1, login: { username: K1, totp: `${secret}!` } }],
      }),
      `Title,Url,Username,Password,OTPAuth\n${K1},https://login.xero.com,${AU},x,${secret}!`,
    ]) {
      const result = JSON.stringify(await imported('damaged.txt', content));
      assert.doesNotMatch(result, new RegExp(`${secret}|${K1}`, 'i'), content);
    }
  });
});
