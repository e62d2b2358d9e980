import type * as vscode from 'vscode';
import { completeWalkthroughStep } from '../platform/context';
import { DisposableOwner } from '../platform/disposables';
import { uriKey } from '../platform/uriKey';
import { gitApi, isOnOtherSide, repositoryOf } from './git';
import { type GitRepository, placesOf } from './gitRepository';
import type { TeamList, TeamServices } from './services';

/** Completes the walkthrough's step about sharing once a list with accounts is committed as it is. */
export class SharedLists extends DisposableOwner {
  readonly #watched = new Set<string>();
  #isShared = false;

  constructor(
    private readonly accounts: TeamServices['accounts'],
    private readonly log: (error: unknown) => void,
  ) {
    super();
    this.register(accounts.onDidChange(this.#lookUnlessShared));
    this.#lookUnlessShared();
  }

  /** Looks again: VS Code forgets a step that was completed before the walkthrough was first opened. */
  async look(): Promise<void> {
    for (const list of this.accounts.teamLists()) {
      if (await this.#isCommitted(list)) {
        this.#isShared = true;
        completeWalkthroughStep('listShared');
        return;
      }
    }
  }

  readonly #lookUnlessShared = (): void => {
    if (!this.#isShared) this.look().catch(this.log);
  };

  async #isCommitted({ uri, logins }: TeamList): Promise<boolean> {
    // To ask git there takes a terminal.
    if (logins.length === 0 || isOnOtherSide(uri)) return false;
    this.#watch('', (await gitApi())?.onDidOpenRepository);
    const repository = await repositoryOf(uri);
    this.#watch(repository?.rootUri.toString(), repository?.onDidChange);
    return (
      repository !== undefined && !isChanged(uri, repository) && Boolean(await repository.lastCommitOf(uri))
    );
  }

  #watch(key = '', onDidChange?: vscode.Event<unknown>): void {
    if (!onDidChange || this.#watched.has(key)) return;
    this.#watched.add(key);
    this.register(onDidChange(this.#lookUnlessShared));
  }
}

/** Whether a file is another one than in the last commit, as VS Code last saw it. */
function isChanged(file: vscode.Uri, { state }: GitRepository): boolean {
  const { indexChanges, workingTreeChanges, untrackedChanges, mergeChanges } = state;
  return [...indexChanges, ...workingTreeChanges, ...untrackedChanges, ...mergeChanges]
    .flatMap(placesOf)
    .some(uri => uriKey(uri) === uriKey(file));
}
