import assert from 'node:assert/strict';
import { hostSystem, type SystemTraits } from '../../../src/platform/hostSystem';
import { hostSystem as browserSystem } from '../../../src/platform/hostSystem.web';

const LINUX: SystemTraits = {
  platform: 'linux',
  release: '6.8.0-49-generic',
  environment: {},
  exists: () => false,
};
const WSL_RELEASE = '5.15.167.4-microsoft-standard-WSL2';

describe('hostSystem', () => {
  const systems: readonly [traits: Partial<SystemTraits>, expected: string][] = [
    [{}, 'linux'],
    [{ platform: 'win32', release: '10.0.22631' }, 'windows'],
    [{ platform: 'darwin', release: '24.1.0' }, 'mac'],
    [{ platform: 'freebsd' }, 'other'],
    [{ release: WSL_RELEASE }, 'wsl'],
    [{ release: '4.4.0-19041-Microsoft' }, 'wsl'],
    [{ environment: { WSL_DISTRO_NAME: 'Ubuntu' } }, 'wsl'],
    [{ exists: path => path === '/.dockerenv' }, 'container'],
    [{ exists: path => path === '/run/.containerenv' }, 'container'],
    [{ environment: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }, 'container'],
    [{ release: WSL_RELEASE, exists: path => path === '/.dockerenv' }, 'container'],
    // A variable that went along to Windows.
    [{ platform: 'win32', environment: { WSL_DISTRO_NAME: 'Ubuntu' } }, 'windows'],
  ];
  for (const [traits, expected] of systems) {
    it(`is ${expected} for ${JSON.stringify(traits)}`, () =>
      assert.equal(hostSystem({ ...LINUX, ...traits }), expected));
  }

  const browsers: readonly [userAgent: string, expected: string][] = [
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0', 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15', 'mac'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'linux'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/142.0.0.0', 'other'],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile', 'other'],
  ];
  for (const [userAgent, expected] of browsers) {
    it(`is ${expected} in the browser ${userAgent}`, () => assert.equal(browserSystem(userAgent), expected));
  }

  it('is known of this computer', () => assert.notEqual(hostSystem(), 'other'));
});

it('The systems of Node.js and of the browser are asked for by one name', async () => {
  const [node, web] = await Promise.all([
    import('../../../src/platform/hostSystem'),
    import('../../../src/platform/hostSystem.web'),
  ]);
  assert.deepEqual(Object.keys(web), Object.keys(node));
});
