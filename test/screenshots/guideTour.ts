import { Guide } from '../e2e/guide';
import type { Workbench } from '../e2e/workbench';
import { EXAMPLE_KEY } from '../shared/oracle';
import { boxAround, type Camera } from './camera';

const ACCOUNT = 'US bank feeds';
const XERO_STEPS = 14;

/** The guide from its first step to its last, each with its picture, and troubleshooting. */
export async function tourOfGuide(window: Workbench, camera: Camera): Promise<void> {
  await window.openView();
  await window.row(ACCOUNT).first().waitFor();
  await window.run('Xero MFA: Open Guide');
  await window.choose(ACCOUNT);
  const guide = new Guide(window);
  await guide.heading.waitFor();
  await window.run('View: Toggle Primary Side Bar Visibility');
  await guide.frame.locator('.picture svg').waitFor();
  await camera.take('guide', await boxAround([guide.frame.locator('header'), guide.open], 16));
  for (let step = 1; step <= XERO_STEPS; step++) {
    if (step === 8) {
      await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
      await guide.button('Save Key').click();
      await guide.at('8');
      await guide.open.locator('.code', { hasText: /\d/ }).first().waitFor();
    } else {
      await guide.step(String(step)).getByRole('button').first().click();
      await guide.at(String(step));
    }
    await guide.frame.locator('.picture svg').waitFor();
    await takeStep(guide, camera, `step-${String(step).padStart(2, '0')}`);
    if (step === 10) {
      await guide.button('Xero Rejected the Code').click();
      await guide.frame.locator('.troubleshooting').waitFor();
      await takeStep(guide, camera, 'refused');
    }
  }
}

async function takeStep(guide: Guide, camera: Camera, subject: string): Promise<void> {
  await guide.open.evaluate('element => element.scrollIntoView({ block: "center" })');
  await camera.take(subject, await boxAround([guide.open], 8));
}
