import { l10n } from 'vscode';
import { entriesIn } from '../core/team/memberFile';
import type { People } from './people';

/**
 * The name of the only one who could approve somebody, as far as somebody who isn't a member can tell: nothing of it is
 * verified. `undefined` where somebody else, or a tool, could read the store.
 *
 * @param own the public key of who asks
 */
export function soleMemberOf({ roster, recipients, files }: People, own: string): string | undefined {
  if (!roster.isEmpty || recipients.isConflicted || recipients.unused.size > 0) return undefined;
  const entries = [...files.values()].flatMap(entriesIn);
  const isMachine = (recipient: string): boolean =>
    entries.some(each => each.recipient === recipient && each.role === 'machine');
  const [only, ...others] = [...recipients.names.keys()].filter(each => !isMachine(each));
  // Who is listed already was let in, and has an approval to confirm.
  return only === undefined || only === own || others.length > 0 ? undefined : files.get(only)?.name;
}

/** What the only member has to know who waits for their own approval. */
export function soleText(name: string): string {
  return l10n.t(
    '{0} is the only member. If that is you, on a computer you no longer have, restore your saved identity. Without one, start over.',
    name,
  );
}
