/**
 * What a team store says of a login that needs somebody. `due`: MFA has to be set up again, as somebody who left knows its
 * key. `outOfSync`: the store and this computer don't have the same key. `awaited`: its key comes from the store once a
 * member has let this computer in. `joinable`: the store has its key, and nobody here has asked to join the team.
 */
export type LoginState = 'due' | 'outOfSync' | 'awaited' | 'joinable';
