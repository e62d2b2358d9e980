import { type TableRow, tableRows } from '../delimited';
import { type JsonObject, objectIn } from './jsonFields';

/** In UTF-16 units: more than the links of all the keys that are read from one text. */
const MAXIMUM_LINES = 1_000_000;
/** What a file is shows in so many UTF-16 units of its beginning. */
const START = 200;

/** A text as formats look at it: either JSON, or lines that may be a table. Each is parsed once, however many formats ask. */
export class ExportText {
  /** The beginning, without leading white space. */
  readonly start: string;
  /** The object of a JSON text; empty if the text is not JSON, or holds something else. */
  readonly json: JsonObject = {};
  /** Whether the text begins as JSON does but can't be parsed. */
  readonly isBrokenJson: boolean = false;
  /** Whether the text has too many lines to look at. */
  readonly isTooLong: boolean = false;
  /** The lines of a text that is not JSON. */
  readonly lines: readonly string[] = [];
  readonly #text: string;
  #rows: readonly TableRow[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.start = text.slice(0, START).trimStart();
    if (/^[{[]/.test(this.start)) {
      try {
        this.json = objectIn(JSON.parse(text));
      } catch {
        this.isBrokenJson = true;
      }
    } else if (text.length > MAXIMUM_LINES) this.isTooLong = true;
    else this.lines = text.split(/\r\n|\r|\n/);
  }

  /** The rows of a table, its header included; none if the text is not one. */
  get rows(): readonly TableRow[] {
    this.#rows ??= (this.lines.length > 0 && tableRows(this.#text)) || [];
    return this.#rows;
  }
}
