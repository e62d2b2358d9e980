import type * as v from 'valibot';
import type { ClockVerdict } from '../core/clock';
import type { ArgumentFields } from './argumentFields';
import type {
  ActivityReport,
  BackedUp,
  Identified,
  ImportedAccounts,
  ImportedKeys,
  ListHealthReport,
  Published,
  Restored,
  RewrittenFiles,
  SyncReport,
  TeamStatus,
} from './commandResults';

/** A command: the fields of its arguments, and the type of its result. */
export interface Command<Entries extends v.ObjectEntries, Result> {
  readonly entries: (fields: ArgumentFields) => Entries;
  /** Never set: it only carries the type. */
  readonly result?: Result;
}

function returning<Result>() {
  return <Entries extends v.ObjectEntries>(
    entries: (fields: ArgumentFields) => Entries,
  ): Command<Entries, Result> => ({ entries });
}

const command = returning<void>();
const none = () => ({});
const organisation = ({ login, optional, text }: ArgumentFields) => ({
  login,
  tenantId: optional(text),
  name: optional(text),
});

/**
 * All commands of the manifest, by the feature that handles them and the part of their id after `xeroMfa.`. The handlers
 * of a feature are typed by its group: one that is missing does not compile.
 */
export const COMMANDS = {
  codes: {
    copyCode: command(({ login }) => ({ login })),
    copyLastUsed: command(none),
    copyNow: command(none),
  },
  access: {
    /** Returns the code: all digits, no space. */
    getCode: returning<string | undefined>()(({ login }) => ({ login })),
    typeCode: command(({ login }) => ({ login })),
    manageAccess: command(none),
  },
  accounts: {
    /** Returns the login that was added. */
    addAccount: returning<string | undefined>()(({ login, details, list }) => ({ login, ...details, list })),
    editAccount: command(({ login, details, list }) => ({ login, ...details, list })),
    removeAccount: command(({ login, flag, list, confirm }) => ({
      login,
      list,
      removeSecret: flag,
      confirm,
    })),
    copyLogin: command(({ login }) => ({ login })),
    copyTenantId: command(({ login, optional, text }) => ({ login, tenantId: optional(text) })),
    openOrganisation: command(organisation),
    copyShortCode: command(organisation),
    /** `on`: the day of the next reset. */
    recordReset: command(fields => ({
      ...organisation(fields),
      on: fields.optional(fields.day),
      confirm: fields.confirm,
    })),
    /** `offset`: where to put the cursor, in UTF-16 units. */
    openAccountsFile: command(({ login, optional, file, number }) => ({
      login: optional(login),
      uri: optional(file),
      offset: optional(number),
    })),
    groupBy: command(({ grouping }) => ({ groupBy: grouping })),
    showCodes: command(none),
    hideCodes: command(none),
  },
  health: {
    /** What the accounts of a list lack. */
    listHealth: returning<ListHealthReport | undefined>()(({ list }) => ({ list })),
  },
  setupKeys: {
    setSecret: command(({ login, optional, text, confirm }) => ({ login, secret: optional(text), confirm })),
    removeSecret: command(({ login, confirm }) => ({ login, confirm })),
  },
  passwords: {
    setPassword: command(({ login, confirm }) => ({ login, confirm })),
    removePassword: command(({ login, confirm }) => ({ login, confirm })),
    copyPassword: command(({ login }) => ({ login })),
  },
  signIn: {
    /** Goes on with the sign-in of this login, if one is under way. */
    signIn: command(({ login }) => ({ login })),
    signInBack: command(none),
    stopSignIn: command(none),
  },
  importing: {
    importQr: returning<ImportedKeys | undefined>()(({ files, login, optional, confirm }) => ({
      uri: files,
      login: optional(login),
      confirm,
    })),
    importAccounts: returning<ImportedAccounts | undefined>()(({ optional, text, list, confirm, file }) => ({
      uri: optional(file),
      text: optional(text),
      list,
      confirm,
    })),
  },
  guide: {
    openGuide: command(({ login, optional, guideStep }) => ({ login, step: optional(guideStep) })),
  },
  help: {
    /** Without a page the list of all. */
    openDocs: command(({ docsPage, optional }) => ({ page: optional(docsPage) })),
    openXero: command(({ login, optional }) => ({ login: optional(login) })),
    openMyApps: command(none),
    openApiExplorer: command(none),
    getStarted: command(none),
    openSample: command(none),
  },
  clock: {
    /** `correct`: whether to correct codes if the clock is wrong. */
    checkClock: returning<ClockVerdict>()(({ flag }) => ({ correct: flag })),
    stopClockCorrection: command(none),
  },
  activity: {
    showActivity: returning<ActivityReport | undefined>()(({ optional, file }) => ({ uri: optional(file) })),
    exportActivity: returning<ActivityReport | undefined>()(({ file }) => ({ uri: file })),
  },
  backup: {
    exportBackup: returning<BackedUp | undefined>()(({ file, passphrase }) => ({
      uri: file,
      passphrase,
    })),
    restoreBackup: returning<Restored | undefined>()(({ text, confirm, file }) => ({
      uri: file,
      passphrase: text,
      confirm,
    })),
  },
  team: {
    'team.create': returning<Identified | undefined>()(({ personName, list, confirm }) => ({
      name: personName,
      list,
      confirm,
    })),
    'team.join': returning<Identified | undefined>()(({ personName, list, confirm }) => ({
      name: personName,
      list,
      confirm,
    })),
    /** Asks whether the only member's computer is lost. */
    'team.startOver': returning<Identified | undefined>()(({ list }) => ({ list })),
    /** Asks about everyone and every key in a store of `age`, `passage` or version 1. */
    'team.adopt': returning<Identified | undefined>()(({ personName, list }) => ({ name: personName, list })),
    /** Asks for words of the member who approved this computer. */
    'team.confirm': returning<Identified | undefined>()(({ list }) => ({ list })),
    /** `logins`: all that a machine may read. */
    'team.approve': returning<RewrittenFiles | undefined>()(({ recipient, optional, logins, list }) => ({
      recipient,
      logins: optional(logins),
      list,
    })),
    /** Lets in a machine. `logins`: all that it may read. */
    'team.addMachine': returning<RewrittenFiles | undefined>()(({ recipient, logins, list }) => ({
      recipient,
      logins,
      list,
    })),
    /** What a machine may read from now on. */
    'team.changeLogins': returning<RewrittenFiles | undefined>()(({ recipient, logins, list }) => ({
      recipient,
      logins,
      list,
    })),
    'team.remove': returning<RewrittenFiles | undefined>()(({ recipient, list, confirm }) => ({
      recipient,
      list,
      confirm,
    })),
    /** As `team.remove`, of who asks to be let in. */
    'team.decline': returning<RewrittenFiles | undefined>()(({ recipient, list, confirm }) => ({
      recipient,
      list,
      confirm,
    })),
    'team.commit': returning<Published | undefined>()(({ list, confirm }) => ({ list, confirm })),
    'team.sync': returning<SyncReport | undefined>()(({ list, confirm }) => ({ list, confirm })),
    'team.status': returning<TeamStatus | undefined>()(({ list }) => ({ list })),
    /** A CI job with a code that a machine makes; without `system` for GitHub Actions. */
    'team.copyCiJob': command(({ optional, recipient, ciSystem, list }) => ({
      recipient,
      system: optional(ciSystem),
      list,
    })),
    /** Of a member, otherwise of this computer. */
    'team.copyWords': command(({ optional, recipient, list }) => ({ recipient: optional(recipient), list })),
    'team.saveIdentity': command(({ file, passphrase }) => ({ uri: file, passphrase })),
    'team.restoreIdentity': returning<Identified | undefined>()(({ file, passphrase }) => ({
      uri: file,
      passphrase,
    })),
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Command<v.ObjectEntries, unknown>>>>>;

type Commands = typeof COMMANDS;

/** A feature that handles commands. */
export type Feature = keyof Commands;

export type CommandName = { [Each in Feature]: keyof Commands[Each] }[Feature];

/** The feature that handles a command. */
export function featureOf(name: CommandName): Feature {
  const features = Object.keys(COMMANDS) as Feature[];
  const owner = features.find(feature => name in COMMANDS[feature]);
  if (owner === undefined) throw new Error(`No feature handles ${name}.`);
  return owner;
}

/** The commands of a feature. */
export type CommandOf<Owner extends Feature> = Extract<keyof Commands[Owner], CommandName>;

type CommandNamed<Name extends CommandName> = {
  [Each in Feature]: Name extends keyof Commands[Each] ? Commands[Each][Name] : never;
}[Feature];

/** The fields of a command's arguments. */
export type CommandEntries<Name extends CommandName> =
  CommandNamed<Name> extends Command<infer Entries, unknown> ? Entries : never;

/** The arguments of a command. */
export type CommandArguments<Name extends CommandName> = v.InferOutput<
  v.ObjectSchema<CommandEntries<Name>, undefined>
>;

/** What a command returns. */
export type CommandResult<Name extends CommandName> =
  CommandNamed<Name> extends Command<v.ObjectEntries, infer Result> ? Result : never;
