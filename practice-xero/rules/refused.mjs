/** What a page says when it does not accept what was entered. */
export class Refused extends Error {
  /**
   * @param {string} message for the person
   * @param {string} [field] the name of the form field it is about
   */
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

/** There is no set-up under way, its time is over, or it is at another step. */
export class OutOfStep extends Error {}
