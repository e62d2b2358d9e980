import type * as vscode from 'vscode';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { Sequencer } from '../platform/sequencer';
import { uriKey } from '../platform/uriKey';
import { gitApi, isOnOtherSide, repositoryOf } from './git';
import type { GitRepository } from './gitRepository';
import type { TeamList } from './services';
import { unpushedOf } from './unpushed';

type List = Pick<TeamList, 'uri'>;
type Counts = ReadonlyMap<string, number>;

/** When to look for a repository that VS Code has yet to open on the other side, in milliseconds, one after another. */
const ARRIVALS = [1000, 2000, 4000, 8000, 16_000];

/** How many files of each list and its store are yet to be pushed, for all that show it. */
export class UnpushedFiles extends DisposableOwner {
  readonly #turns = new Sequencer();
  readonly #arrival = this.register(new MutableDisposable());
  readonly #watched = new Map<string, vscode.Disposable>();
  #lists: readonly List[] = [];
  #counts: Promise<Counts> = Promise.resolve(new Map());
  /** A count that has not begun. */
  #next: Promise<Counts> | undefined;
  #shown = '';
  #isAwaited = false;

  /** @param changed tells that a number is another one */
  constructor(
    private readonly changed: () => void,
    private readonly log: (error: unknown) => void,
  ) {
    super();
    this.register({ dispose: () => this.#unwatch() });
  }

  /** The number of files of a list and its store to push. */
  async of({ uri }: List): Promise<number> {
    return (await this.#counts).get(uriKey(uri)) ?? 0;
  }

  /** Counts for these lists, now and whenever one of their repositories changes. */
  async follow(lists: readonly List[]): Promise<void> {
    const isSame = keysOf(lists) === keysOf(this.#lists);
    this.#lists = lists;
    if (!isSame) {
      this.#unwatch();
      const api = lists.length > 0 ? await gitApi() : undefined;
      if (api) {
        this.#watched.set('opened', api.onDidOpenRepository(this.#look));
        this.#watched.set('closed', api.onDidCloseRepository(this.#look));
      }
    }
    this.#shown = shownOf(await this.#recount());
    if (!isSame) this.#awaitArrival();
  }

  readonly #look = async (): Promise<void> => {
    const shown = shownOf(await this.#recount());
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.changed();
  };

  #recount(): Promise<Counts> {
    this.#next ??= this.#turns.run(() => {
      this.#next = undefined;
      return this.#count();
    });
    this.#counts = this.#next;
    return this.#next;
  }

  async #count(): Promise<Counts> {
    this.#isAwaited = false;
    const counts = new Map<string, number>();
    for (const { uri } of this.#lists) {
      try {
        const repository = await repositoryOf(uri);
        this.#isAwaited ||= !repository && isOnOtherSide(uri);
        if (repository) counts.set(uriKey(uri), await this.#filesOf({ uri }, repository));
      } catch (error) {
        this.log(error);
      }
    }
    return counts;
  }

  async #filesOf(list: List, repository: GitRepository): Promise<number> {
    const root = repository.rootUri.toString();
    if (!this.#watched.has(root)) this.#watched.set(root, repository.onDidChange(this.#look));
    if (!repository.reportsChanges) await repository.status();
    return (await unpushedOf(list, repository)).files;
  }

  #awaitArrival(attempt = 0): void {
    const delay = ARRIVALS[attempt];
    if (!this.#isAwaited || delay === undefined) return;
    this.#arrival.value = runAfter(delay, async () => {
      await this.#look();
      this.#awaitArrival(attempt + 1);
    });
  }

  #unwatch(): void {
    this.#arrival.value = undefined;
    for (const each of this.#watched.values()) each.dispose();
    this.#watched.clear();
  }
}

function keysOf(lists: readonly List[]): string {
  return lists.map(({ uri }) => uriKey(uri)).join('\n');
}

function shownOf(counts: Counts): string {
  return [...counts].join('\n');
}
