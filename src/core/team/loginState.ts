/**
 * What a team store says of a login that needs somebody. `due`: MFA has to be set up again, as somebody who left knows its
 * key. `outOfSync`: the store and this computer don't have the same key. `awaited`: its key comes from the store once a
 * member has let this computer in. `joinable`: the store has its key, and nobody here has asked to join the team.
 */
export type LoginState = 'due' | 'outOfSync' | 'awaited' | 'joinable';

/**
 * Which team store a login has. `shared`: one beside its list, of a team that this computer is in. `waiting`: one of a team
 * that hasn't let this computer in. `notJoined`: one of a team that nobody here has asked to join. `possible`: its list has
 * none. `none`: it is in no list that could have one.
 */
export type StoreOfLogin = 'shared' | 'waiting' | 'notJoined' | 'possible' | 'none';

/**
 * What git has yet to get of a login. `store`: changes of its list or of the store beside it, to commit and push. `list`:
 * changes of its list, which has no store. `nothing`: it has all of them.
 */
export type Publication = 'store' | 'list' | 'nothing';
