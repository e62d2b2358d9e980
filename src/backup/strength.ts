import { type OptionsType, ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as vscode from 'vscode';

/** Minimum length of a passphrase, in characters. */
const SHORTEST = 12;
/** How much is checked, in characters: the rest only adds strength, and would slow typing down. */
const LONGEST = 72;
/** The number of guesses that a passphrase must withstand: 100 times zxcvbn's highest score, or 30 years. */
const FEWEST_GUESSES = 1e12;
/** Out of anyone's reach. */
const AMPLE_GUESSES = 1e15;
/** Guesses a second with a thousand processors: age's scrypt takes one about a second. */
const GUESSES_A_SECOND = 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Common words and keyboard layouts. */
export type Guessable = Pick<OptionsType, 'dictionary' | 'graphs'>;

/** How strong a passphrase is, with a text for the person. */
export interface Strength {
  readonly isEnough: boolean;
  readonly text: string;
}

/** Estimates how strong passphrases are. */
export class StrengthEstimator {
  readonly #zxcvbn: ZxcvbnFactory;

  /** @param known words that an attacker would try first */
  constructor(
    guessable: Guessable,
    private readonly known: readonly string[],
  ) {
    this.#zxcvbn = new ZxcvbnFactory({ ...guessable, maxLength: LONGEST });
  }

  strengthOf(passphrase: string): Strength {
    if (passphrase.length < SHORTEST) {
      return {
        isEnough: false,
        text: vscode.l10n.t('Too short. Use at least {0} characters.', SHORTEST),
      };
    }
    const { guesses, feedback } = this.#zxcvbn.check(passphrase, [...this.known]);
    if (guesses < FEWEST_GUESSES) {
      return { isEnough: false, text: `${weakText(guesses)} ${adviceText(feedback.warning)}` };
    }
    return {
      isEnough: true,
      text:
        guesses < AMPLE_GUESSES
          ? vscode.l10n.t('Good enough. One more word makes it much stronger.')
          : vscode.l10n.t('Strong.'),
    };
  }
}

function weakText(guesses: number): string {
  const seconds = guesses / GUESSES_A_SECOND;
  if (seconds < HOUR) return vscode.l10n.t('Too weak. It could be guessed in less than an hour.');
  if (seconds < DAY) return vscode.l10n.t('Too weak. It could be guessed within a day.');
  return seconds < YEAR
    ? vscode.l10n.t('Too weak. It could be guessed within a year.')
    : vscode.l10n.t('Too weak. It could be guessed within decades.');
}

/** @param warning a key in zxcvbn's translations */
function adviceText(warning: string | null): string {
  switch (warning) {
    case 'topTen':
    case 'topHundred':
    case 'common':
    case 'similarToCommon':
      return vscode.l10n.t('It is a common password.');
    case 'straightRow':
    case 'keyPattern':
      return vscode.l10n.t('Letters next to each other on the keyboard are easy to guess.');
    case 'simpleRepeat':
    case 'extendedRepeat':
    case 'sequences':
      return vscode.l10n.t('Repeats and sequences are easy to guess.');
    case 'dates':
    case 'recentYears':
      return vscode.l10n.t('Dates are easy to guess.');
    case 'namesByThemselves':
    case 'commonNames':
    case 'userInputs':
      return vscode.l10n.t('Names and logins are easy to guess.');
    default:
      return vscode.l10n.t('Use more words.');
  }
}
