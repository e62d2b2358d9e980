import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { writeTarget } from '../../../src/platform/fileTarget';
import { fake } from '../vscode';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const created = {
  name: 'UserError',
  message: /^Another program has just created backup\.age/,
};

describe('A file that is written as a whole', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xero-mfa-target-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (uri: vscode.Uri): Promise<string> =>
    uri.scheme === 'file' ? readFile(uri.fsPath, 'utf8') : fake.files.text(uri);
  const writeElsewhere = async (uri: vscode.Uri, text: string): Promise<void> =>
    uri.scheme === 'file' ? writeFile(uri.fsPath, text) : fake.files.write(uri, text);

  for (const [where, uriOf] of [
    ['on the disk', () => vscode.Uri.file(join(folder, 'backup.age'))],
    ['on a virtual file system', () => vscode.Uri.parse(`memory:${folder}/backup.age`)],
  ] as const) {
    it(`replaces only what the person agreed to: ${where}`, async () => {
      const uri = uriOf();
      await writeTarget({ uri, replaces: false }, bytesOf('first'));
      assert.equal(await read(uri), 'first');
      await writeTarget({ uri, replaces: true }, bytesOf('second'));
      assert.equal(await read(uri), 'second');
      await writeElsewhere(uri, 'mine');
      await assert.rejects(writeTarget({ uri, replaces: false }, bytesOf('third')), created);
      assert.equal(await read(uri), 'mine');
    });

    it(`is written by one of several at once: ${where}`, async () => {
      const uri = uriOf();
      const texts = ['one', 'two', 'three'];
      const results = await Promise.allSettled(
        texts.map(text => writeTarget({ uri, replaces: false }, bytesOf(text))),
      );
      const written = texts.filter((_, index) => results[index]?.status === 'fulfilled');
      assert.deepEqual(written, [await read(uri)]);
      if (uri.scheme === 'file') assert.deepEqual(await readdir(folder), ['backup.age']);
    });
  }

  it('says why it can’t be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const uri = vscode.Uri.file(join(folder, 'file', 'backup.age'));
    await assert.rejects(writeTarget({ uri, replaces: false }, bytesOf('x')), {
      name: 'UserError',
      message: /^backup\.age couldn’t be written\./,
    });
  });
});
