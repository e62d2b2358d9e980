/**
 * Runs a test suite inside the extension host of the VS Code from npm, with its console in a file: through
 * the window's console the suite's lines could not be told from VS Code's own.
 */
const { Console } = require('node:console');
const { appendFileSync } = require('node:fs');
const { Writable } = require('node:stream');

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

exports.run = async () => {
  const file = setting('XERO_MFA_SUITE_CONSOLE');
  const { console: window } = globalThis;
  // VS Code has locked the methods of the console it gives: only the whole can be exchanged.
  globalThis.console = new Console(
    new Writable({
      write(chunk, _encoding, done) {
        appendFileSync(file, chunk);
        done();
      },
    }),
  );
  try {
    await require(setting('XERO_MFA_SUITE')).run();
  } catch (error) {
    console.error(error);
    throw error;
  } finally {
    globalThis.console = window;
  }
};
