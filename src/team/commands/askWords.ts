import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { ASKED_WORDS, areWordsAt, askedPlaces } from '../../core/team/words';
import { sanitizeLabel } from '../../platform/sanitize';
import { type Person, wordsOf } from '../people';
import { teamProblemText } from '../problemText';

/**
 * Has a person type three of somebody's words, which that somebody reads to them. Nothing else answers this: who knows the
 * words from the screen would compare nothing.
 *
 * @param title what happens then
 * @param about what is known of them, in sentences
 * @throws {@link vscode.CancellationError} if the person leaves; {@link UserError} for other words
 */
export async function requireWords(
  person: Person,
  title: string,
  about: readonly string[],
  isMachine = false,
): Promise<void> {
  const words = await wordsOf(person);
  const places = askedPlaces(words.split(' ').length, randomFraction);
  const [first, second, third] = places.map(String);
  const question = isMachine
    ? vscode.l10n.t(
        'Type words {1}, {2} and {3} of the eight that “xero-mfa join” printed for {0}, separated by spaces.',
        sanitizeLabel(person.name),
        first ?? '',
        second ?? '',
        third ?? '',
      )
    : vscode.l10n.t(
        'Call {0}. Type words {1}, {2} and {3} of their eight words, separated by spaces.',
        sanitizeLabel(person.name),
        first ?? '',
        second ?? '',
        third ?? '',
      );
  const typed = await vscode.window.showInputBox({
    title,
    prompt: [...about, question].join(' '),
    ignoreFocusOut: true,
    validateInput: text => {
      const isComplete = text.trim().split(/[\s,]+/).length >= ASKED_WORDS;
      return isComplete && !areWordsAt(places, words, text) ? teamProblemText('wrongWords') : undefined;
    },
  });
  if (typed === undefined) throw new vscode.CancellationError();
  if (!areWordsAt(places, words, typed)) throw new UserError(teamProblemText('wrongWords'));
}

/** From 0 to 1, like `Math.random`, from the platform's source of keys. */
function randomFraction(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
