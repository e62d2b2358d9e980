import { type JsonPath, spansIn } from './jsonSpans';
import type { ListFlaw, ListProblem, ListProblemSeverity } from './listProblem';

/** A person reads the first few; more would only keep the editor busy. */
const MAXIMUM_PROBLEMS = 1000;

/** A flaw at one place; a duplicate login has two. */
export type Finding = Exclude<ListFlaw, { kind: 'duplicateLogin' }>;

interface Found {
  readonly severity: ListProblemSeverity;
  readonly path: JsonPath;
  /** The entry that a doubled login has already. */
  readonly firstPath?: JsonPath;
  readonly flaw: Finding | { readonly kind: 'duplicateLogin' };
  readonly login?: string;
}

/** Collects what is wrong in a list, up to a maximum, and looks up all the places at once. */
export class ListFindings {
  readonly #found: Found[] = [];

  /** @param syntax problems whose places are known; they come first */
  constructor(private readonly syntax: readonly ListProblem[]) {}

  /** Whether no more is kept. */
  get isFull(): boolean {
    return this.syntax.length + this.#found.length >= MAXIMUM_PROBLEMS;
  }

  error(path: JsonPath, flaw: Finding): void {
    this.#add({ severity: 'error', path, flaw });
  }

  warning(path: JsonPath, flaw: Finding, login: string): void {
    this.#add({ severity: 'warning', path, flaw, login });
  }

  duplicateLogin(path: JsonPath, firstPath: JsonPath, login: string): void {
    this.#add({ severity: 'error', path, firstPath, flaw: { kind: 'duplicateLogin' }, login });
  }

  /** What was found, with its places in the text of the list. */
  placedIn(text: string): readonly ListProblem[] {
    if (this.#found.length === 0) return this.syntax;
    const spanOf = spansIn(
      text,
      this.#found.flatMap(({ path, firstPath }) => (firstPath ? [path, firstPath] : [path])),
    );
    const placed = this.#found.map(
      ({ path, firstPath, flaw, ...found }) =>
        ({
          ...found,
          ...spanOf(path),
          ...flaw,
          ...(firstPath && { firstOffset: spanOf(firstPath).offset }),
        }) as ListProblem,
    );
    return [...this.syntax, ...placed];
  }

  #add(found: Found): void {
    if (!this.isFull) this.#found.push(found);
  }
}
