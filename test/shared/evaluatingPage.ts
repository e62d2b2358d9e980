/** A page in which an expression can be evaluated. */
export interface EvaluatingPage {
  /** The value of an expression in it, once that is known. */
  evaluate<T>(expression: string): Promise<T>;
}

/**
 * Evaluates several expressions in one call, one after the other: a call costs more than most expressions do.
 *
 * @param ask asks for all of them before it waits for any
 * @throws whatever one of them throws; then those after it are not evaluated
 */
export async function inOneCall<T>(
  page: EvaluatingPage,
  ask: (page: EvaluatingPage) => Promise<T>,
): Promise<T> {
  const expressions: string[] = [];
  let send: (values: Promise<unknown[]>) => void = () => {};
  const values = new Promise<unknown[]>(resolve => {
    send = resolve;
  });
  const answer = ask({
    evaluate: async <Value>(expression: string) => {
      const index = expressions.push(expression) - 1;
      return (await values)[index] as Value;
    },
  });
  send(page.evaluate(`(async () => [${expressions.map(each => `await (${each})`).join()}])()`));
  Object.freeze(expressions);
  return answer;
}
