import type { Pair } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { readKeyFile, tagOf } from './keyFile';
import type { StoreSession } from './storeSession';

/** What a person is asked about of one login. */
export type Question = Readonly<Record<SharedKind, Pair>>;

const KINDS = ['key', 'answers'] as const;

/** Those of the logins that a person is to be asked about, without those that were put off while both sides stay the same. */
export async function questionsOf(
  session: StoreSession,
  logins: readonly string[],
): Promise<ReadonlyMap<string, Question>> {
  const questions = new Map<string, Question>();
  for (const login of logins) {
    const [key, answers] = await Promise.all(KINDS.map(kind => pairOf(session, kind, login)));
    const question = { key: key ?? {}, answers: answers ?? {} };
    if (!(await isPutOff(session, login, question))) questions.set(login, question);
  }
  return questions;
}

/** Remembers that a person decided nothing. */
export async function putOff(
  { layout, memory }: StoreSession,
  questions: ReadonlyMap<string, Question>,
): Promise<void> {
  for (const [login, question] of questions) {
    for (const kind of KINDS) {
      const name = await layout.nameOf(login, kind);
      memory.change(now => {
        const known = now.shared[name] ?? { login, highest: 0, former: [] };
        return { ...now, shared: { ...now.shared, [name]: { ...known, putOff: question[kind] } } };
      });
    }
  }
}

async function isPutOff(
  { layout, memory }: StoreSession,
  login: string,
  question: Question,
): Promise<boolean> {
  for (const kind of KINDS) {
    const before = memory.value.shared[await layout.nameOf(login, kind)]?.putOff;
    const { here, store } = question[kind];
    if (!before || before.here !== here || before.store !== store) return false;
  }
  return true;
}

async function pairOf(session: StoreSession, kind: SharedKind, login: string): Promise<Pair> {
  const { local, identity } = session.services;
  const [{ [kind]: value }, file] = await Promise.all([
    local.get(login, kind),
    readKeyFile(session, kind, login),
  ]);
  return {
    ...(value !== undefined && { here: await tagOf(value, identity) }),
    ...(typeof file === 'object' && { store: file.tag }),
  };
}
