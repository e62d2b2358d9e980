const replacements = /** @type {Record<string, string>} */ ({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
});

/** Text that is HTML already. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @typedef {string | number | boolean | undefined | Html | readonly Html[]} Value */

/**
 * Makes HTML of a template. What is put into it becomes text, unless it is {@link Html}; `false` and `undefined`
 * become nothing.
 *
 * @param {TemplateStringsArray} strings
 * @param {Value[]} values
 */
export function html(strings, ...values) {
  return new Html(strings.reduce((text, string, index) => text + render(values[index - 1]) + string));
}

/** @param {Value} value @returns {string} */
function render(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  if (value === undefined || value === false) return '';
  return String(value).replace(/[&<>"']/g, character => replacements[character] ?? '');
}
