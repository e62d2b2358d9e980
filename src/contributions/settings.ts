import { GROUPINGS, type Grouping } from '../core/account';
import { isOnThisComputer } from '../core/thisComputer';

/** The values of the settings, by the part of their id after `xeroMfa.`. */
export interface Settings {
  /** Seconds until a code is cleared from the clipboard; 0 leaves it there. */
  readonly clearClipboardAfter: number;
  /** Seconds for which a copied code must still be valid. */
  readonly minimumRemaining: number;
  readonly groupBy: Grouping;
  readonly statusBar: boolean;
  /** Days for which the log of activity is kept; 0 turns it off. */
  readonly activityDays: number;
  /** Days before a reset or the end of a trial on which rows begin to mention it. */
  readonly remindBefore: number;
  /** Without duplicates. Entries that are not strings are kept as JSON. */
  readonly accountsFiles: readonly string[];
  /** `undefined` unless the address is https or on this computer. */
  readonly xeroUrl: URL | undefined;
  readonly 'clockCheck.url': URL | undefined;
  /** Whether AI agents may ask for codes. */
  readonly agentTool: boolean;
}

export type SettingName = keyof Settings;

/** How a setting is read. */
export interface Setting<Value> {
  /** The manifest's default. */
  readonly default: unknown;
  readonly choices?: readonly string[];
  /** Converts what is in the settings file; a value of the wrong type counts as the default. */
  read(written: unknown): Value;
}

/** Seconds. */
const DAY = 86_400;

/** All settings of the manifest. */
export const SETTINGS: { readonly [Name in SettingName]: Setting<Settings[Name]> } = {
  clearClipboardAfter: upTo(DAY, 30),
  minimumRemaining: upTo(DAY, 4),
  groupBy: oneOf(GROUPINGS, 'auto'),
  statusBar: yesOrNo(true),
  activityDays: upTo(3650, 180),
  remindBefore: upTo(365, 5),
  accountsFiles: texts(),
  xeroUrl: webAddress('https://login.xero.com/'),
  'clockCheck.url': webAddress('https://login.xero.com/'),
  agentTool: yesOrNo(false),
};

/** A number from 0 to a maximum. */
function upTo(maximum: number, otherwise: number): Setting<number> {
  return {
    default: otherwise,
    read: written => (typeof written === 'number' && written >= 0 ? Math.min(written, maximum) : otherwise),
  };
}

function yesOrNo(otherwise: boolean): Setting<boolean> {
  return {
    default: otherwise,
    read: written => (typeof written === 'boolean' ? written : otherwise),
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[], otherwise: Choice): Setting<Choice> {
  return {
    default: otherwise,
    choices,
    read: written => choices.find(choice => choice === written) ?? otherwise,
  };
}

/** Strings without duplicates. Other entries are kept as JSON, so that they can be shown as a problem. */
function texts(): Setting<readonly string[]> {
  return {
    default: [],
    read: written => {
      const entries: unknown[] = [written ?? []].flat();
      return [
        ...new Set(entries.map(entry => (typeof entry === 'string' ? entry.trim() : JSON.stringify(entry)))),
      ];
    },
  };
}

/** An https address, or an http address on this computer, without credentials. */
function webAddress(otherwise: string): Setting<URL | undefined> {
  return {
    default: otherwise,
    read: written => {
      const text = typeof written === 'string' ? written : otherwise;
      if (!URL.canParse(text)) return undefined;
      const url = new URL(text);
      const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isOnThisComputer(url));
      return isSafe && !url.username && !url.password ? url : undefined;
    },
  };
}
