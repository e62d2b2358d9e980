import { monitorEventLoopDelay } from 'node:perf_hooks';
import { decryptWithPassphrase, encryptWithPassphrase } from '../../src/age/age';
import { type BackupEntry, parseBackup, serialiseBackup } from '../../src/core/backup';
import { parseSecret } from '../../src/core/secret';
import type { Figure } from './figure';
import { timed } from './stats';

const LOGINS = 1000;
const PASSPHRASE = 'eight words of a passphrase';

/** Writing and reading a backup, and the longest that other things had to wait meanwhile. */
export async function backup(): Promise<Figure[]> {
  const { secret } = parseSecret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  const entries = Array.from({ length: LOGINS }, (_, index): BackupEntry => {
    const answers = [{ question: 'First pet?', answer: 'Tiddles' }];
    return { login: `qa-${index}@harbour.test`, secret, answers };
  });
  let file: Uint8Array = new Uint8Array();
  return [
    ...(await blocking(`export a backup of ${LOGINS} keys`, async () => {
      file = await encryptWithPassphrase(serialiseBackup(entries), PASSPHRASE);
    })),
    ...(await blocking(`read a backup of ${LOGINS} keys`, async () => {
      parseBackup(await decryptWithPassphrase(file, PASSPHRASE));
    })),
  ];
}

async function blocking(name: string, task: () => Promise<void>): Promise<Figure[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ours = await timed(task);
  delay.disable();
  const longest = delay.max / 1e6;
  return [
    { name, unit: 'ms', ours },
    { name: `${name}: longest block`, unit: 'ms', ours: longest, aim: { of: 'ours', atMost: 50 } },
  ];
}
