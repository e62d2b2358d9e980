import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root, vsix } from '../../scripts/folders.mjs';
import { installVSCode } from '../../vscode-from-npm/install.mjs';
import { installExtension } from '../../vscode-from-npm/server.mjs';
import { activity } from './activity';
import { backup } from './backup';
import { commandLine } from './commandLine';
import { edits } from './edits';
import type { Row, SessionReport } from './figure';
import { listText } from './list';
import { sizes } from './sizes';
import { table } from './table';
import { taken } from './taking';
import { team } from './team';

const PEER = join(root, 'test/bench/peer');

/** Takes every figure, prints the table and writes all of it to `file`. */
export async function bench(file: string): Promise<void> {
  // A short path: the desktop's sockets in it may have 103 characters.
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-'));
  try {
    const install = await installVSCode('newest');
    const load = loadavg().map(value => Number(value.toFixed(2)));
    const extensionsDir = join(folder, 'e');
    await installExtension({ install, dataDir: join(folder, 'install'), extensionsDir, vsix });
    const stub = await makeStub(extensionsDir, join(folder, 'stub'));
    const alone = await session('stub', join(folder, '1'), stub);
    const installed = await session('installed', join(folder, '2'), PEER, extensionsDir);
    const figures = [
      ...(await taken('sizes', () => sizes(join(root, 'dist'), vsix))),
      ...(await taken('edits', () => [edits()])),
      ...(await taken('backup', backup)),
      ...(await taken('activity', activity)),
      ...(await taken('team', team)),
      ...(await taken('command line', commandLine)),
      ...alone.figures,
      ...installed.figures,
    ];
    const machine = {
      system: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model,
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      loadBefore: load,
    };
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const versions = { extension: version, vscode: install.version, extensionHostNode: alone.node };
    console.log(`\n${table(figures)}\n`);
    await writeFile(
      file,
      `${JSON.stringify({ date: new Date().toISOString(), machine, versions, figures }, null, 2)}\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The installed extension with a `main` that does nothing but hand out its context. */
async function makeStub(extensionsDir: string, stub: string): Promise<string> {
  const installed = (await readdir(extensionsDir)).find(name => name.startsWith('xero-test-mfa.'));
  if (!installed) throw new Error(`The extension is not in ${extensionsDir}.`);
  await cp(join(extensionsDir, installed), stub, { recursive: true });
  const manifest = JSON.parse(await readFile(join(stub, 'package.json'), 'utf8'));
  delete manifest.browser;
  await writeFile(
    join(stub, 'package.json'),
    JSON.stringify({ ...manifest, main: './stub.js', activationEvents: [] }),
  );
  await writeFile(join(stub, 'stub.js'), 'exports.activate = context => context;\n');
  await cp(join(root, 'test/bench/empty.mjs'), join(stub, 'empty/extension.mjs'));
  return stub;
}

/** Takes one session's figures inside the extension host of a VS Code of its own. What it does not get to is a failure. */
async function session(
  name: string,
  folder: string,
  extensionDevelopmentPath: string,
  extensionsDir = join(folder, 'e'),
): Promise<{ node: string | undefined; figures: Row[] }> {
  const workspace = join(folder, 'workspace');
  const settings = join(folder, 'u/data/Machine/settings.json');
  const report = join(folder, 'report.json');
  await mkdir(join(workspace, '.xero-mfa'), { recursive: true });
  await mkdir(join(settings, '..'), { recursive: true });
  await writeFile(join(workspace, '.xero-mfa/accounts.json'), listText(200));
  // Copying shall not wait for the next code.
  await writeFile(settings, JSON.stringify({ 'xeroMfa.minimumRemaining': 0 }));
  const title = `VS Code with ${name === 'stub' ? 'a stub of the extension' : 'the installed extension'}`;
  console.log(`\n${title}`);
  const ending = await runTests({
    vscodeExecutablePath: join(root, 'vscode-from-npm/launcher.mjs'),
    extensionDevelopmentPath,
    extensionTestsPath: join(root, 'out/test/bench/host/index.js'),
    launchArgs: [workspace, `--user-data-dir=${join(folder, 'u')}`, `--extensions-dir=${extensionsDir}`],
    extensionTestsEnv: { XERO_MFA_BENCH_SESSION: name, XERO_MFA_BENCH_REPORT: report },
  }).then(
    () => 'VS Code ended before.',
    error => `${error}`,
  );
  const nothing: SessionReport = { figures: [], left: [title] };
  const { node, figures, left }: SessionReport = await readFile(report, 'utf8')
    .then(JSON.parse)
    .catch(() => nothing);
  const failures = left.map(measurement => ({ name: measurement, failure: ending }));
  return { node, figures: [...figures, ...failures] };
}
