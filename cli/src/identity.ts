import { createReadStream } from 'node:fs';
import { IdentityError } from './errors';
import { MachineKey } from './machineKey';
import { visible } from './visible';

/** The environment variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const IDENTITY_VARIABLE = 'XERO_MFA_IDENTITY';
/** How a person asks for the standard input. */
const STANDARD_INPUT = '-';
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
/** An identity file has few lines. */
const MAXIMUM_BYTES = 64 * 1024;

/**
 * The identity that a person gave: in a file, as a text, otherwise in the environment.
 *
 * @throws IdentityError
 */
export async function readIdentity(
  { file, text }: { readonly file?: string | undefined; readonly text?: string | undefined },
  environment: Environment,
): Promise<MachineKey> {
  if (file !== undefined) {
    const isInput = file === STANDARD_INPUT;
    return identityIn(await textOf(file, isInput), isInput ? 'Standard input' : visible(file));
  }
  if (text !== undefined) return identityIn(text, 'The identity');
  const variable = environment[IDENTITY_VARIABLE] ?? '';
  if (variable.trim() === '')
    throw new IdentityError(
      `${IDENTITY_VARIABLE}: It is not set. Set it to the line AGE-SECRET-KEY-1… of this machine, or pass --identity-file.`,
    );
  return identityIn(variable, IDENTITY_VARIABLE);
}

function identityIn(text: string, where: string): MachineKey {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  const [line = '', ...others] = lines;
  if (/^age-encryption\.org\/|^-----BEGIN AGE/.test(line))
    throw new IdentityError(
      `${where}: It is encrypted. Pipe what “age -d” gives into --identity-file ${STANDARD_INPUT}.`,
    );
  if (others.length > 0)
    throw new IdentityError(`${where}: It has more than one line that is no comment. Keep one identity.`);
  if (!IDENTITY.test(line)) throw new IdentityError(`${where}: ${problemOf(line)}`);
  try {
    return new MachineKey(line);
  } catch {
    throw new IdentityError(`${where}: Its identity has a typing mistake. Copy the whole line again.`);
  }
}

/** Says nothing of the line itself. */
function problemOf(line: string): string {
  if (/^AGE-(?:PLUGIN|SECRET-KEY-PQ)-/i.test(line))
    return 'Plugin and post-quantum identities are not supported. Use AGE-SECRET-KEY-1…';
  return 'It has no age identity. It must have one line AGE-SECRET-KEY-1…';
}

/** @throws IdentityError */
async function textOf(file: string, isInput: boolean): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const source = isInput ? process.stdin : createReadStream(file);
    for await (const chunk of source) {
      chunks.push(chunk);
      size += chunk.length;
      // What has no end, such as a device, isn't an identity.
      if (size > MAXIMUM_BYTES) break;
    }
  } catch {
    throw new IdentityError(`${visible(file)}: It can't be read. Check the path and its permissions.`);
  }
  if (size > MAXIMUM_BYTES)
    throw new IdentityError(`${visible(file)}: It is too large for an identity. Pass another file.`);
  return Buffer.concat(chunks).toString('utf8');
}
