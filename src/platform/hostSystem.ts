import { existsSync } from 'node:fs';
import { release } from 'node:os';

/** The system whose clock the extension uses: it decides how to set the clock. `other`: any system not listed. */
export type HostSystem = 'windows' | 'mac' | 'linux' | 'wsl' | 'container' | 'other';

/** What distinguishes the systems. */
export interface SystemTraits {
  readonly platform: NodeJS.Platform;
  /** The kernel's. */
  readonly release: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
}

const here: SystemTraits = {
  platform: process.platform,
  release: release(),
  environment: process.env,
  exists: existsSync,
};

/** The system that the extension runs on; `hostSystem.web.ts` asks the browser. */
export function hostSystem({ platform, release, environment, exists }: SystemTraits = here): HostSystem {
  if (platform === 'win32') return 'windows';
  if (platform === 'darwin') return 'mac';
  if (platform !== 'linux') return 'other';
  // Before WSL, because Docker Desktop runs containers on WSL's kernel.
  const isContainer =
    exists('/.dockerenv') || exists('/run/.containerenv') || environment['KUBERNETES_SERVICE_HOST'];
  if (isContainer) return 'container';
  return environment['WSL_DISTRO_NAME'] || /microsoft/i.test(release) ? 'wsl' : 'linux';
}
