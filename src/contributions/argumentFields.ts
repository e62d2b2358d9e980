import * as v from 'valibot';
import { GROUPINGS } from '../core/account';
import { clearableFields } from '../core/accountSchema';

/** The number of steps in Xero's set-up. */
const GUIDE_STEPS = 14;

const text = v.string();
const flag = v.optional(v.boolean());

/**
 * The fields of commands' arguments. `commands.ts` imports only their types, so that valibot is not loaded before a
 * command is called with arguments.
 */
export const ARGUMENT_FIELDS = {
  optional: v.optional,
  text,
  number: v.number(),
  flag,
  login: text,
  /** A list, as its URI. */
  list: v.optional(text),
  /** Answers every "Are you sure?". */
  confirm: flag,
  /** An account's fields except its login; `null` clears one. */
  details: clearableFields,
  /** One file or several, as URIs. */
  files: v.union([text, v.pipe(v.array(text), v.minLength(1), v.maxLength(1000))]),
  grouping: v.picklist(GROUPINGS),
  guideStep: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(GUIDE_STEPS)),
  /** A public key in a team store. */
  recipient: text,
  /** Long enough to protect an age file. A generated one has 88 bits. */
  passphrase: v.pipe(text, v.minLength(12)),
  /** The name that colleagues see. */
  personName: v.pipe(text, v.trim(), v.minLength(1), v.maxLength(100)),
};

export type ArgumentFields = typeof ARGUMENT_FIELDS;
