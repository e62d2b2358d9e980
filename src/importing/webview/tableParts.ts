import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

/** A table that scrolls by itself, also by keyboard, so that the page never does sideways. */
export function scroller(label: string, table: TemplateResult): TemplateResult {
  return html`<div class="scroller" role="group" aria-label=${label} tabindex="0">${table}</div>`;
}

/** Rows with nothing left to do, folded away. */
export function doneTable(label: string, table: TemplateResult): TemplateResult {
  return html`<details class="done">
    <summary>${label}</summary>
    ${scroller(label, table)}
  </details>`;
}

/** What is longer than a line may take several, but not so many that a row fills the page. */
const LONG = 60;

export function cell(column = '', text = ''): TemplateResult {
  return html`<td data-column=${column} class=${text.length > LONG ? 'long' : ''}>${text}</td>`;
}

/** The names of columns; those that are not shown have none. */
export function head(names: readonly (string | undefined)[]): TemplateResult {
  return html`<thead>
    <tr>
      ${names.map(name => (name === undefined ? nothing : html`<th scope="col">${name}</th>`))}
    </tr>
  </thead>`;
}

/** Where a row was found, if its column is shown. */
export function sourceCell(column: string | undefined, source: string): TemplateResult | typeof nothing {
  return column === undefined ? nothing : html`<td data-column=${column} class="source">${source}</td>`;
}

/** What to know about a row, if its column is shown. */
export function noteCell(
  column: string | undefined,
  note: { readonly text: string; readonly isWarning: boolean } | undefined,
): TemplateResult | typeof nothing {
  return column === undefined
    ? nothing
    : html`<td data-column=${column} class="note-text">${
        note ? html`<span class=${note.isWarning ? 'warns' : ''}>${note.text}</span>` : nothing
      }</td>`;
}

/** The box of a row, if it has one. */
export function tickBox(
  tick: { readonly label: string; readonly ticked: boolean } | undefined,
  send: (ticked: boolean) => void,
): TemplateResult | typeof nothing {
  if (!tick) return nothing;
  const change = (event: Event): void => send((event.currentTarget as HTMLInputElement).checked);
  return html`<input type="checkbox" aria-label=${tick.label} .checked=${live(tick.ticked)} @change=${change} />`;
}
