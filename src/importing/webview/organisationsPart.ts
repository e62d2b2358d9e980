import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ChangedView, OrganisationRowView, OrganisationsView } from '../protocol';
import type { ImportPageState } from './pageState';
import { selectPart } from './selectPart';
import { doneTable, scroller, tickBox } from './tableParts';

/** The organisations of answers of Xero's API. */
export function organisationsPart(organisations: OrganisationsView, page: ImportPageState): TemplateResult {
  const { title, target, note, rows, done } = organisations;
  return html`<section aria-labelledby="organisations">
    <h2 id="organisations">${title}</h2>
    ${
      target
        ? html`<label class="list">${target.label} ${selectPart(target, false, login => page.send({ type: 'chooseAccount', login }))}</label>`
        : nothing
    }
    ${note === undefined ? nothing : html`<p class="limit">${note}</p>`}
    ${rows.length > 0 ? scroller(title, table(rows, organisations, page)) : nothing}
    ${done ? doneTable(done.label, table(done.rows, organisations, page)) : nothing}
  </section>`;
}

const MARKS: Readonly<Record<OrganisationRowView['kind'], string>> = {
  new: '+',
  changed: '≠',
  saved: '✓',
  same: '=',
  open: '',
};

function table(
  rows: readonly OrganisationRowView[],
  { columns }: OrganisationsView,
  page: ImportPageState,
): TemplateResult {
  const names = [columns.save, columns.name, columns.state, columns.resetOn, ...columns.details];
  return html`<table class="organisations">
    <thead>
      <tr>
        ${[...names, ...(columns.source === undefined ? [] : [columns.source])].map(name => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        row => html`<tr class=${row.kind}>
          <td>${tickBox(row.tick, ticked => page.send({ type: 'tickOrganisation', row: row.id, ticked }))}</td>
          ${changedCell(columns.name, row.name, 'name')}
          <td data-column=${columns.state} class="state">${row.state === '' ? nothing : html`<span><span class="mark" aria-hidden="true">${MARKS[row.kind]}</span> ${row.state}</span>`}</td>
          <td data-column=${columns.resetOn}>${resetPart(row, page)}</td>
          ${columns.details.map((name, index) => changedCell(name, row.details[index]))}
          ${columns.source === undefined ? nothing : html`<td data-column=${columns.source} class="source">${row.source}</td>`}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The old value has a line of its own: IDs are long, and the day must stay in sight. */
function changedCell(
  column: string,
  { text, was, isId }: ChangedView = { text: '' },
  kind = isId ? 'id' : '',
): TemplateResult {
  if (text === '' && was === undefined) return html`<td data-column=${column}></td>`;
  const before = was === undefined ? nothing : html` <span class="was">${was}</span>`;
  return html`<td data-column=${column}><span class="value ${kind}">${text}${before}</span></td>`;
}

/** The day is sent when the person leaves the field: while it is typed, each digit of the year makes another day. */
function resetPart({ id, resetOn, resetText }: OrganisationRowView, { send }: ImportPageState): unknown {
  if (!resetOn) return resetText;
  const leave = (event: Event): void => {
    const day = (event.currentTarget as HTMLInputElement).value;
    if (day !== resetOn.value) send({ type: 'resetOn', row: id, day });
  };
  return html`<span class="day"><input
    type="date"
    aria-label=${resetOn.label}
    max="9999-12-31"
    .value=${resetOn.value}
    @blur=${leave}
  />${resetOn.note === '' ? nothing : html` <span class="was">${resetOn.note}</span>`}</span>`;
}
