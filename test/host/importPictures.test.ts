import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ImportPanel, type ImportPanelServices } from '../../src/importing/importPanel';
import { ImportSession } from '../../src/importing/importSession';
import type { KeyItem } from '../../src/importing/keyItem';
import { hmac } from '../../src/platform/runtime';
import { encodePayload, migrationUri } from '../shared/migrationOracle';
import { NO_PASSWORDS } from '../shared/noPasswords';
import { LOOKS, qrPicture, randomNumbers } from '../shared/qrPictures';
import { cases } from '../shared/thorough';
import { elsewhere, write } from './support';

const { extensionUri } =
  vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa') ?? assert.fail('no extension');

const now = (): number => Date.now();

/** A session that knows no accounts and stores nothing. */
function newSession(): ImportSession {
  return new ImportSession({
    passwords: NO_PASSWORDS,
    secrets: { ready: async () => {}, get: async () => undefined, set: () => assert.fail('stored') },
    hmac,
    now,
    accounts: {
      ready: async () => {},
      find: () => undefined,
      all: () => [],
      editOrganisations: async () => {},
      addAll: () => assert.fail('added'),
      readTable: async () => undefined,
    },
    confirmReplacing: () => assert.fail('asked'),
  });
}

const panelServices: ImportPanelServices = {
  extensionUri,
  now,
  accounts: {
    onDidChange: () => new vscode.Disposable(() => {}),
    all: () => [],
    writableLists: () => [],
  },
  ticker: { onSecond: () => new vscode.Disposable(() => {}) },
  boundary: { run: async (_name, task) => void (await task()) },
};

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

/** Writes pictures of a look, as many with links as with transfers; gives what is in each, by its URI. */
async function writePictures(
  look: string,
  count: number,
  random: () => number,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  for (let index = 0; index < count; index++) {
    const isTransfer = index % 2 === 1;
    const name = `${look.replaceAll(' ', '-')}-${index}`;
    const content = contentOf(name, isTransfer ? 1 + Math.floor(random() * 3) : 1, isTransfer, random);
    const lookOf = LOOKS[look] ?? assert.fail('no such look');
    const picture = qrPicture(name, content.text, lookOf(random), random);
    const path = join(elsewhere, picture.name);
    await write(path, picture.bytes);
    contents.set(vscode.Uri.file(path).toString(), content);
  }
  return contents;
}

/** How many keys a tab may show before another one is opened: it draws all of them for each picture. */
const MANY = 60;

describe('Pictures of QR codes', () => {
  const random = randomNumbers(20_261_126);
  let all = 0;
  let read = 0;
  let panel: ImportPanel | undefined;
  after(() => panel?.dispose());

  /** What a tab finds in some pictures. To open one costs more than to read a few. */
  async function readInTab(uris: ReadonlyMap<string, unknown>): Promise<readonly KeyItem[]> {
    if (panel && panel.session.keys.items.length > MANY) {
      panel.dispose();
      panel = undefined;
    }
    panel ??= ImportPanel.open(newSession(), panelServices);
    await panel.readFiles([...uris.keys()].map(uri => vscode.Uri.parse(uri)));
    return panel.session.keys.items.filter(({ source }) => uris.has(source.uri ?? ''));
  }

  for (const look of Object.keys(LOOKS)) {
    it(`are never read wrongly: ${look}`, async () => {
      const contents = await writePictures(look, cases(2, 12), random);
      const items = await readInTab(contents);
      for (const { source, account, secret } of items) {
        const content = contents.get(source.uri ?? '') ?? assert.fail('no file');
        assert.ok(content.keys.has(`${account} ${secret.base32}`), `read wrongly: ${source.name}`);
      }
      assert.ok(contents.size >= 2);
      const found = new Set(items.map(({ source }) => source.uri)).size;
      console.log(`      ${found} of ${contents.size} read`);
      all += contents.size;
      read += found;
    });
  }

  it('are read, 94 of 100 at least', () => {
    console.log(`      ${read} of ${all} read`);
    assert.ok(all >= 2 * Object.keys(LOOKS).length);
    assert.ok(read >= 0.94 * all);
  });
});

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}
