import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';

/**
 * Has the pictures made with the font that the browser from npm brings, the same on every Linux, and wider ones
 * of the system only where it has no such character.
 *
 * @param options how the browser is started
 * @param file where to write the configuration of fonts
 * @returns how to start it instead
 */
export async function withOwnFont(options: LaunchOptions, file: string): Promise<LaunchOptions> {
  const folder = join(dirname(options.executablePath ?? ''), 'fonts/fonts');
  if (!existsSync(folder)) return options;
  const preferred = ['system-ui', 'sans-serif', 'Ubuntu']
    .map(
      family =>
        `<match target="pattern"><test name="family"><string>${family}</string></test>` +
        '<edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>',
    )
    .join('\n');
  await writeFile(
    file,
    `<?xml version="1.0"?>\n<fontconfig>\n<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n<dir>${folder}</dir>\n${preferred}\n</fontconfig>\n`,
  );
  return { ...options, env: { ...options.env, FONTCONFIG_FILE: file } };
}
