import * as v from 'valibot';
import { GROUPINGS } from '../core/account';
import { clearableFields } from '../core/accountSchema';
import { isDay } from '../core/calendar';
import { CI_SYSTEMS } from '../core/team/ciJob';
import { DOCS_PAGES } from './docsPages';

/** The number of steps in Xero's set-up. */
const GUIDE_STEPS = 14;

const text = v.string();
const flag = v.optional(v.boolean());

/** The parts of a `vscode.Uri` that tell it from other objects: extensions may have copies of the class. */
interface Uri {
  readonly scheme: string;
  readonly path: string;
}

function isUri(value: unknown): value is Uri {
  if (typeof value !== 'object' || value === null) return false;
  const { scheme, path } = value as Partial<Uri>;
  // A plain object would become “[object Object]”.
  return (
    typeof scheme === 'string' && typeof path === 'string' && value.toString !== Object.prototype.toString
  );
}

/** A file, as a URI: a string or a `vscode.Uri`. */
const file = v.pipe(
  v.custom<string | Uri>(value => typeof value === 'string' || isUri(value)),
  v.transform(String),
);

/**
 * The fields of commands' arguments. `commands.ts` imports only their types, so that valibot is not loaded before a
 * command is called with arguments.
 */
export const ARGUMENT_FIELDS = {
  optional: v.optional,
  text,
  number: v.number(),
  /** `YYYY-MM-DD` */
  day: v.pipe(text, v.check(isDay)),
  flag,
  login: text,
  file,
  /** A list, as its URI. */
  list: v.optional(file),
  /** Answers every "Are you sure?". */
  confirm: flag,
  /** An account's fields except its login; `null` clears one. */
  details: clearableFields,
  /** One file or several. */
  files: v.union([file, v.pipe(v.array(file), v.minLength(1), v.maxLength(1000))]),
  grouping: v.picklist(GROUPINGS),
  guideStep: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(GUIDE_STEPS)),
  /** Several logins. */
  logins: v.pipe(v.array(text), v.minLength(1), v.maxLength(1000)),
  /** A public key in a team store. */
  recipient: text,
  docsPage: v.picklist(DOCS_PAGES),
  ciSystem: v.picklist(CI_SYSTEMS),
  /** Long enough to protect an age file. A generated one has 88 bits. */
  passphrase: v.pipe(text, v.minLength(12)),
  /** The name that colleagues see. */
  personName: v.pipe(text, v.trim(), v.minLength(1), v.maxLength(100)),
};

export type ArgumentFields = typeof ARGUMENT_FIELDS;
