import { REGIONS } from '../../src/core/organisation';

const AREAS = ['payroll', 'tax', 'bank feeds', 'invoicing', 'fixed assets', 'expenses', 'projects'];
const OWNERS = ['priya', 'tane', 'sam', 'ana', 'lee', 'kim', 'noor', 'max', 'eva', 'jo'];

/**
 * A list of made-up accounts, laid out as people write it.
 *
 * @param faultyEvery of so many accounts, one has its login as its backup email; 0 for none
 */
export function listText(accounts: number, faultyEvery = 0): string {
  const entries = Array.from({ length: accounts }, (_, index) => {
    const area = AREAS[index % AREAS.length];
    const region = REGIONS[index % REGIONS.length];
    const login = `qa-${index}@harbour.test`;
    return `    {
      "login": "${login}",
      "name": "${region} ${area} ${(index * 7919) % accounts}",
      "organisations": [
        { "name": "Demo Company (${region}) ${index % 97}", "region": "${region}", "kind": "demo" }
      ],
      "owner": "${OWNERS[index % OWNERS.length]}@harbour.test",
      "backupEmail": "${faultyEvery > 0 && index % faultyEvery === 1 ? login : 'backup@harbour.test'}",
      "tags": ["${area}"]
    }`;
  });
  return `{
  "version": 1,
  "accounts": [
${entries.join(',\n')}
  ]
}
`;
}
