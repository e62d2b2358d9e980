import { expect } from '@playwright/test';
import { list } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import { SetUp } from '../shared/setUp';
import { ExtensionPlace } from './extensionPlace';
import { test } from './test';

// All themes are checked step by step in the test of the page.
const THEMES = [
  { theme: 'Light Modern', kind: 'vscode-light' },
  { theme: 'Default High Contrast Light', kind: 'vscode-high-contrast-light' },
] as const;
const QUESTIONS = [
  { question: 'What was the name of your first pet?', answer: 'Tiddles' },
  { question: 'What was the first concert you went to?', answer: 'Abba1977' },
  { question: 'What was your favourite dish as a child?', answer: 'pancakes' },
];

test.describe('the guide through a set-up', () => {
  const names = ['whole', 'questions', 'clock', 'mistyped', 'mine', 'other'];
  test.describe.configure({ mode: 'serial' });
  let place: ExtensionPlace;

  test.beforeAll(async ({ start, site }) => {
    const settings = { 'xeroMfa.xeroUrl': site.url, 'xeroMfa.clockCheck.url': site.url };
    place = await ExtensionPlace.open(
      await start({ list: list(...names.map(name => ({ login: `${name}@acme.test` }))), settings }),
      site,
    );
  });
  test.beforeEach(() => place.startAfresh());

  test('leads from step 1 to step 14, whichever theme is chosen on the way', async ({ themes }) => {
    const guide = await place.openGuide('whole@acme.test');
    const setUp = SetUp.in(guide, 'whole@acme.test', place);
    await guide.at('1');
    // It is true for a moment, in which the walkthrough ticks its step.
    const isTicked = () => place.extension.vscode.contexts.has('xeroMfa.guideFinished');
    const parts = [
      () => setUp.toKey(),
      () => setUp.storeKey(),
      () => setUp.confirmCode('11'),
      () => setUp.giveBackupEmail('backup@acme.test'),
      () => setUp.finish(),
    ];
    for (const [index, goOn] of parts.entries()) {
      const { theme, kind } = THEMES[index % 2] ?? THEMES[0];
      await guide.tab.wear(themes[theme]);
      await expect(guide.frame.locator(`body[data-vscode-theme-kind="${kind}"]`)).toBeVisible();
      expect(isTicked()).toBe(false);
      await goOn();
    }
    expect(isTicked()).toBe(true);
    expect(setUp.clicks.length, `${setUp.clicks}`).toBeLessThanOrEqual(14);
    await setUp.xero.signOut();
  });

  test('keeps security questions instead of a backup email, and gives the answers to sign in with', async () => {
    const setUp = await SetUp.open('questions@acme.test', place);
    const { guide } = setUp;
    await setUp.skipToKey();
    await setUp.storeKey();
    await setUp.confirmCode('11');
    await setUp.press('Use Security Questions');
    for (const mark of ['12', '13']) await expect(guide.step(mark).getByText('not needed')).toBeVisible();
    const { xero } = setUp;
    await xero.button('Use security questions instead').click();
    for (const [index, { question, answer }] of QUESTIONS.entries()) {
      await guide.frame.getByLabel(`Question ${index + 1}`).fill(question);
      await guide.frame.getByLabel(`Answer ${index + 1}`).fill(answer);
      await xero.field(`Question ${index + 1}`).selectOption(question);
      await xero.field(`Answer ${index + 1}`).fill(answer);
    }
    await setUp.press('Check and Save Answers');
    await expect(guide.open.getByText('The answers for this login are saved')).toBeVisible();
    await expect(guide.frame.getByLabel('Answer 1')).toHaveValue('');
    await xero.button('Continue').click();
    await setUp.next('14');
    await setUp.finish();
    expect((await setUp.entry())?.['backupEmail']).toBeUndefined();
    await xero.signOut();

    await setUp.follow('The old phone or key is lost', 'signInByBackup');
    await xero.signIn(setUp.login);
    await xero.button('Use another method').click();
    await xero.button('Answer security questions').click();
    for (const { question, answer } of QUESTIONS) {
      await setUp.press('Copy Security Answer…');
      await place.answer(question);
      await expect.poll(() => place.clipboard()).toBe(answer);
      await xero.paste(question);
    }
    expect(await xero.isTaken('Log in')).toBe(true);
    await xero.at('Dashboard');
    await setUp.next('changeDevice', 'It Worked');
  });

  test('finds that the clock is wrong when Xero refuses the code, and corrects codes', async () => {
    const setUp = await SetUp.open('clock@acme.test', place);
    const { guide } = setUp;
    try {
      // By the other clock a code is of two half minutes ago at least: Xero takes that of the last one.
      place.site.skewSeconds = 75;
      await setUp.skipToKey();
      await setUp.storeKey();
      await setUp.enterCode();
      expect(await setUp.xero.isTaken('Confirm')).toBe(false);
      await setUp.press('Xero Rejected the Code');
      await setUp.press('Check Clock');
      await expect(guide.open.getByText(/7[456] seconds behind/)).toBeVisible();
      await setUp.press('Correct Codes');
      await expect(guide.open.getByText('Codes are corrected until it is right')).toBeVisible();
      await setUp.copyCode('10');
      await setUp.xero.paste('One-time code');
      expect(await setUp.xero.isTaken('Confirm')).toBe(true);
      await setUp.next('11', 'It Worked');
    } finally {
      place.site.skewSeconds = 0;
    }
    await place.extension.vscode.run('xeroMfa.checkClock');
    expect(place.extension.vscode.window.messages.at(-1)).toContain(
      'right again. Codes are no longer corrected',
    );
    await setUp.giveBackupEmail('backup@acme.test');
    await setUp.finish();
  });

  test('finds that the key was mistyped, and has it replaced', async () => {
    const setUp = await SetUp.open('mistyped@acme.test', place);
    const { guide } = setUp;
    await setUp.skipToKey();
    await setUp.next('7');
    const key = await setUp.xero.field('Setup Key').inputValue();
    const field = guide.frame.getByLabel('Setup key', { exact: true });
    await field.fill(`${key.slice(0, -1)}1`);
    await setUp.press('Save Key');
    await expect(guide.open.getByText(/Character \d+ .*“1”/)).toBeVisible();
    await field.fill(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`);
    await setUp.next('8', 'Save Key');
    await setUp.enterCode();
    expect(await setUp.xero.isTaken('Confirm')).toBe(false);

    await setUp.press('Xero Rejected the Code');
    await guide.unfoldCauses();
    await setUp.xero.button('Back').click();
    await setUp.xero.button("Can't scan the QR code? Enter a setup key instead").click();
    await setUp.xero.copyKey();
    await guide.surface.page.bringToFront();
    await guide.frame.getByLabel('Setup key to compare').focus();
    await guide.surface.page.keyboard.press('Control+V');
    await setUp.press('Compare');
    await expect(guide.open.getByText('This isn’t the key saved here')).toBeVisible();
    await setUp.next('7', 'Replace Setup Key');
    await setUp.press('Paste from Clipboard');
    await place.answer('Replace');
    await guide.at('8');
    await guide.showsCodeOf(setUp.newKey);
    await setUp.confirmCode('11');
    await setUp.giveBackupEmail('backup@acme.test');
    await setUp.finish();
  });

  test('finds that the key belongs to another login', async () => {
    for (const login of ['other@acme.test', 'mine@acme.test']) {
      await place.startAfresh();
      const setUp = await SetUp.open(login, place);
      const { guide } = setUp;
      await guide.step('7').getByRole('button').click();
      await guide.frame.getByLabel('Setup key', { exact: true }).fill(EXAMPLE_KEY.shown);
      await setUp.next('8', 'Save Key');
      await guide.step('10').getByRole('button').click();
      await setUp.press('Xero Rejected the Code');
      await guide.unfoldCauses();
      await setUp.press('Check Other Logins');
      const found = login === 'mine@acme.test' ? 'other@acme.test has the same key' : 'No other login';
      await expect(guide.open.getByText(found)).toBeVisible();
    }
  });
});
