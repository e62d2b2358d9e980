import { html, type TemplateResult } from 'lit-html';

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
