import type { ImportSession } from './importSession';
import { targetOf } from './keysView';
import type { FromImport } from './protocol';

const CHOICES = [
  'tick',
  'tickAccount',
  'goTo',
  'readPasswords',
  'tickPassword',
  'tickOrganisation',
  'resetOn',
  'chooseAccount',
] as const;

/** What a person decides on the page about what was found. */
export type Choice = Extract<FromImport, { readonly type: (typeof CHOICES)[number] }>;

export function isChoice(message: FromImport): message is Choice {
  const choices: readonly FromImport['type'][] = CHOICES;
  return choices.includes(message.type);
}

/** Does as the person says. */
export async function choose(
  { keys, accounts, organisations, passwords }: ImportSession,
  choice: Choice,
): Promise<void> {
  switch (choice.type) {
    case 'tick':
      return keys.tick(choice.row, choice.ticked);
    case 'tickAccount':
      return accounts.tick(choice.row, choice.ticked);
    case 'goTo':
      await keys.goTo(choice.row, targetOf(choice.target));
      // A password goes where the key of its entry does.
      return passwords.look();
    case 'readPasswords':
      return passwords.turn(choice.file, choice.isOn);
    case 'tickPassword':
      return passwords.tick(choice.row, choice.ticked);
    case 'tickOrganisation':
      return organisations.tick(choice.row, choice.ticked);
    case 'resetOn':
      return organisations.resetOn(choice.row, choice.day);
    case 'chooseAccount':
      return organisations.choose(choice.login);
  }
}
