/** Fits one screen of 24 lines with 80 characters. */
export const HELP = `Usage: xero-mfa <command> [options]

  code <login>             print the current code of a login
    --json                   print { "login", "code", "expiresAt" } instead
    --min-remaining <s>      if it expires sooner, wait for the next one (4)
    --unused                 print each code only once on this computer
    --timeout <s>            seconds to wait at most (120)
  list                     print the logins that this identity can read
  check                    say of each file if it can be read, and who signed it
  join                     ask to join the team, with a new identity
    --name <name>            what the team calls this machine
    --print-identity         print the new identity instead of writing it into
                             the file of --identity-file, which must be new

  --store <folder>         by default .xero-mfa/store here or in a folder above
  --identity-file <file>   by default the text in XERO_MFA_IDENTITY; - is stdin
  --trust <eight words>    believe only this member, otherwise XERO_MFA_TRUST
  --json                   for list and check, too
  --help, --version

Exit codes: 0 done, 1 check found something, 2 usage, 3 no store, 4 identity,
5 not readable, 6 not trusted, 7 damaged, 8 timeout, 9 not written, 70 a bug
`;
