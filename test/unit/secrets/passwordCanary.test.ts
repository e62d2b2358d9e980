import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { COMMANDS } from '../../../src/contributions/commands';
import type { FromImport, ImportView } from '../../../src/importing/protocol';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { formsOf } from '../../shared/secretForms';
import {
  answering,
  api,
  elsewhere,
  listOf,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

/** Two random ones: one is there from the start, the other is imported by the page. */
const [STORED = '', IMPORTED = ''] = [1, 2].map(() => `Planted9${randomBytes(9).toString('hex')}`);

/** Those that end what this looks at, and one that needs a file of the extension. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'removeSecret',
  'removePassword',
  'removeAccount',
  'openSample',
]);

/**
 * All that the extension has written, sent, shown, asked and logged. `test/host/passwordCanary.test.ts` does the same in a
 * real VS Code, which has no way to look into views.
 */
async function everything(): Promise<Readonly<Record<string, unknown>>> {
  const { window, files, context, settings } = vsCode;
  const rows: unknown[] = [];
  for (const view of ['xeroMfa.accounts', 'xeroMfa.teamStore', 'xeroMfa.help']) {
    for (const row of await window.rows(view)) {
      const label = typeof row.label === 'object' ? row.label.label : (row.label ?? '');
      rows.push(row, await window.tooltip(view, label).catch(() => ''));
      if (row.collapsibleState) rows.push(await window.rows(view, label).catch(() => []));
    }
  }
  return {
    rows,
    settings,
    files: files.all().filter(({ name }) => !name.includes('vault.json')),
    pages: window.panels.map(({ posted, title, viewType }) => [viewType, title, posted]),
    said: [window.messages, [...window.buttons], window.logged],
    state: [context.globalState, context.workspaceState].map(state =>
      state.keys().map(key => [key, state.get(key)]),
    ),
    api: Object.entries(api),
  };
}

function assertAbsent(where: string, what: unknown): void {
  const text = inspect(what, { depth: 30, maxStringLength: null, maxArrayLength: null });
  for (const form of [STORED, IMPORTED].flatMap(formsOf))
    assert.ok(!text.includes(form), `It is in: ${where}`);
}

describe('A password in the secret storage', () => {
  startFresh({}, () => ({ attach: ({ secrets }) => void secrets.values.set(`password:${AU}`, STORED) }));

  it('is in no row, page, file, state, message, log or result, whatever command is run', async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    const [key, other] = [`password:${AU}`, `password:${NZ}`];
    await setSecret(AU, KEY);
    const entry = { type: 1, name: 'Xero', login: { username: NZ, password: IMPORTED, totp: OTHER_KEY } };
    write(elsewhere('vault.json'), JSON.stringify({ items: [entry] }));
    const imported = run('importQr', { uri: elsewhere('vault.json').toString() });
    const panel = await eventually(() => vsCode.window.panels[0] ?? assert.fail());
    const view = (): ImportView | undefined =>
      panel.posted.flatMap(message => (message as { view?: ImportView }).view ?? []).at(-1);
    const send = (message: FromImport): void => panel.receive(message);
    send({ type: 'ready' });
    send({ type: 'shown' });
    await eventually(() => assert.ok(view()?.passwords));
    send({ type: 'readPasswords', file: 0, isOn: true });
    await eventually(() => assert.ok(view()?.passwords?.found));
    send({ type: 'tickPassword', row: 0, ticked: true });
    await eventually(() => assert.match(view()?.save?.label ?? '', /1 Password/));
    // No other way in stores one unasked.
    assert.equal(vsCode.secrets.values.get(other), undefined);
    const agreed = answering(['Keep Passwords']);
    send({ type: 'save' });
    await eventually(() => assert.equal(vsCode.secrets.values.get(other), IMPORTED));
    panel.dispose();
    assertAbsent('importQr', [await imported, agreed]);
    for (const name of ['signIn', 'signIn', 'signIn', 'copyPassword']) {
      const asked = answering(['Copy Password']);
      const result = await run(name, { login: AU }).catch((error: unknown) => error);
      assertAbsent(`${name}, allowed`, [result, asked]);
    }

    const names = Object.values(COMMANDS).flatMap(group => Object.keys(group));
    for (const name of names.filter(each => !LEFT_OUT.has(each))) {
      const asked = answering([]);
      const result = await Promise.race([
        run(name, { login: AU, confirm: true }).catch((error: unknown) => error),
        // Some wait for what a person does, such as a page.
        new Promise(resolve => setTimeout(resolve, 300, 'still there')),
      ]);
      assertAbsent(name, [result, asked]);
    }
    assert.deepEqual([vsCode.secrets.values.get(key), vsCode.secrets.values.get(other)], [STORED, IMPORTED]);
    for (const [where, what] of Object.entries(await everything())) assertAbsent(where, what);
  });
});
