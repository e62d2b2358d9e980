import * as v from 'valibot';
import { GROUPINGS } from '../core/account';
import { clearableFields } from '../core/accountSchema';
import type { ClockVerdict } from '../core/clock';

/** The steps of Xero's set-up that the guide can be opened at. */
const GUIDE_STEPS = 14;

const none = v.object({});
const login = v.string();
/** Answers every "are you sure". */
const confirm = v.optional(v.boolean());
/** A list, as its URI. */
const list = v.optional(v.string());
/** Somebody's public key in a team store. */
const recipient = v.string();
/** Of an age file. A person gets one of 88 bits. */
const passphrase = v.pipe(v.string(), v.minLength(12));
/** What colleagues know somebody by. */
const personName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));

/**
 * All commands of the manifest and the arguments they take, by the part of their id after `xeroMfa.`. At start only
 * its types are used: what checks arguments is loaded when a command is first called with some.
 */
export const COMMANDS = {
  copyCode: v.object({ login }),
  copyLastUsed: none,
  copyNow: none,
  getCode: v.object({ login }),
  typeCode: v.object({ login }),
  manageAccess: none,
  addAccount: v.object({ login, ...clearableFields, list }),
  editAccount: v.object({ login, ...clearableFields, list }),
  removeAccount: v.object({ login, removeSecret: v.optional(v.boolean()), list, confirm }),
  setSecret: v.object({ login, secret: v.optional(v.string()), confirm }),
  removeSecret: v.object({ login, confirm }),
  importQr: v.object({
    uri: v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1000))]),
    login: v.optional(login),
    confirm,
  }),
  importAccounts: v.object({ uri: v.optional(v.string()), text: v.optional(v.string()), list, confirm }),
  openGuide: v.object({
    login,
    step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(GUIDE_STEPS))),
  }),
  openAccountsFile: v.object({
    login: v.optional(login),
    uri: v.optional(v.string()),
    /** Where to put the cursor, in UTF-16 units. */
    offset: v.optional(v.number()),
  }),
  getStarted: none,
  openSample: none,
  copyLogin: v.object({ login }),
  copyTenantId: v.object({ login, tenantId: v.optional(v.string()) }),
  openXero: v.object({ login: v.optional(login) }),
  checkClock: v.object({
    /** Codes are corrected if the clock is wrong. */
    correct: v.optional(v.boolean()),
  }),
  stopClockCorrection: none,
  groupBy: v.object({ groupBy: v.picklist(GROUPINGS) }),
  showCodes: none,
  hideCodes: none,
  exportBackup: v.object({ uri: v.string(), passphrase, confirm }),
  restoreBackup: v.object({ uri: v.string(), passphrase: v.string(), confirm }),
  showActivity: v.object({ uri: v.optional(v.string()) }),
  exportActivity: v.object({ uri: v.string() }),
  'team.create': v.object({ name: personName, list, confirm }),
  'team.join': v.object({ name: personName, list, confirm }),
  'team.approve': v.object({ recipient, list, confirm }),
  'team.remove': v.object({ recipient, list, confirm }),
  'team.sync': v.object({ list, confirm }),
  'team.status': v.object({ list }),
  'team.saveIdentity': v.object({ uri: v.string(), passphrase }),
  'team.restoreIdentity': v.object({ uri: v.string(), passphrase }),
} satisfies Readonly<Record<string, v.GenericSchema>>;

export type CommandName = keyof typeof COMMANDS;

/** The arguments of a command. */
export type CommandArguments<Name extends CommandName> = v.InferOutput<(typeof COMMANDS)[Name]>;

/** What commands return, if anything. */
interface Results {
  /** The login that was added. */
  readonly addAccount: string | undefined;
  readonly importQr: ImportedKeys | undefined;
  readonly importAccounts: ImportedAccounts | undefined;
  readonly checkClock: ClockVerdict;
  /** The code: all digits, no space. */
  readonly getCode: string | undefined;
  readonly exportBackup: BackedUp | undefined;
  readonly restoreBackup: Restored | undefined;
  readonly showActivity: ActivityReport | undefined;
  readonly exportActivity: ActivityReport | undefined;
  readonly 'team.create': Identified | undefined;
  readonly 'team.join': Identified | undefined;
  readonly 'team.approve': ReEncrypted | undefined;
  readonly 'team.remove': ReEncrypted | undefined;
  readonly 'team.sync': Synced | undefined;
  readonly 'team.status': TeamStatus | undefined;
  readonly 'team.restoreIdentity': Identified | undefined;
}

/** What files held. `stored`: whether the key is on this computer now. */
export interface ImportedKeys {
  readonly found: readonly { readonly login: string; readonly issuer: string; readonly stored: boolean }[];
  readonly problems: readonly { readonly uri: string; readonly reason: string }[];
}

/** What a spreadsheet held: logins, and lines from 1. */
export interface ImportedAccounts {
  readonly added: readonly string[];
  readonly same: readonly string[];
  /** In a list with other details, which were kept. */
  readonly different: readonly string[];
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/** This computer's public key, and the words to compare it by. */
export interface Identified {
  readonly recipient: string;
  readonly fingerprint: string;
}

/** What a backup holds: logins, and those of which a key or the answers could not be read. */
export interface BackedUp {
  readonly logins: readonly string[];
  readonly missing: readonly string[];
}

/** The logins of a backup, by how they compare with this computer. What is added was stored where that was confirmed. */
export interface Restored {
  readonly added: readonly string[];
  readonly same: readonly string[];
  readonly different: readonly string[];
}

/** How the log of activity stands: how many lines it has, and in which of its files something is wrong. */
export interface ActivityReport {
  readonly lines: number;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/** How many files were re-encrypted. */
export interface ReEncrypted {
  readonly files: number;
}

/** What a sync did: logins, and files by their path in the store. */
export interface Synced {
  readonly received: readonly string[];
  readonly sent: readonly string[];
  readonly conflicts: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Somebody in a team store. */
export interface TeamPerson {
  readonly recipient: string;
  readonly name: string;
  readonly fingerprint: string;
  /** `YYYY-MM-DD`: when they asked to join. */
  readonly requested?: string;
  readonly approvedBy?: string;
}

/** How a team store stands. */
export interface TeamStatus {
  readonly members: readonly TeamPerson[];
  readonly requests: readonly TeamPerson[];
  /** Recipients that nobody on this computer has confirmed. */
  readonly untrusted: readonly string[];
  readonly rotations: readonly { readonly login: string; readonly since: string; readonly because: string }[];
  readonly secrets: readonly { readonly login: string; readonly here: boolean; readonly inStore: boolean }[];
}

/** What a command returns. */
export type CommandResult<Name extends CommandName> = (Results &
  Record<Exclude<CommandName, keyof Results>, void>)[Name];
