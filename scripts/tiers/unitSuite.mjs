/** Runs the unit tests, as suite.mjs asks. */
import { runMocha } from '../../test/shared/mocha.mjs';

/** @type {{ files: string[], grep?: string, report: string }} */
const { files, grep, report } = JSON.parse(process.argv[2] ?? '');
const failed = await runMocha({ files, grep, report });
// A handle left open by a test keeps no finished run alive.
process.exit(failed > 0 ? 1 : 0);
