import type { FromImport, ImportView } from '../protocol';

/** The state of the page, and how it reports what the person does. */
export interface ImportPageState {
  readonly view: ImportView;
  /** The current code of each row. */
  readonly codes: Readonly<Record<number, string>>;
  readonly send: (message: FromImport) => void;
  /** The row whose options are rendered: those of all rows may be too many. */
  readonly openRow: number | undefined;
  readonly setOpenRow: (row: number) => void;
}
