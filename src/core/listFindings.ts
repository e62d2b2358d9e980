import { type JsonPath, spansIn } from './jsonSpans';
import type { ListFlaw, ListProblem, ListProblemSeverity } from './listProblem';

/** More than anyone reads, and enough to slow the editor down. */
const MAXIMUM_PROBLEMS = 1000;

/** A flaw with one span; a duplicate login has two. */
export type Finding = Exclude<ListFlaw, { kind: 'duplicateLogin' }>;

interface Found {
  readonly severity: ListProblemSeverity;
  readonly path: JsonPath;
  /** The first entry with a duplicate login. */
  readonly firstPath?: JsonPath;
  readonly flaw: Finding | { readonly kind: 'duplicateLogin' };
  readonly login?: string;
  readonly entry?: string;
}

/** Collects the problems of a list, up to a maximum, and finds all their spans in one pass. */
export class ListFindings {
  readonly #found: Found[] = [];

  /** @param syntax the fault of the text, which comes first */
  constructor(private readonly syntax: readonly [ListProblem] | readonly []) {}

  /** Whether the text isn't JSON, so that what is missing or out of place may only follow from that. */
  get isBroken(): boolean {
    return this.syntax.length > 0;
  }

  /** Whether the maximum is reached. */
  get isFull(): boolean {
    return this.syntax.length + this.#found.length >= MAXIMUM_PROBLEMS;
  }

  /** @param entry the name of the entry that is skipped */
  error(path: JsonPath, flaw: Finding, entry?: string): void {
    this.#add({ severity: 'error', path, flaw, ...(entry !== undefined && { entry }) });
  }

  warning(path: JsonPath, flaw: Finding, login: string): void {
    this.#add({ severity: 'warning', path, flaw, login });
  }

  duplicateLogin(path: JsonPath, firstPath: JsonPath, login: string): void {
    this.#add({ severity: 'error', path, firstPath, flaw: { kind: 'duplicateLogin' }, login });
  }

  /** The problems, with their spans in the text of the list. */
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
    const [fault] = this.syntax;
    // A value with the fault in it isn't what was meant.
    const isMeant = ({ offset, length }: ListProblem): boolean =>
      !fault || fault.offset < offset || fault.offset >= offset + length;
    return [...this.syntax, ...placed.filter(isMeant)];
  }

  #add(found: Found): void {
    if (!this.isFull) this.#found.push(found);
  }
}
