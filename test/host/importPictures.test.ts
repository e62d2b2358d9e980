import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ImportPanel, type ImportPanelServices } from '../../src/importing/importPanel';
import { ImportSession } from '../../src/importing/importSession';
import { hmac } from '../../src/platform/runtime';
import { encodePayload, migrationUri } from '../shared/migrationOracle';
import { LOOKS, qrPicture, randomNumbers } from '../shared/qrPictures';
import { elsewhere, startFresh, write } from './support';

const { extensionUri } =
  vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa') ?? assert.fail('no extension');

/** How many pictures there are of each look. */
const EACH = 28;

/** An import of nothing that is here: it finds, and stores nothing. */
export function importOnly(): ImportPanelServices {
  return {
    secrets: { ready: async () => {}, get: async () => undefined, set: () => assert.fail('stored') },
    hmac,
    now: () => Date.now(),
    accounts: {
      ready: async () => {},
      all: () => [],
      find: () => undefined,
      addAll: () => assert.fail('added'),
      readTable: async () => undefined,
      onDidChange: () => new vscode.Disposable(() => {}),
      writableLists: () => [],
    },
    confirmReplacing: () => assert.fail('asked'),
    extensionUri,
    onSecond: () => new vscode.Disposable(() => {}),
    boundary: { run: async (_name, task) => void (await task()) },
  };
}

describe('Pictures of QR codes', () => {
  startFresh();

  it('are read, 94 of 100 at least of what people have, and none wrongly', async function () {
    this.timeout(600_000);
    const random = randomNumbers(20_261_126);
    const expected = new Map<string, ReadonlySet<string>>();
    const uris: vscode.Uri[] = [];
    for (const [look, lookOf] of Object.entries(LOOKS)) {
      for (let index = 0; index < EACH; index++) {
        const keys = Array.from({ length: index % 2 === 0 ? 1 : 1 + Math.floor(random() * 4) }, (_, at) => ({
          login: `${look.replaceAll(' ', '-')}-${index}-${at}@acme.test`,
          bytes: Buffer.from(Array.from({ length: 20 }, () => Math.floor(random() * 256))),
        }));
        const text =
          index % 2 === 0
            ? `otpauth://totp/Xero:${keys[0]?.login}?secret=${base32(keys[0]?.bytes ?? Buffer.alloc(0))}&issuer=Xero`
            : migrationUri(
                encodePayload({
                  parameters: keys.map(({ login, bytes }) => ({
                    secret: bytes.toString('base64'),
                    name: login,
                    issuer: 'Xero',
                    algorithm: 1,
                    digits: 1,
                    type: 2,
                  })),
                  version: 1,
                  size: 1,
                  id: index,
                }),
              );
        const picture = qrPicture(`${look} ${index}`, text, lookOf(random), random);
        const path = join(elsewhere, picture.name);
        await write(path, picture.bytes);
        const uri = vscode.Uri.file(path);
        uris.push(uri);
        expected.set(uri.toString(), new Set(keys.map(({ login, bytes }) => `${login} ${base32(bytes)}`)));
      }
    }
    assert.ok(uris.length >= 400);
    const session = new ImportSession(importOnly());
    const panel = ImportPanel.open(session, importOnly());
    try {
      await panel.readFiles(uris);
    } finally {
      panel.dispose();
    }
    const read = new Set<string>();
    for (const { source, account, secret } of session.items) {
      const uri = source.uri ?? assert.fail('no file');
      assert.ok(expected.get(uri)?.has(`${account} ${secret.base32}`), `read wrongly: ${source.name}`);
      read.add(uri);
    }
    const missed = uris.filter(uri => !read.has(uri.toString())).map(({ path }) => path.split('/').at(-1));
    const missedLooks = Object.keys(LOOKS).map(look => [
      look,
      missed.filter(name => name?.startsWith(`${look} `)).length,
    ]);
    console.log(
      `${read.size} of ${uris.length} pictures read; missed: ${JSON.stringify(Object.fromEntries(missedLooks.filter(([, count]) => count)))}`,
    );
    assert.ok(read.size >= 0.94 * uris.length, `missed ${missed.length}: ${missed.join(', ')}`);
  });
});

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}
