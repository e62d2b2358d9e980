import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt } from '../../../src/age/age';
import type { Computer } from '../../shared/computer';
import { KEY } from '../../shared/oracle';
import { formsOf } from '../../shared/secretForms';
import { AU, CA, GB, LOGINS, MachineTeam } from './machineTeam';
import { runHere } from './runHere';

/** Random, so that no other file has them: an answer, and a password. */
const PLANTED = [1, 2].map(() => `Planted9${randomBytes(9).toString('hex')}`);
const [ANSWER = '', PASSWORD = ''] = PLANTED;

describe('What members alone may know of a login', () => {
  let team: MachineTeam;
  let machine: Computer;

  before(async () => {
    team = await MachineTeam.of([AU, CA, GB]);
    machine = await team.machine();
    // What the team keeps beside the key: answers, and the password with them.
    const answers = [{ question: 'First pet?', answer: ANSWER }];
    await team.priya.enterAnswers(AU, JSON.stringify({ version: 1, answers }));
    await team.priya.enterPassword(AU, PASSWORD);
    await team.priya.sync(LOGINS);
  });
  after(() => team.remove());

  /** All files of the store, and what an identity can decrypt of them. */
  async function reachOf({ identity }: Computer): Promise<string[]> {
    const texts: string[] = [];
    for (const name of await readdir(team.store, { recursive: true })) {
      const bytes = await readFile(join(team.store, name)).catch(() => undefined);
      if (!bytes) continue;
      texts.push(name, bytes.toString('latin1'));
      if (name.endsWith('.age')) texts.push(await decrypt(bytes, identity).catch(() => ''));
    }
    return texts;
  }

  const has = (texts: readonly string[], secret: string): boolean =>
    texts.some(text => formsOf(secret).some(form => text.includes(form)));

  it('is in no file that a machine can decrypt, and members have it', async () => {
    const ofMember = await reachOf(team.priya);
    for (const planted of PLANTED) assert.ok(has(ofMember, planted), 'It was not planted.');
    const reach = await reachOf(machine);
    assert.ok(has(reach, KEY), 'The machine can decrypt nothing.');
    for (const planted of PLANTED) assert.ok(!has(reach, planted));
  });

  it('is in nothing that xero-mfa says, with a machine’s identity or a member’s', async () => {
    const words = await team.priya.words();
    const given: string[] = [];
    for (const { identity } of [machine, team.priya])
      for (const args of [
        ['code', AU],
        ['code', AU, '--json'],
        ['code', GB],
        ['list'],
        ['list', '--json'],
        ['check'],
        ['check', '--json'],
        ['verify'],
        ['password', AU],
        ['code', `${AU}~answers`],
        ['--help'],
      ]) {
        const env = { XERO_MFA_IDENTITY: identity, XERO_MFA_TRUST: words };
        const { out, error } = await runHere(args, { cwd: team.repository, env });
        given.push(out, error);
      }
    assert.ok(
      given.some(text => /^\d{6}\n$/.test(text)),
      'There is no code.',
    );
    for (const secret of [...PLANTED, KEY]) assert.ok(!has(given, secret));
  });
});
