import assert from 'node:assert/strict';
import { encrypt } from '../../../src/age/age';
import type { Identified } from '../../../src/contributions/commandResults';
import { VIEWS } from '../../../src/contributions/ids';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import {
  listOf,
  rowLabels,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';
import { createStore, letIn, openStore } from '../team/colleagues';

const badge = (): unknown => vsCode.window.badge(VIEWS.accounts)?.tooltip;

/** Expects the badge, and the first rows, once they have followed. */
async function shows(tooltip: string | undefined, ...rows: readonly string[]): Promise<void> {
  await eventually(async () => {
    assert.equal(badge(), tooltip);
    assert.deepEqual((await rowLabels()).slice(0, rows.length), rows);
  });
}

describe('The badge', () => {
  startFresh();

  it('counts no account that this computer never had a key of', async () => {
    await writeList(
      teamList,
      listOf(...Array.from({ length: 9 }, (_, at) => ({ login: `${at}@acme.test` }))),
    );
    await shows(undefined, '0@acme.test · no key');
  });

  it('counts organisations that are overdue, once an account', async () => {
    const demo = { name: 'Demo', kind: 'demo', resetOn: '2026-01-31' };
    await writeList(teamList, listOf({ login: AU, organisations: [demo, demo] }, { login: NZ }));
    await shows('1 account needs attention');
    const far = { ...demo, resetOn: '2999-01-31' };
    await writeList(teamList, listOf({ login: AU, organisations: [far] }, { login: NZ }));
    await shows(undefined);
  });

  it('counts keys that differ from the store’s, until they are the same again', async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    const { recipient } = (await createStore()) as Identified;
    await shows(undefined, `AU payroll · ${AU}`, NZ);
    const file = openStore().at(`${NZ}.age`);
    const content = await vsCode.files.fs.readFile(file);
    const uri = `otpauth://totp/Xero:${NZ}?secret=${NEW_KEY}&issuer=Xero\n`;
    write(file, await encrypt(uri, [recipient]));
    await shows('1 account needs attention', `AU payroll · ${AU}`, `${NZ} · out of sync`);
    write(file, content);
    await shows(undefined, `AU payroll · ${AU}`, NZ);
  });

  it('counts keys that somebody who left knows', async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
    await createStore();
    const { recipient } = await letIn('CI', [AU]);
    await shows(undefined);
    await run('team.remove', { recipient, confirm: true });
    await shows('1 account needs attention', `AU payroll · set up again · ${AU}`);
  });
});
