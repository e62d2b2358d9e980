import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CI_NAMES, CI_SYSTEMS, ciJob } from '../../../src/core/team/ciJob';
import { formatMember } from '../../../src/core/team/memberFile';
import { wordsOf } from '../../../src/team/people';
import { stepOf } from '../../shared/ciStep';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import {
  answering,
  listOf,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { computerOf, createStore, letIn, openStore, teamStatus } from './colleagues';

/** A request as `xero-mfa join` and a person with `age-keygen` write it. */
async function requested(name: string): Promise<{ recipient: string; words: string }> {
  const recipient = await (await computerOf(name)).store.recipient();
  write(openStore().at(`members/${recipient}.json`), formatMember({ name, requested: '2026-11-25' }));
  return { recipient, words: await wordsOf({ recipient, signingKey: '' }) };
}

describe('Add Machine', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
  });

  it('lets a machine in for its logins, and copies the job that it runs', async () => {
    const own = (await createStore()) as { fingerprint: string };
    const { recipient, words } = await requested('CI');
    const asked = answering([['AU payroll'], typing(words), 'GitLab CI/CD']);
    assert.deepEqual(await run('team.addMachine'), { files: 1 });
    assert.deepEqual(
      asked.map(({ choices }) => choices),
      [['AU payroll', NZ], [], Object.values(CI_NAMES)],
    );
    const [machine] = (await teamStatus()).members.filter(({ role }) => role === 'machine');
    assert.deepEqual([machine?.recipient, machine?.logins], [recipient, [AU]]);
    const { env } = stepOf('gitlab', await vsCode.clipboard.readText());
    assert.deepEqual(env, { XERO_LOGIN: AU, XERO_MFA_TRUST: own.fingerprint });
  });

  it('is what approving the row of a machine does too', async () => {
    await createStore();
    const { words } = await requested('CI');
    answering([[NZ], typing(words), undefined]);
    await run('team.approve', await vsCode.window.row('xeroMfa.teamStore', 'CI', 'Requests'));
    assert.deepEqual((await teamStatus()).members.find(({ name }) => name === 'CI')?.logins, [NZ]);
  });

  it('takes no person for a machine, and says what to run where there is none', async () => {
    await createStore();
    await (await computerOf('Sam')).store.join('Sam');
    const { messages } = vsCode.window;
    messages.length = 0;
    await run('team.addMachine');
    assert.match(messages.join(), /Make a request with “xero-mfa join”/);
    assert.deepEqual(
      (await teamStatus()).requests.map(({ name }) => name),
      ['Sam'],
    );
  });

  it('copies the job again, of machines only', async () => {
    const own = (await createStore()) as { recipient: string; fingerprint: string };
    const { recipient, words } = await requested('CI');
    answering([typing(words)]);
    await run('team.addMachine', { recipient, logins: [NZ, AU] });
    for (const system of CI_SYSTEMS) {
      await run('team.copyCiJob', { recipient, system });
      const text = await vsCode.clipboard.readText();
      assert.equal(text, ciJob(system, { logins: [AU, NZ], trust: own.fingerprint }));
    }
    await refuses('team.copyCiJob', { recipient: own.recipient }, /no request or member/);
    await refuses('team.copyCiJob', { recipient, system: 'jenkins' }, /“system”/);
  });

  it('has the job believe who approved the machine', async () => {
    await createStore();
    const { computer: sam } = await letIn('Sam');
    await sam.confirm();
    const { recipient } = await requested('CI');
    await sam.approve(recipient, [AU], [AU]);
    await run('team.copyCiJob', { recipient, system: 'github' });
    const text = await vsCode.clipboard.readText();
    assert.equal(text, ciJob('github', { logins: [AU], trust: await sam.words() }));
  });
});

describe('A job for CI', () => {
  const trust = 'word1 word2 word3 word4 word5 word6 word7 word8';

  it('stands in the documentation as it is copied', () => {
    const page = readFileSync(join(__dirname, '../../../..', 'docs/ci.md'), 'utf8');
    const shown = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, text]) => text);
    assert.deepEqual(
      shown,
      CI_SYSTEMS.map(system => ciJob(system, { logins: [AU], trust })),
    );
  });

  for (const system of CI_SYSTEMS) {
    it(`of ${CI_NAMES[system]} asks for the code of its login, and keeps the identity from the tests`, () => {
      const { shell, env } = stepOf(system, ciJob(system, { logins: [AU], trust }));
      assert.equal(env['XERO_LOGIN'], AU);
      assert.equal(env['XERO_MFA_TRUST'], trust);
      const lines = shell.trimEnd().split('\n');
      assert.ok(lines.indexOf('unset XERO_MFA_IDENTITY') < lines.indexOf('XERO_CODE="$code" npm test'));
      assert.match(
        shell,
        /^code=\$\(npx --no-install xero-mfa code "\$XERO_LOGIN" --unused --min-remaining 20\)$/m,
      );
    });

    it(`of ${CI_NAMES[system]} has nothing of a login that the CI system would run`, () => {
      const hostile = [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own expression
        '${{secrets.KEY}}@a.test',
        '$(rm)@a.test',
        '$HOME@a.test',
        'a\nb@a.test',
        '"a"@a.test',
        '--help@a.test',
      ];
      const job = ciJob(system, { logins: hostile, trust });
      assert.equal(stepOf(system, job).env['XERO_LOGIN'], 'login@example.com');
      assert.equal(job, ciJob(system, { logins: [], trust }));
    });
  }
});
