import type * as vscode from 'vscode';
import type { StoreMemory } from '../core/team/memory';

/** How many logins an identity shares before it is worth a copy: with one, there is little to lose. */
const WORTH_A_COPY = 2;

/** Whether so much is shared by this computer that its person should have a copy of the identity that reads it. */
export function isWorthACopy(memories: readonly Pick<StoreMemory, 'shared'>[]): boolean {
  const logins = new Set<string>();
  for (const { shared } of memories)
    for (const { login, signed } of Object.values(shared)) if (signed !== undefined) logins.add(login);
  return logins.size >= WORTH_A_COPY;
}

/** Which identities have a copy, or a person who was asked about one: by their public keys, for all windows. */
export class IdentityCopies {
  constructor(private readonly state: Pick<vscode.Memento, 'get' | 'update'>) {}

  isSettled(recipient: string): boolean {
    return this.state.get(keyOf(recipient)) === true;
  }

  async settle(recipient: string): Promise<void> {
    await this.state.update(keyOf(recipient), true);
  }
}

function keyOf(recipient: string): string {
  return `identityCopy:${recipient}`;
}
