import { access, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findBrowser } from '../../scripts/vscode/browser.mjs';

/**
 * Has the pictures made with the font that the browser from npm brings, the same on every Linux, and wider ones
 * of the system only where it has no such character.
 *
 * @param file where to write the configuration of fonts
 */
export async function useFontOfBrowser(file: string): Promise<void> {
  const { executable } = await findBrowser();
  const folder = join(dirname(executable), 'fonts/fonts');
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
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
  process.env['FONTCONFIG_FILE'] = file;
}
