import { realpathSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { newIdentity, recipientOf } from '../../src/age/age';
import { fingerprintOf } from '../../src/age/fingerprint';
import { isPersonName } from '../../src/core/team/entry';
import { formatMember } from '../../src/core/team/memberFile';
import { Layout } from '../../src/team/layout';
import { attempt } from './attempt';
import type { CommandLine } from './commandLine';
import { NoStoreError, NotWrittenError, UsageError } from './errors';
import { EXIT_CODES } from './exitCodes';
import type { Host } from './host';
import type { Output } from './output';
import { StoreFolder } from './storeFolder';
import { findStore } from './storePlace';
import { visible } from './visible';

/** Makes an identity for a machine, and writes the request to let it into the team. */
export async function join(line: CommandLine, output: Output, host: Host): Promise<number> {
  const name = line.text('name')?.trim() ?? '';
  const file = line.text('identity-file');
  const isPrinted = line.has('print-identity');
  if (!isPersonName(name))
    throw new UsageError('--name: It must be one line of at most 100 characters, such as CI.');
  if ((file === undefined) !== isPrinted || file === '-')
    throw new UsageError('xero-mfa join: Choose --identity-file <new file> or --print-identity.');
  const folder = findStore(line.text('store'), host);
  if (file !== undefined && isIn(folder, file))
    throw new UsageError(
      '--identity-file: It is in the store, which everyone with the repository can read. Choose a place outside.',
    );
  const layout = new Layout(new StoreFolder(folder));
  if ((await layout.id()) === undefined)
    throw new NoStoreError(
      `${visible(folder)}: It has no store.json that can be read. Pull, or pass --store.`,
    );

  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const requested = new Date(host.now()).toISOString().slice(0, 10);
  if (file !== undefined) await writeIdentity(file, `# public key: ${recipient}\n${identity}\n`);
  const path = layout.memberPath(recipient);
  try {
    await layout.write(path, formatMember({ name, requested }), null);
  } catch (error) {
    // An identity that nobody can approve is of no use.
    if (file !== undefined) await rm(file, { force: true });
    throw new NotWrittenError(
      `${visible(path)}: It can't be written into ${visible(folder)} (${codeOf(error)}). Check its permissions, and that it is no link.`,
    );
  }
  if (isPrinted) output.out(`${identity}\n`);
  // A machine signs nothing, and so has no signing key. That tells its request from a person's.
  const words = await fingerprintOf(recipient, '');
  const said = `Request: ${path}\nPublic key: ${recipient}\nWords: ${words}\nCommit and push the request. A member then chooses Add Machine in VS Code, and types three of these words.\n`;
  // While the identity is piped into a secret of CI, the rest is read in the terminal.
  if (isPrinted) output.error(said);
  else
    output.out(
      `${said}Don't commit ${visible(file ?? '')}: put its last line into your CI's secrets, then delete it.\n`,
    );
  return EXIT_CODES.OK;
}

/** Whether a new file would be in a folder, whatever links lead there. */
function isIn(folder: string, file: string): boolean {
  const real = (path: string): string => attempt(() => realpathSync.native(path)) ?? path;
  const way = relative(real(folder), real(dirname(resolve(file))));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

async function writeIdentity(file: string, text: string): Promise<void> {
  try {
    const created = await open(file, 'wx', 0o600);
    await created.writeFile(text).finally(() => created.close());
  } catch (error) {
    const remedy =
      codeOf(error) === 'EEXIST' ? 'Choose another name.' : 'Choose a folder that can be written.';
    throw new NotWrittenError(`${visible(file)}: It can't be created (${codeOf(error)}). ${remedy}`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'it is a link';
}
