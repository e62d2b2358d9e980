import type { Workbench } from '../e2e/workbench';
import { EXAMPLE_KEY } from '../shared/oracle';
import { wordsIn } from '../shared/words';
import { boxAround, type Camera } from './camera';

/** A team of two, with a request of a third: the question before somebody is let in, and the Team view. */
export async function tourOfTeam(
  window: Workbench,
  camera: Camera,
  openAsColleague: () => Promise<Workbench>,
): Promise<void> {
  await window.openView();
  await window.storeSetupKey('AU payroll', EXAMPLE_KEY.shown);
  await window.run('Xero MFA: Create Team Store');
  await window.answer('Your name', 'Priya');
  await window.notification('The team store is ready.').waitFor();
  const words = await join(await openAsColleague(), 'Sam');
  await window.run('Xero MFA: Approve Member');
  await window.quickInput.filter({ hasText: 'of their eight words' }).waitFor();
  await camera.take('approve', await boxAround([window.quickInput], 8));
  await window.typeWords(words);
  await window.notification('Sam is a member now.').waitFor();
  await join(await openAsColleague(), 'Alex');
  await window.clearNotifications();
  await window.run('Xero MFA: Focus on Team View');
  // The view is as high as all its rows then.
  await window.sidebar
    .locator('.pane-header', { hasText: 'Accounts' })
    .locator('.twisty-container')
    .first()
    .click();
  const rows = window.sidebar.getByRole('treeitem', {
    name: /^(?:Members|Priya|Sam|Requests|Alex|Last sync)/,
  });
  await rows.nth(5).waitFor();
  await camera.take(
    'team',
    await boxAround([window.sidebar.getByRole('button', { name: /^Team Section/ }), rows], 8),
  );
}

/** Asks to be let in. @returns the eight words */
async function join(window: Workbench, name: string): Promise<string> {
  await window.run('Xero MFA: Join Team');
  await window.answer('Your name', name);
  const request = await window.dialog.innerText();
  await window.dialog.getByRole('button', { name: 'OK' }).click();
  await window.page.close();
  return wordsIn(request);
}
