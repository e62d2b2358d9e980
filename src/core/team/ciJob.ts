/** The CI systems that a job can be made for. */
export const CI_SYSTEMS = ['github', 'gitlab', 'azure'] as const;

export type CiSystem = (typeof CI_SYSTEMS)[number];

export const CI_NAMES: Readonly<Record<CiSystem, string>> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI/CD',
  azure: 'Azure Pipelines',
};

/** What a job signs in with. */
export interface CiJob {
  /** All logins that the machine may read. */
  readonly logins: readonly string[];
  /** The eight words of a member, who has to have signed what the job believes. */
  readonly trust: string;
}

/**
 * CI systems expand what is left out here, as `${{ … }}` or `$(…)`, and anyone who can push can write a login. The command line
 * takes one that begins with a hyphen for an option.
 */
const PLAIN_LOGIN = /^[\w.+][\w.+-]*@[\w.-]+$/;

/** A whole job, in YAML, that runs the tests with a code. It has no secret: the identity comes from the CI system's own. */
export function ciJob(system: CiSystem, { logins, trust }: CiJob): string {
  const login = logins.find(each => PLAIN_LOGIN.test(each)) ?? 'login@example.com';
  return JOBS[system](login, trust);
}

/** Hides the code in the log where the CI system can, and keeps the identity from the tests. */
const script = (mask: string, indent: string): string =>
  [
    'code=$(npx --no-install xero-mfa code "$XERO_LOGIN" --unused --min-remaining 20)',
    ...(mask === '' ? [] : [mask]),
    'unset XERO_MFA_IDENTITY',
    'XERO_CODE="$code" npm test',
  ]
    .map(line => indent + line)
    .join('\n');

const JOBS: Readonly<Record<CiSystem, (login: string, trust: string) => string>> = {
  github: (login, trust) => `name: Xero tests
on: push
permissions:
  contents: read
jobs:
  xero-tests:
    runs-on: ubuntu-latest
    env:
      XERO_LOGIN: ${login}
      XERO_MFA_TRUST: ${trust}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - name: Sign in to Xero and test
        env:
          XERO_MFA_IDENTITY: \${{ secrets.XERO_MFA_IDENTITY }}
        run: |
${script('echo "::add-mask::$code"', '          ')}
`,
  gitlab: (login, trust) => `xero-tests:
  image: node:22
  variables:
    XERO_LOGIN: ${login}
    XERO_MFA_TRUST: ${trust}
  script:
    - npm ci
    - |
      set -e
${script('', '      ')}
`,
  azure: (login, trust) => `trigger:
  - main
pool:
  vmImage: ubuntu-latest
variables:
  XERO_LOGIN: ${login}
  XERO_MFA_TRUST: ${trust}
steps:
  - task: UseNode@1
    inputs:
      version: 22.x
  - script: npm ci
  - script: |
      set -e
${script('echo "##vso[task.setsecret]$code"', '      ')}
    displayName: Sign in to Xero and test
    env:
      XERO_MFA_IDENTITY: $(XERO_MFA_IDENTITY)
`,
};
