/**
 * What a person does to get somewhere, counted. Each of these is one action: an address opened, a command picked from the
 * palette, a click, a key, a box that is answered, a paste. Reading, waiting and talking don't count.
 */
export class Actions {
  readonly done: string[] = [];

  async act<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
    this.done.push(what);
    return action();
  }
}
