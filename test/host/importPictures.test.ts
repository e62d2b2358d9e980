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

/** How many pictures there are of each look: 420 in all. */
const EACH = 28;

/** An import of nothing that is here: it finds, and stores nothing. */
function importOnly(): ImportPanelServices {
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

/** A picture's text, and the keys that are in it. */
interface Content {
  readonly text: string;
  readonly keys: ReadonlySet<string>;
}

function contentOf(name: string, count: number, isTransfer: boolean, random: () => number): Content {
  const keys = Array.from({ length: count }, (_, index) => ({
    login: `${name}-${index}@acme.test`,
    bytes: Buffer.from(Array.from({ length: 20 }, () => Math.floor(random() * 256))),
  }));
  const [first] = keys;
  const parameters = keys.map(({ login, bytes }) => ({
    secret: bytes.toString('base64'),
    name: login,
    issuer: 'Xero',
    algorithm: 1,
    digits: 1,
    type: 2,
  }));
  return {
    text:
      isTransfer || !first
        ? migrationUri(encodePayload({ parameters, version: 1, size: 1 }))
        : `otpauth://totp/Xero:${first.login}?secret=${base32(first.bytes)}&issuer=Xero`,
    keys: new Set(keys.map(({ login, bytes }) => `${login} ${base32(bytes)}`)),
  };
}

describe('Pictures of QR codes', () => {
  startFresh();

  const counts = { read: 0, all: 0 };
  const random = randomNumbers(20_261_126);

  for (const [look, lookOf] of Object.entries(LOOKS)) {
    it(`are never read wrongly: ${look}`, async () => {
      const contents = new Map<string, Content>();
      for (let index = 0; index < EACH; index++) {
        const isTransfer = index % 2 === 1;
        const name = `${look.replaceAll(' ', '-')}-${index}`;
        const content = contentOf(name, isTransfer ? 1 + Math.floor(random() * 3) : 1, isTransfer, random);
        const picture = qrPicture(name, content.text, lookOf(random), random);
        const path = join(elsewhere, picture.name);
        await write(path, picture.bytes);
        contents.set(vscode.Uri.file(path).toString(), content);
      }
      const session = new ImportSession(importOnly());
      const panel = ImportPanel.open(session, importOnly());
      try {
        await panel.readFiles([...contents.keys()].map(uri => vscode.Uri.parse(uri)));
      } finally {
        panel.dispose();
      }
      const read = new Set<string>();
      for (const { source, account, secret } of session.items) {
        const uri = source.uri ?? assert.fail('no file');
        assert.ok(contents.get(uri)?.keys.has(`${account} ${secret.base32}`), `read wrongly: ${source.name}`);
        read.add(uri);
      }
      counts.read += read.size;
      counts.all += contents.size;
      console.log(`      ${read.size} of ${contents.size} read`);
    });
  }

  it('are read, 94 of 100 at least', () => {
    console.log(`      ${counts.read} of ${counts.all} read`);
    assert.ok(counts.all >= 400);
    assert.ok(counts.read >= 0.94 * counts.all);
  });
});

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}
