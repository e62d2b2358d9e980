#!/usr/bin/env node
import { run } from './run';
import { thisHost } from './thisHost';

// Node 20.11 warns that its X25519 is experimental, which nobody here can change.
process.removeAllListeners('warning');

/** The reader of the output may close it early, as `head` does. */
const writeTo = (stream: NodeJS.WriteStream, text: string): void => {
  stream.once('error', () => {}).write(text);
};

process.exitCode = await run(
  process.argv.slice(2),
  { out: text => writeTo(process.stdout, text), error: text => writeTo(process.stderr, text) },
  thisHost(),
);
