import { type TableRow, tableRows } from '../delimited';
import { type TableKind, tableKind } from '../tableHeader';
import { type JsonObject, objectIn } from './jsonFields';

/** In UTF-16 units: more than the links of all the keys that are read from one text. XML may hold pictures as well. */
const MAXIMUM_LINES = 1_000_000;
/** A vault has more entries than a team has accounts. */
const LARGEST_TABLE = { rows: 20_000, text: MAXIMUM_LINES };
/** What a file is shows in so many UTF-16 units of its beginning. */
const START = 200;

/** A bracket may also begin a link of Markdown, a box to tick, a section of settings, or the time of a chat's message; a brace, code. */
const JSON_START = /^(?:\{(?!\s*')|\[\s*(?:["{[]|\]\s*$|$))/;

/** A text as formats look at it: either JSON, or lines that may be a table. Each is parsed once, however many formats ask. */
export class ExportText {
  /** The beginning, without leading white space. */
  readonly start: string;
  /** The object of a JSON text; empty if the text is not JSON, or holds something else. */
  readonly json: JsonObject = {};
  /** Whatever a JSON text holds; `undefined` if the text is not JSON. */
  readonly value: unknown;
  /** Whether the text begins as JSON does but can't be parsed. */
  readonly isBrokenJson: boolean = false;
  /** Whether the text has too many lines to look at. */
  readonly isTooLong: boolean = false;
  /** The lines of a text that is not JSON. */
  readonly lines: readonly string[] = [];
  readonly #text: string;
  #rows: readonly TableRow[] | undefined;
  #table: { readonly kind: TableKind | undefined } | undefined;

  constructor(text: string) {
    this.#text = text;
    this.start = text.slice(0, START).trimStart();
    if (JSON_START.test(this.start)) {
      try {
        this.value = JSON.parse(text);
        this.json = objectIn(this.value);
      } catch {
        this.isBrokenJson = true;
      }
    } else if (text.length > MAXIMUM_LINES && !this.start.startsWith('<')) this.isTooLong = true;
    else this.lines = text.split(/\r\n|\r|\n/);
  }

  /** The strings in a JSON text. */
  get strings(): readonly string[] {
    const strings: string[] = [];
    const values: unknown[] = [this.value];
    for (const value of values) {
      if (typeof value === 'string') strings.push(value);
      else if (typeof value === 'object' && value !== null)
        for (const each of Object.values(value)) values.push(each);
    }
    return strings;
  }

  /** What the text is, if it is a table. */
  get table(): TableKind | undefined {
    this.#table ??= { kind: tableKind(this.rows) };
    return this.#table.kind;
  }

  /** The rows of a table, its header included; none if the text is not one. */
  get rows(): readonly TableRow[] {
    // Not XML or HTML.
    const mayBeTable = this.lines.length > 0 && !this.start.startsWith('<');
    this.#rows ??= (mayBeTable && tableRows(this.#text, LARGEST_TABLE)) || [];
    return this.#rows;
  }
}
