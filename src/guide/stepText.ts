import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import type { Progress } from './progress';
import type { Place, RichText } from './protocol';
import { richText, xero } from './richText';
import { replacesKey, type StepId } from './scenarios';

/** What a step says. */
export interface StepText {
  readonly place: Place;
  readonly title: RichText;
  readonly text: readonly RichText[];
  /** A picture of ours and what it shows, in words. */
  readonly picture?: { readonly name: string; readonly alt: string };
  readonly limit?: string;
}

/** What each step says for an account. */
export function stepText(step: StepId, account: Account, progress: Progress): StepText {
  const login = sanitizeLabel(account.login);
  switch (step) {
    case '1':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Click your avatar at the top right')),
        text: [
          richText(
            vscode.l10n.t(
              'Sign in to Xero with a web browser as {0}. The avatar is a circle with initials or a picture, in the corner of every page; it opens a menu.',
            ),
            login,
          ),
        ],
        picture: {
          name: 'step-01',
          alt: vscode.l10n.t('The bar at the top of Xero’s page; marked: the round avatar at its right end.'),
        },
      };
    case '2':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Choose {0} in the menu'), xero('Account')),
        text: [
          richText(
            vscode.l10n.t('The menu is of this user alone: what you set there is for no other login.'),
          ),
        ],
        picture: {
          name: 'step-02',
          alt: vscode.l10n.t('The menu that opened under the avatar; marked: its line “{0}”.', 'Account'),
        },
      };
    case '3':
      return {
        place: 'xero',
        title: richText(
          vscode.l10n.t('Choose {0} next to {1}'),
          xero('Set up'),
          xero('Multi-factor authentication'),
        ),
        text: [
          richText(
            vscode.l10n.t(
              'If Xero says there that it is set up, somebody else has done it: choose that above, under “What do you want to do?”.',
            ),
          ),
        ],
        picture: {
          name: 'step-03',
          alt: vscode.l10n.t(
            'The Account page with the line “{0}”; marked: the button “{1}” at its end.',
            'Multi-factor authentication',
            'Set up',
          ),
        },
      };
    case '4':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Choose {0}'), xero('Use my own app')),
        text: [
          richText(
            vscode.l10n.t(
              'Not {0}: that sends its requests to one phone, and nobody else can answer them. This extension is your own app.',
            ),
            xero('Xero Verify'),
          ),
        ],
        picture: {
          name: 'step-04',
          alt: vscode.l10n.t(
            'Two ways to choose from, “{0}” and “{1}”; marked: the second.',
            'Xero Verify',
            'Use my own app',
          ),
        },
      };
    case '5':
      return {
        place: 'xero',
        title: richText(
          vscode.l10n.t('Choose {0}'),
          xero("Can't scan the QR code? Enter a setup key instead"),
        ),
        text: [
          richText(vscode.l10n.t('Do not look for a menu: it is a link on the page with the QR code.')),
          richText(
            vscode.l10n.t(
              'Xero shows the QR code and the key only now. Afterwards they cannot be looked up: a key that is lost means a new set-up.',
            ),
          ),
        ],
        picture: {
          name: 'step-05',
          alt: vscode.l10n.t(
            'The page with the QR code; marked: the link below it, “{0}”.',
            "Can't scan the QR code? Enter a setup key instead",
          ),
        },
        limit: vscode.l10n.t(
          'From here to step 10 take no break: after 10 minutes without a click Xero may interrupt you, and the set-up then start over with another key.',
        ),
      };
    case '6':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Copy the {0}'), xero('Setup Key')),
        text: [
          richText(
            vscode.l10n.t(
              'Copy all of it, as it stands: small letters and spaces do no harm. Leave the page open, you go on there at step 9.',
            ),
          ),
          richText(
            replacesKey(progress.scenario)
              ? vscode.l10n.t(
                  'Put it into your team’s password manager now, while Xero shows it, in the place of the old one: everybody needs the new key. Never into a chat or an email.',
                )
              : vscode.l10n.t(
                  'If colleagues need this login too, put the key into your team’s password manager as well, while Xero shows it. Never into a chat or an email.',
                ),
          ),
        ],
        picture: {
          name: 'step-06',
          alt: vscode.l10n.t(
            'The page with the key in groups of four characters; marked: the “{0}”.',
            'Setup Key',
          ),
        },
      };
    case '7':
      return {
        place: 'here',
        title: richText(vscode.l10n.t('Paste the setup key below')),
        text: [
          richText(
            vscode.l10n.t(
              'It is checked, and kept in the secret storage of VS Code on this computer, nowhere else.',
            ),
          ),
        ],
        picture: {
          name: 'step-07',
          alt: vscode.l10n.t('This step of the guide; marked: the field for the setup key.'),
        },
      };
    case '8':
      return {
        place: 'here',
        title: richText(vscode.l10n.t('Copy the code')),
        text: [richText(vscode.l10n.t('It is the one-time password that Xero asks for next.'))],
        picture: {
          name: 'step-08',
          alt: vscode.l10n.t(
            'A code of six digits with a ring that shows how long it lives; marked: the button that copies it.',
          ),
        },
      };
    case '9':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Choose {0}'), xero('Enter Code')),
        text: [richText(vscode.l10n.t('Back on Xero’s page with the key.'))],
        picture: {
          name: 'step-09',
          alt: vscode.l10n.t('The page with the key; marked: the button “{0}” below it.', 'Enter Code'),
        },
      };
    case '10':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Paste the code and choose {0}'), xero('Confirm')),
        text: [
          richText(
            vscode.l10n.t('A code lives 30 seconds. If it ends before you have confirmed, copy the new one.'),
          ),
        ],
        picture: {
          name: 'step-10',
          alt: vscode.l10n.t('Six boxes with the digits of the code; marked: the button “{0}”.', 'Confirm'),
        },
        limit: vscode.l10n.t(
          'Several wrong codes in a row may lock the login, for 15 minutes to 2 hours: after the second, find the cause here before you try again.',
        ),
      };
    case '11':
      if (progress.backup === 'questions') return questionsText();
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Enter a backup email and choose {0}'), xero('Continue')),
        text: [
          richText(
            vscode.l10n.t(
              'It is the way in when every copy of the key is lost. It must not be {0}; best is a mailbox that more than one of you can read.',
            ),
            login,
          ),
          richText(
            vscode.l10n.t(
              'Type it here first: it is checked by Xero’s rules and written into the list, so that the team knows it.',
            ),
          ),
        ],
        picture: {
          name: 'step-11',
          alt: vscode.l10n.t('A field for an email address; marked: the button “{0}” below it.', 'Continue'),
        },
        limit: vscode.l10n.t('To change it later, MFA usually has to be turned off and on again.'),
      };
    case '12':
      return {
        place: 'inbox',
        title: richText(vscode.l10n.t('Copy the code from Xero’s email')),
        text: [
          account.backupEmail === undefined
            ? richText(
                vscode.l10n.t(
                  'Open the backup mailbox, and there the newest message from Xero. If none comes within a few minutes, look in the spam folder.',
                ),
              )
            : richText(
                vscode.l10n.t(
                  'Open the mailbox {0}, and there the newest message from Xero. If none comes within a few minutes, look in the spam folder.',
                ),
                sanitizeLabel(account.backupEmail),
              ),
        ],
        picture: {
          name: 'step-12',
          alt: vscode.l10n.t('A mailbox with the message from Xero open; marked: the code in it.'),
        },
        limit: vscode.l10n.t(
          'Leave Xero’s page open meanwhile: after 10 minutes without a click it may interrupt you.',
        ),
      };
    case '13':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Paste that code and choose {0}'), xero('Confirm email')),
        text: [richText(vscode.l10n.t('This is the code from the email, not one from this extension.'))],
        picture: {
          name: 'step-13',
          alt: vscode.l10n.t('A field with the emailed code; marked: the button “{0}”.', 'Confirm email'),
        },
      };
    case '14':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Choose {0}'), xero('Continue')),
        text: [richText(vscode.l10n.t('Xero says that MFA is on. Then confirm it here.'))],
        picture: {
          name: 'step-14',
          alt: vscode.l10n.t('The last page with a tick; marked: the button “{0}”.', 'Continue'),
        },
      };
    case 'askToSetUp':
      return {
        place: 'xero',
        title: richText(
          vscode.l10n.t('Sign in until Xero shows {0}'),
          xero('Set up multi-factor authentication'),
        ),
        text: [
          richText(
            vscode.l10n.t(
              'Sign in with a web browser as {0}. Where Xero insists on MFA, it shows that page by itself, and steps 1 to 3 are not needed.',
            ),
            login,
          ),
        ],
      };
    case 'getKey':
      return {
        place: 'here',
        title: richText(vscode.l10n.t('Get the setup key from your team')),
        text: [
          account.owner === undefined
            ? richText(
                vscode.l10n.t('Look in your team’s password manager, or ask whoever set MFA up for {0}.'),
                login,
              )
            : richText(
                vscode.l10n.t('Look in your team’s password manager, or ask {0}, who owns {1}.'),
                sanitizeLabel(account.owner),
                login,
              ),
          richText(
            vscode.l10n.t(
              'Nothing needs setting up in Xero: the same key gives the same codes on every computer. Never send it by chat or email.',
            ),
          ),
        ],
      };
    case 'tryCode':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Sign in with a code')),
        text: [
          richText(vscode.l10n.t('Sign in to Xero as {0}, and paste the code when it asks for one.'), login),
        ],
      };
    case 'signIn':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Sign in to Xero')),
        text: [
          richText(vscode.l10n.t('With a web browser, as {0}, with a code of the key you have now.'), login),
        ],
      };
    case 'signInByBackup':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Sign in by the backup email or the security questions')),
        text: [
          richText(
            vscode.l10n.t(
              'Sign in as {0}. When Xero asks for a code, choose to use another method instead of typing one.',
            ),
            login,
          ),
          account.backupEmail === undefined
            ? richText(vscode.l10n.t('No backup email is in the list.'))
            : richText(
                vscode.l10n.t('The backup email in the list is {0}.'),
                sanitizeLabel(account.backupEmail),
              ),
          richText(vscode.l10n.t('With neither at hand, turn to Xero’s support.')),
        ],
        picture: {
          name: 'backup-sign-in',
          alt: vscode.l10n.t('The page that asks for a code; marked: the link below it to another method.'),
        },
      };
    case 'changeDevice':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Choose {0} next to {1}'), xero('Change'), xero('Connected device')),
        text: [
          richText(
            vscode.l10n.t('Click the avatar at the top right, choose {0}, and look under {1}.'),
            xero('Account'),
            xero('Additional Security'),
          ),
          richText(
            vscode.l10n.t('This ends the old set-up: codes of the old key stop working, for everybody.'),
          ),
        ],
        picture: {
          name: 'connected-device',
          alt: vscode.l10n.t(
            'The Account page with “{0}” under “{1}”; marked: the button “{2}”.',
            'Connected device',
            'Additional Security',
            'Change',
          ),
        },
      };
    case 'changePassword':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Change the password')),
        text: [
          richText(
            vscode.l10n.t(
              'Whoever left may know the password of {0} too, and may still read the backup mailbox: change the one, and who can read the other.',
            ),
            login,
          ),
          richText(
            vscode.l10n.t(
              'If the backup email or the answers have to change as well, turn MFA off instead and set it up for the first time again.',
            ),
          ),
        ],
      };
    case 'passOn':
      return {
        place: 'here',
        title: richText(vscode.l10n.t('Give the new key to the team')),
        text: [
          richText(
            vscode.l10n.t(
              'The old key is worth nothing now. Everybody who uses {0} sets its secret again, with the key that you put into your team’s password manager at step 6.',
            ),
            login,
          ),
        ],
      };
    case 'turnOff':
      return {
        place: 'xero',
        title: richText(vscode.l10n.t('Turn MFA off on the Account page')),
        text: [
          richText(
            vscode.l10n.t('Click the avatar at the top right, choose {0}, and look for {1}.'),
            xero('Account'),
            xero('Multi-factor authentication'),
          ),
          richText(
            vscode.l10n.t(
              'Where Xero insists on MFA it cannot be turned off, or Xero asks you to set it up again at the next sign-in.',
            ),
          ),
        ],
      };
    case 'forget':
      return {
        place: 'here',
        title: richText(vscode.l10n.t('Remove the secret')),
        text: [
          richText(
            vscode.l10n.t(
              'It is of no use any more. It is removed from this computer, and the day of the set-up from the list.',
            ),
          ),
        ],
      };
  }
}

/** Step 11 for those who take security questions instead of a backup email. */
function questionsText(): StepText {
  return {
    place: 'xero',
    title: richText(vscode.l10n.t('Choose and answer security questions')),
    text: [
      richText(
        vscode.l10n.t(
          'On Xero’s page with the backup email, look for the way to use security questions instead. They are the way in when every copy of the key is lost.',
        ),
      ),
      richText(
        vscode.l10n.t(
          'Copy each question from Xero into a row below and make up its answer. Once they are kept, “{0}” copies each into Xero.',
        ),
        vscode.l10n.t('Copy a Security Answer…'),
      ),
    ],
    limit: vscode.l10n.t('To change them later, MFA usually has to be turned off and on again.'),
  };
}

/** What comes next when a key was set up. */
export function afterwards(account: Account): readonly RichText[] {
  return [
    richText(
      vscode.l10n.t('{0} is ready: its codes can be copied, and the list says so.'),
      sanitizeLabel(account.name),
    ),
    richText(vscode.l10n.t('Commit the list, so that the team sees it. The secret is not in it.')),
    richText(
      vscode.l10n.t(
        'Colleagues take the key from your team’s password manager and choose “{0}” in this guide.',
      ),
      vscode.l10n.t('Somebody else has set it up'),
    ),
    richText(
      vscode.l10n.t('From now on copy a code from wherever you are in VS Code: {0}, on macOS {1}.'),
      xero('Ctrl+Alt+X'),
      xero('Cmd+Alt+X'),
    ),
  ];
}

export function placeName(place: Place): string {
  switch (place) {
    case 'xero':
      return vscode.l10n.t('In Xero');
    case 'here':
      return vscode.l10n.t('Here');
    case 'inbox':
      return vscode.l10n.t('In the backup mailbox');
  }
}
