#!/usr/bin/env node
import { run } from './run';
import { thisHost } from './thisHost';

// Node 20.11 warns that its X25519 is experimental, which nobody here can change.
process.removeAllListeners('warning');
// The reader of the output may close it early, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.exitCode = await run(
  process.argv.slice(2),
  { out: text => process.stdout.write(text), error: text => process.stderr.write(text) },
  thisHost(),
);
