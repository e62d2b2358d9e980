import { expect } from '@playwright/test';
import { AU, list } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import { THEMES } from '../shared/themes';
import { ScenePage } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

/** What stands out from what, and by how much: a ratio from 1 to 21. */
type Contrasts = Readonly<Record<string, number>>;

/** Expression: the contrasts of what has to be told apart by its colour or border, painted as the page paints them. */
const CONTRASTS = `(() => {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    .getContext('2d', { willReadFrequently: true });
  const backgrounds = element =>
    element ? [...backgrounds(element.parentElement), getComputedStyle(element).backgroundColor] : ['#ffffff'];
  const luminance = colours => {
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = Array.from(context.getImageData(0, 0, 1, 1).data, value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const found = {};
  for (const field of document.querySelectorAll('input:not([type="checkbox"], [type="file"]), select')) {
    const { borderTopColor, borderTopStyle, borderTopWidth } = getComputedStyle(field);
    const around = backgrounds(field.parentElement);
    const name = field.id + (field.ariaInvalid === 'true' ? ', wrong' : '');
    found[name] = borderTopStyle === 'solid' && parseFloat(borderTopWidth) >= 1
      ? contrast([...around, borderTopColor], around) : 1;
  }
  for (const box of document.querySelectorAll('input[type="checkbox"]')) {
    const around = backgrounds(box.parentElement);
    found['ticked box'] = contrast([...around, getComputedStyle(box).accentColor], around);
  }
  for (const part of document.querySelectorAll('.ring circle')) {
    const { stroke, strokeWidth } = getComputedStyle(part);
    const around = backgrounds(part.closest('svg'));
    found['ring ' + part.getAttribute('class')] =
      stroke === 'none' || parseFloat(strokeWidth) < 1 ? 1 : contrast([...around, stroke], around);
  }
  const [main, other] = ['primary', 'secondary'].map(kind => document.querySelector('.current-step button.' + kind));
  if (main && other) {
    found['main button'] = contrast(backgrounds(main), backgrounds(other));
    found['its text'] = contrast([...backgrounds(main), getComputedStyle(main).color], backgrounds(main));
  }
  return found;
})()`;

test('fields, the ring and the main button stand out in every theme', async ({ start, themes }) => {
  const guide = await GuideTab.open(
    await start({ list: list(AU), settings: { 'xeroMfa.minimumRemaining': 0 } }),
    AU.login,
  );
  const page = new ScenePage(guide);
  const seen = new Set<string>();
  const faults: string[] = [];
  const look = async (): Promise<void> => {
    for (const theme of THEMES) {
      await guide.tab.wear(themes[theme]);
      const contrasts = await guide.evaluate<Contrasts>(CONTRASTS);
      for (const [what, ratio] of Object.entries(contrasts)) {
        seen.add(what);
        if (ratio < 3) faults.push(`${what}, ${theme}: ${ratio.toFixed(2)}`);
      }
    }
  };
  await page.open('pasteKey');
  await look();
  await page.submit('key', 'jbsw 1111');
  await look();
  await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
  await guide.frame.locator('#key').press('Enter');
  await guide.frame.locator('#body-copyCode .ring').waitFor();
  await look();
  await page.hurry();
  await look();
  await guide.open.locator('.buttons .primary').first().hover();
  await look();
  await page.open('addBackup');
  await look();
  await page.questions();
  await look();
  expect(faults).toEqual([]);
  for (const what of [
    'scenario',
    'key',
    'key, wrong',
    'ring track',
    'ring rest',
    'main button',
    'backupEmail',
    'answer-0',
    'ticked box',
  ])
    expect([...seen]).toContain(what);
});

test('the current step and the one with the keyboard have unlike outlines in contrast themes', async ({
  start,
  themes,
}) => {
  const guide = await GuideTab.open(await start({ list: list(AU) }), AU.login);
  const styleOf = (step: string): Promise<string> =>
    guide.evaluate(`getComputedStyle(document.querySelector('#step-${step}')).outlineStyle`);
  for (const theme of ['Default High Contrast', 'Default High Contrast Light'] as const) {
    await guide.tab.wear(themes[theme]);
    await guide.frame.locator('#title-openMenu').focus();
    expect(await styleOf('openMenu')).toBe('dotted');
    await guide.page.keyboard.press('Shift+Tab');
    expect(await styleOf('finish')).toBe('solid');
    await guide.frame.locator('#step-openMenu').focus();
    expect(await styleOf('openMenu')).toBe('solid');
  }
});
