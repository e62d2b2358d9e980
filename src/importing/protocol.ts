/**
 * The messages between the import page and the extension. The page has no text of its own. It gets codes while it is
 * visible, and never a key or a password. It sends the text of QR codes, and what was pasted or dropped.
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

/** More QR codes than any picture of a screen has. */
const MAXIMUM_CODES = 30;

/** Why no text was read from a picture. */
const scanFailure = v.picklist(['notFound', 'notPicture', 'tooLarge']);
export type ScanFailure = v.InferOutput<typeof scanFailure>;

const messageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('shown') }),
  v.strictObject({ type: v.literal('chooseFiles') }),
  v.strictObject({ type: v.literal('text'), text: content }),
  v.strictObject({ type: v.literal('file'), name, bytes }),
  v.strictObject({
    type: v.literal('scanned'),
    picture,
    name,
    texts: v.pipe(v.array(content), v.minLength(1), v.maxLength(MAXIMUM_CODES)),
    hasMore: v.boolean(),
  }),
  v.strictObject({ type: v.literal('notScanned'), picture, name, failure: scanFailure }),
  v.strictObject({ type: v.literal('tick'), row, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('tickAccount'), row, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('goTo'), row, target: name }),
  v.strictObject({ type: v.literal('readPasswords'), file: row, isOn: v.boolean() }),
  v.strictObject({ type: v.literal('tickPassword'), row, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('tickOrganisation'), row, ticked: v.boolean() }),
  v.strictObject({ type: v.literal('resetOn'), row, day: v.pipe(v.string(), v.maxLength(10)) }),
  v.strictObject({ type: v.literal('chooseAccount'), login: name }),
  v.strictObject({ type: v.literal('chooseList'), list: name }),
  v.strictObject({ type: v.literal('save') }),
  v.strictObject({ type: v.literal('trash') }),
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
  /** What the columns of a spreadsheet are called. */
  readonly columns: string;
  readonly drop: string;
  readonly choose: string;
  /** Shown while files are read, or keys are saved. */
  readonly status?: string;
  /** What was done, and what to do next. */
  readonly notes: readonly string[];
  /** What the person has to know at once. */
  readonly warning?: string;
  readonly problems?: { readonly title: string; readonly items: readonly ProblemView[] };
  readonly keys?: KeysView;
  readonly accounts?: AccountsView;
  readonly passwords?: PasswordsView;
  readonly organisations?: OrganisationsView;
  /** Where new accounts go. */
  readonly lists?: ListsView;
  /** What is ticked is saved and added. Absent if there is nothing left to do. */
  readonly save?: ActionView;
  /** Moves the files that keys were imported from to the trash. */
  readonly trash?: ActionView;
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

/** Where new accounts go: a choice if there is one, and what to know about it. */
export interface ListsView {
  readonly choice?: SelectView;
  readonly note?: string;
}

/** Rows with nothing left to do, folded away. */
export interface DoneView<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
}

/** The keys that were found. */
export interface KeysView {
  readonly title: string;
  /** Those without a name are not shown. */
  readonly columns: Readonly<
    Record<'save' | 'issuer' | 'account' | 'code' | 'target', string> &
      Partial<Record<'source' | 'note', string>>
  >;
  /** Keys for Xero come first, and different keys for one login stand together. */
  readonly rows: readonly KeyRowView[];
  readonly done?: DoneView<KeyRowView>;
  /** The option for no account. */
  readonly noTarget: OptionView;
  /** The accounts that keys can go to. There may be thousands. */
  readonly targets: readonly OptionView[];
}

export interface KeyRowView {
  readonly id: number;
  /** The checkbox's label, for screen readers. */
  readonly label: string;
  readonly issuer: string;
  readonly account: string;
  /** Where it was found. */
  readonly source: string;
  readonly ticked: boolean;
  /** `added` is the account that can be added for the key. */
  readonly target: {
    readonly label: string;
    readonly current: string;
    /** What the account is called. */
    readonly name: string;
    readonly added?: OptionView;
  };
  readonly note?: { readonly text: string; readonly isWarning: boolean };
  /** Whether the row above or below has another key for the same login. */
  readonly rival?: 'first' | 'other';
}

/** The accounts of spreadsheets. */
export interface AccountsView {
  readonly title: string;
  readonly columns: Readonly<Record<'add' | 'state', string>> & { readonly source?: string };
  /** The names of the columns that have something, in the order of each row's cells. */
  readonly cells: readonly string[];
  /** What was not read, each in a sentence. */
  readonly notes: readonly string[];
  readonly rows: readonly AccountRowView[];
  readonly done?: DoneView<AccountRowView>;
}

export interface AccountRowView {
  readonly id: number;
  readonly kind: 'new' | 'same' | 'different' | 'wrong' | 'added';
  readonly state: string;
  /** File and line. */
  readonly source: string;
  /** Everything that a list would get. */
  readonly cells: readonly string[];
  /** Absent if the row can't be added. */
  readonly tick?: { readonly label: string; readonly ticked: boolean };
}

/** The passwords beside keys or in spreadsheets. Of each, the page learns only that there is one. */
export interface PasswordsView {
  /** The files with passwords, each with a switch. */
  readonly files: readonly { readonly id: number; readonly label: string; readonly isOn: boolean }[];
  /** Those of the files that are on. */
  readonly found?: {
    readonly title: string;
    /** Those without a name are not shown. */
    readonly columns: Readonly<Record<'save' | 'account', string>> & {
      readonly source?: string;
      readonly note?: string;
    };
    readonly rows: readonly PasswordRowView[];
  };
}

export interface PasswordRowView {
  readonly id: number;
  readonly account: string;
  readonly source: string;
  /** Absent if it can't be saved, or is already. */
  readonly tick?: { readonly label: string; readonly ticked: boolean };
  readonly note?: { readonly text: string; readonly isWarning: boolean };
}

/** The organisations of answers of Xero's API. */
export interface OrganisationsView {
  readonly title: string;
  /** The account that they go to. Absent if nothing is left to do. */
  readonly target?: SelectView;
  readonly note?: string;
  /** Those without a name are not shown. */
  readonly columns: Readonly<Record<'save' | 'name' | 'state' | 'resetOn', string>> & {
    /** In the order of each row's details. */
    readonly details: readonly string[];
    readonly source?: string;
  };
  readonly rows: readonly OrganisationRowView[];
  readonly done?: DoneView<OrganisationRowView>;
}

/** A value, and what it was before, in words, if that would change. */
export interface ChangedView {
  readonly text: string;
  readonly was?: string;
  /** Whether it is for machines, and may have no place where a line can end. */
  readonly isId?: boolean;
}

export interface OrganisationRowView {
  readonly id: number;
  readonly kind: 'new' | 'changed' | 'same' | 'saved' | 'open';
  readonly state: string;
  readonly name: ChangedView;
  readonly details: readonly ChangedView[];
  /** The day of the next reset, if it can be changed; empty for none. `note` says what it was. */
  readonly resetOn?: { readonly label: string; readonly value: string; readonly note: string };
  readonly resetText?: string;
  readonly source: string;
  /** Absent if there is nothing to write. */
  readonly tick?: { readonly label: string; readonly ticked: boolean };
}

export interface ActionView {
  readonly label: string;
  readonly isEnabled: boolean;
}
