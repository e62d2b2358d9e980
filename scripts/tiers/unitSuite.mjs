/** Runs the unit tests for suite.mjs. */
import { runMocha } from '../../test/shared/mocha.mjs';

/** @type {{ files: string[], grep?: string, report: string }} */
const { files, grep, report } = JSON.parse(process.argv[2] ?? '');
const failed = await runMocha({ files, grep, report });
// A handle that a test left open must not keep a finished run alive.
process.exit(failed > 0 ? 1 : 0);
