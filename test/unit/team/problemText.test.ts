import assert from 'node:assert/strict';
import { skippedTexts } from '../../../src/team/problemText';

describe('The files of a team store that were left as they are', () => {
  const damaged = (count: number): { file: string; reason: 'damaged' }[] =>
    Array.from({ length: count }, (_, index) => ({ file: `qa-${index}.age`, reason: 'damaged' }));
  const unknown = async (): Promise<undefined> => undefined;

  it('are named together where the reason is the same, ten at most', async () => {
    assert.deepEqual(await skippedTexts(damaged(1), unknown), [
      'qa-0.age: Damaged. Restore from an earlier commit.',
    ]);
    assert.deepEqual(await skippedTexts([...damaged(2), { file: 'a.age', reason: 'gitLfs' }], unknown), [
      'qa-0.age and qa-1.age: Damaged. Restore from an earlier commit.',
      'a.age: Only a Git LFS link. Run “git lfs pull”.',
    ]);
    const [many = ''] = await skippedTexts(damaged(5000), unknown);
    assert.match(
      many,
      /^qa-0\.age, .*, qa-9\.age and 4990 more: Damaged\. Restore from an earlier commit\.$/,
    );
  });

  it('come with the commit that brought the first', async () => {
    const [text] = await skippedTexts(damaged(3), async file => `commit of ${file}`);
    assert.match(text ?? '', /commit\. Last changed in commit of qa-0\.age\.$/);
  });
});
