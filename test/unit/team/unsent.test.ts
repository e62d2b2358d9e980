import assert from 'node:assert/strict';
import { formatMemory, parseMemory, type StoreMemory } from '../../../src/core/team/memory';
import { mergeMemories } from '../../../src/core/team/memoryMerge';
import type { Computer } from '../../shared/computer';
import { LOGIN as AU } from '../../shared/lists';
import { KEY, NEW_KEY } from '../../shared/oracle';
import { joined, LOGINS, useSmallTeam } from './smallTeam';

describe('A key that one window of a computer has yet to send', () => {
  let priya: Computer;
  let id: string;
  useSmallTeam(team => {
    ({ priya, id } = team);
  });

  const remembered = (): StoreMemory => parseMemory(priya.memories.get(id) ?? '') ?? assert.fail();
  const isUnsent = (memory: StoreMemory): boolean => memory.shared[AU]?.isUnsent === true;

  it('is no longer to be sent once another window has sent it', async () => {
    await priya.enterKey(AU, NEW_KEY);
    const before = remembered();
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).sent, [AU]);
    const sent = remembered();
    assert.deepEqual([before, sent].map(isUnsent), [true, false]);
    for (const merged of [mergeMemories(before, sent), mergeMemories(sent, before)])
      assert.equal(isUnsent(merged), false);
  });

  it('is still to be sent after another window sent the one before', async () => {
    await priya.enterKey(AU, NEW_KEY);
    await priya.sync(LOGINS, 'changed');
    const sent = remembered();
    await priya.enterKey(AU, KEY);
    for (const merged of [mergeMemories(remembered(), sent), mergeMemories(sent, remembered())])
      assert.equal(isUnsent(merged), true);
  });

  it('is still to be sent if it was agreed on before, and a colleague’s came in another window', async () => {
    const sam = await joined('Sam', priya);
    const before = remembered();
    await sam.enterKey(AU, NEW_KEY);
    await sam.sync(LOGINS);
    assert.deepEqual((await priya.sync(LOGINS, 'changed')).received, [AU]);
    const received = remembered();
    priya.memories.set(id, formatMemory(before));
    await priya.enterKey(AU, KEY);
    for (const merged of [mergeMemories(remembered(), received), mergeMemories(received, remembered())])
      assert.equal(isUnsent(merged), true);
  });
});
