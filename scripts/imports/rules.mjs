/**
 * What a file may import. `npm run imports` generates the linter's configuration and CONTRIBUTING's table from this.
 *
 * The last row that matches a file applies. Patterns are the linter's. `core/` is a folder beside the file's own, and `../**`
 * is the parent folder with its subfolders, but nothing above it.
 *
 * @typedef {readonly [who: string, files: string, what: string]} Row
 */

const shared = 'platform/ contributions/ core/ vscode valibot';
const node = 'node:* node:*/**';

/** These files may import only their own folder and what is listed. @type {readonly Row[]} */
// biome-ignore format: a row a line
export const MAY = [
  ['The composition root', 'src/*.ts', 'vscode'],
  ['A feature', 'src/*/*', `age/ secrets/ ${shared}`],
  ['A folder in a feature', 'src/*/*/**', `../** age/ secrets/ ${shared}`],
  ['The secret storage', 'src/secrets/**', shared],
  ['A helper over VS Code', 'src/platform/**', 'contributions/ core/ vscode valibot'],
  ['What needs Node.js', 'src/platform/runtime.ts src/platform/runProgram.ts src/platform/hostSystem.ts src/platform/node/**', `../* core/ ${node}`],
  ['What replaces Node.js', 'src/platform/*.web.ts', 'core/ @noble/hashes/**'],
  ["Passphrases' strength", 'src/backup/strength.ts', 'core/ vscode @zxcvbn-ts/core'],
  ['Encryption', 'src/age/**', 'age-encryption @noble/ciphers/** @noble/curves/** @noble/hashes/** @scure/base @scure/bip39/**'],
  ['What package.json declares', 'src/contributions/**', 'core/ valibot'],
  ['The domain', 'src/core/**', 'otpauth/bare valibot jsonc-parser papaparse'],
  ['A folder of the domain', 'src/core/*/**', '../* valibot'],
  ['A page', 'src/*/webview/**', '../protocol platform/webview/ ../media/ lit-html lit-html/** qr/**'],
  ['The command line', 'cli/src/*', `../src/age/ ../src/core/ ../../src/codes/isFresh ../../src/team/decryptedFile ../../src/team/layout ../../src/team/memberSeal ../../src/team/patientVerifier ../../src/team/people ../../src/team/skipped ../../src/team/storeFiles ../../src/team/teamError ../package.json ${node}`],
  ['The VS Code from npm', 'vscode-from-npm/**', `../scripts/*.mjs ${node} @playwright/test`],
];

/** These files may import everything except what is listed. @type {readonly Row[]} */
// biome-ignore format: a row a line
export const MAY_NOT = [
  ['A unit test', 'test/unit/**', 'host/ ../pages/ e2e/ bench/ screenshots/'],
  ['A host test', 'test/host/**', 'unit/ ../pages/ e2e/ bench/ screenshots/ playwright-core'],
  ["A page's test", 'test/pages/**', 'unit/ host/ e2e/ bench/ screenshots/'],
  ['An end-to-end test', 'test/e2e/** test/screenshots/**', 'src/ unit/ host/ ../pages/ vscode otpauth otpauth/**'],
  ['The practice Xero', '**/practice-xero/**', 'src/ unit/ host/ vscode otpauth otpauth/**'],
];
