import { COMMANDS, type CommandName } from '../../src/contributions/commands';

/** All commands, by the part of their id after `xeroMfa.`. */
export const commandNames = Object.values(COMMANDS).flatMap(group => Object.keys(group)) as CommandName[];
