import { parse } from 'yaml';
import type { CiSystem } from '../../src/core/team/ciJob';

/** The step of a job that makes the code, with the variables that it sees. */
interface Step {
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Finds in a job what each CI system finds there. */
const STEP: Readonly<Record<CiSystem, (job: unknown) => Step>> = {
  github: job => {
    const { env, steps } = (job as GitHub).jobs['xero-tests'];
    const step = steps.find(({ name }) => name === 'Sign in to Xero and test');
    return { shell: step?.run ?? '', env: { ...env, ...step?.env } };
  },
  gitlab: job => {
    const { variables, script } = (job as GitLab)['xero-tests'];
    return { shell: script.at(-1) ?? '', env: variables };
  },
  azure: job => {
    const { variables, steps } = job as Azure;
    const step = steps.find(({ displayName }) => displayName === 'Sign in to Xero and test');
    return { shell: step?.script ?? '', env: { ...variables, ...step?.env } };
  },
};

interface GitHub {
  jobs: { 'xero-tests': { env: Step['env']; steps: { name?: string; run?: string; env?: Step['env'] }[] } };
}

interface GitLab {
  'xero-tests': { variables: Step['env']; script: string[] };
}

interface Azure {
  variables: Step['env'];
  steps: { displayName?: string; script?: string; env?: Step['env'] }[];
}

/** The step of a job in YAML, as its CI system reads it. */
export function stepOf(system: CiSystem, job: string): Step {
  return STEP[system](parse(job));
}
