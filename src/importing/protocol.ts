/**
 * The messages between the import page and the extension. The page has no text of its own. It gets codes while it is
 * visible, and never a key. It sends the text of QR codes, and what was pasted or dropped.
 */
import * as v from 'valibot';

/** A file's name: longer than any file system allows. */
const name = v.pipe(v.string(), v.maxLength(1000));
/** The text of a QR code or the clipboard: longer than `core/keyExport.ts` reads, so that it can report that. */
const content = v.pipe(v.string(), v.maxLength(6_000_000));
/** The bytes of a file that was pasted or dropped. */
const bytes = v.pipe(v.instance(Uint8Array), v.maxLength(20_000_000));
/** The number of a picture from the extension. Pasted or dropped ones have none. */
const picture = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));
const row = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Why no text was read from a picture. */
const scanFailure = v.picklist(['notFound', 'notPicture', 'tooLarge']);
export type ScanFailure = v.InferOutput<typeof scanFailure>;

const messageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('shown') }),
  v.strictObject({ type: v.literal('chooseFiles') }),
  v.strictObject({ type: v.literal('text'), text: content }),
  v.strictObject({ type: v.literal('file'), name, bytes }),
  v.strictObject({ type: v.literal('scanned'), picture, name, text: content }),
  v.strictObject({ type: v.literal('notScanned'), picture, name, failure: scanFailure }),
  v.strictObject({ type: v.literal('tick'), row, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('goTo'), row, target: name }),
  v.strictObject({ type: v.literal('chooseList'), list: name }),
  v.strictObject({ type: v.literal('store') }),
  v.strictObject({ type: v.literal('addAccounts') }),
]);

/** From the page. */
export type FromImport = v.InferOutput<typeof messageSchema>;

/** A message from the import page, or `undefined` if it is not valid. */
export function parseImportMessage(message: unknown): FromImport | undefined {
  const result = v.safeParse(messageSchema, message);
  return result.success ? result.output : undefined;
}

/** To the page. */
export type ToImport =
  | { readonly type: 'view'; readonly view: ImportView }
  /** The current code of each row. Rows that are missing show none. */
  | { readonly type: 'codes'; readonly codes: Readonly<Record<number, string>> }
  /** Asks for the text in a picture. */
  | { readonly type: 'scan'; readonly picture: number; readonly name: string; readonly bytes: Uint8Array }
  /** For screen readers. */
  | { readonly type: 'announce'; readonly text: string };

/** The whole page. */
export interface ImportView {
  readonly title: string;
  readonly intro: string;
  readonly drop: string;
  readonly choose: string;
  /** Shown while files are read. */
  readonly status?: string;
  /** What was done, and what to do next. */
  readonly notes: readonly string[];
  readonly problems?: { readonly title: string; readonly items: readonly ProblemView[] };
  readonly keys?: KeysView;
  readonly accounts?: AccountsView;
  /** Where new accounts go, if there is a choice. */
  readonly lists?: SelectView;
}

/** Why a file, or a part of it, gives nothing. */
export interface ProblemView {
  readonly source: string;
  readonly reason: string;
}

export interface OptionView {
  readonly value: string;
  readonly label: string;
}

export interface SelectView {
  readonly label: string;
  readonly current: string;
  readonly options: readonly OptionView[];
}

/** The keys that were found. */
export interface KeysView {
  readonly title: string;
  readonly columns: Readonly<Record<'store' | 'issuer' | 'account' | 'code' | 'target' | 'note', string>>;
  /** Keys for Xero come first. */
  readonly rows: readonly KeyRowView[];
  /** The option for no account. */
  readonly noTarget: OptionView;
  /** The accounts that keys can go to. There may be thousands. */
  readonly targets: readonly OptionView[];
  /** Absent if there is nothing left to store. */
  readonly store?: ActionView;
}

export interface KeyRowView {
  readonly id: number;
  /** The checkbox's label, for screen readers. */
  readonly label: string;
  readonly issuer: string;
  readonly account: string;
  readonly ticked: boolean;
  readonly isStored: boolean;
  /** `added` is the account that can be added for the key. */
  readonly target: { readonly label: string; readonly current: string; readonly added?: OptionView };
  readonly note?: { readonly text: string; readonly isWarning: boolean };
}

/** The accounts of a spreadsheet. */
export interface AccountsView {
  readonly title: string;
  readonly columns: Readonly<Record<'line' | 'state' | 'login' | 'name' | 'organisations', string>>;
  readonly rows: readonly AccountRowView[];
  /** Absent if there is nothing to add. */
  readonly add?: ActionView;
}

export interface AccountRowView {
  readonly line: number;
  readonly kind: 'new' | 'same' | 'different' | 'wrong' | 'added';
  readonly state: string;
  readonly login: string;
  readonly name: string;
  readonly organisations: string;
}

export interface ActionView {
  readonly label: string;
  readonly isEnabled: boolean;
}
