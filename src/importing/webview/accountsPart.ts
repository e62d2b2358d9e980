import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AccountRowView, AccountsView } from '../protocol';
import type { ImportPageState } from './pageState';
import { doneTable, scroller } from './tableParts';

/** The accounts of spreadsheets. */
export function accountsPart(accounts: AccountsView, page: ImportPageState): TemplateResult {
  const { title, notes, rows, done } = accounts;
  return html`<section aria-labelledby="accounts">
    <h2 id="accounts">${title}</h2>
    ${notes.map(note => html`<p class="hint">${note}</p>`)}
    ${rows.length > 0 ? scroller(title, table(rows, accounts, page)) : nothing}
    ${done ? doneTable(done.label, table(done.rows, accounts, page)) : nothing}
  </section>`;
}

const MARKS: Readonly<Record<AccountRowView['kind'], string>> = {
  new: '+',
  added: '✓',
  same: '=',
  different: '≠',
  wrong: '!',
};

function table(
  rows: readonly AccountRowView[],
  { columns, cells }: AccountsView,
  page: ImportPageState,
): TemplateResult {
  const [login, ...others] = cells;
  return html`<table class="accounts">
    <thead>
      <tr>
        ${[columns.add, login, columns.state, ...others, columns.source].map(name => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        row => html`<tr class=${row.kind}>
          <td>${tickBox(row, page)}</td>
          ${cell(login, row.cells[0])}
          <td data-column=${columns.state} class="state"><span class=${row.kind === 'wrong' ? 'warns' : ''}><span class="mark" aria-hidden="true">${MARKS[row.kind]}</span> ${row.state}</span></td>
          ${others.map((name, index) => cell(name, row.cells[index + 1]))}
          <td data-column=${columns.source} class="source">${row.source}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What is longer than a line may take several, but not so many that a row fills the page. */
const LONG = 60;

function cell(column = '', text = ''): TemplateResult {
  return html`<td data-column=${column} class=${text.length > LONG ? 'long' : ''}>${text}</td>`;
}

function tickBox({ id, tick }: AccountRowView, { send }: ImportPageState): TemplateResult | typeof nothing {
  if (!tick) return nothing;
  const change = (event: Event): void =>
    send({ type: 'tickAccount', row: id, ticked: (event.currentTarget as HTMLInputElement).checked });
  return html`<input type="checkbox" aria-label=${tick.label} .checked=${live(tick.ticked)} @change=${change} />`;
}
