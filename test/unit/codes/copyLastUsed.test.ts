import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { expectCode, listOf, run, setSecret, startFresh, teamList, writeList } from '../extension';

const copy = (login = LOGIN) => run('copyCode', { login });

async function startWithAccounts(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
}

describe('A code is copied by copyLastUsed', () => {
  startFresh();
  beforeEach(startWithAccounts);

  const THIRD = 'qa-uk@acme.test';
  const copyLastUsed = () => run('copyLastUsed');

  it('without asking where one login alone has a key, used or not', async () => {
    await setSecret(OTHER, OTHER_KEY);
    await expectCode(copyLastUsed, OTHER_KEY);
  });

  it('of the login that got its key last, where none was used', async () => {
    await setSecret(OTHER, OTHER_KEY);
    await setSecret(LOGIN, KEY);
    await expectCode(copyLastUsed, KEY);
    await run('removeSecret', { login: OTHER, confirm: true });
    await run('removeSecret', { login: LOGIN, confirm: true });
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await expectCode(copyLastUsed, OTHER_KEY);
  });

  it('of the login used before, where the last one lost its account and its key', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await copy(OTHER);
    await copy(LOGIN);
    await run('removeAccount', { login: LOGIN, confirm: true, removeSecret: true });
    await expectCode(copyLastUsed, OTHER_KEY);
  });

  it('of a login that is in a list, rather than of the last one that is in none', async () => {
    await writeList(teamList, listOf({ login: LOGIN }, { login: OTHER }, { login: THIRD }));
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await copy(OTHER);
    await copy(LOGIN);
    await run('removeAccount', { login: LOGIN, confirm: true });
    await expectCode(copyLastUsed, OTHER_KEY);
    await run('removeAccount', { login: OTHER, confirm: true });
    await expectCode(copyLastUsed, OTHER_KEY);
  });

  it('no more of a login whose key was removed and stored again', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await copy(OTHER);
    await copy(LOGIN);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await setSecret(LOGIN, KEY);
    await expectCode(copyLastUsed, OTHER_KEY);
  });
});
