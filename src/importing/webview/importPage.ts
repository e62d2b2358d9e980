import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type {
  AccountRowView,
  AccountsView,
  FromImport,
  ImportView,
  KeyRowView,
  KeysView,
  ProblemView,
  SelectView,
} from '../protocol';

/** The state of the page, and how it reports what the person does. */
export interface ImportPageState {
  readonly view: ImportView;
  /** The current code of each row. */
  readonly codes: Readonly<Record<number, string>>;
  readonly send: (message: FromImport) => void;
  /** The row whose options are rendered: those of all rows may be too many. */
  readonly openRow: number | undefined;
  readonly setOpenRow: (row: number) => void;
}

/** The whole page. */
export function importPage(page: ImportPageState): TemplateResult {
  const { view, send } = page;
  const { keys, accounts, lists, problems } = view;
  return html`<main>
    <h1>${view.title}</h1>
    <p class="hint">${view.intro}</p>
    <div class="drop">
      <button type="button" class="secondary" @click=${() => send({ type: 'chooseFiles' })}>${view.choose}</button>
      <p>${view.drop}</p>
      <div role="status">${view.status === undefined ? nothing : html`<p>${view.status}</p>`}</div>
    </div>
    <div id="notes" tabindex="-1">${view.notes.map(note => html`<p class="note">${note}</p>`)}</div>
    ${keys ? keysPart(keys, page) : nothing}
    ${accounts ? accountsPart(accounts) : nothing}
    ${lists ? listPart(lists, send) : nothing}
    <div class="buttons">
      ${keys?.store ? actionButton('store', keys.store, () => send({ type: 'store' })) : nothing}
      ${accounts?.add ? actionButton('addAccounts', accounts.add, () => send({ type: 'addAccounts' })) : nothing}
    </div>
    ${problems ? problemsPart(problems.title, problems.items) : nothing}
  </main>`;
}

function actionButton(
  name: string,
  { label, isEnabled }: { readonly label: string; readonly isEnabled: boolean },
  press: () => void,
): TemplateResult {
  return html`<button type="button" class="primary" data-action=${name} ?disabled=${!isEnabled} @click=${press}>${label}</button>`;
}

function keysPart(keys: KeysView, page: ImportPageState): TemplateResult {
  const { title, columns, rows } = keys;
  return html`<section aria-labelledby="keys">
    <h2 id="keys">${title}</h2>
    <table class="keys">
      <thead>
        <tr>
          ${[columns.store, columns.issuer, columns.account, columns.code, columns.target, columns.note].map(
            name => html`<th scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ id }) => id,
          row => keyRow(row, keys, page),
        )}
      </tbody>
    </table>
  </section>`;
}

function keyRow(
  row: KeyRowView,
  { columns, noTarget, targets }: KeysView,
  page: ImportPageState,
): TemplateResult {
  const { send, codes } = page;
  const tick = (event: Event): void =>
    send({ type: 'tick', row: row.id, ticked: (event.currentTarget as HTMLInputElement).checked });
  const { label, current, added } = row.target;
  const all = [noTarget, ...(added ? [added] : []), ...targets];
  const options = page.openRow === row.id ? all : all.filter(({ value }) => value === current);
  return html`<tr>
    <td>
      <input
        type="checkbox"
        aria-label=${row.label}
        .checked=${row.ticked}
        ?disabled=${row.isStored || current === ''}
        @change=${tick}
      />
    </td>
    <td data-column=${columns.issuer}>${row.issuer}</td>
    <td data-column=${columns.account}>${row.account}</td>
    <td data-column=${columns.code} class="code">${codes[row.id] ?? ''}</td>
    <td data-column=${columns.target} @focusin=${() => page.setOpenRow(row.id)}>
      ${selectPart({ label, current, options }, row.isStored, target => send({ type: 'goTo', row: row.id, target }))}
    </td>
    <td data-column=${columns.note} class=${row.note?.isWarning ? 'warns' : ''}>${row.note?.text ?? ''}</td>
  </tr>`;
}

function selectPart(
  { label, current, options }: SelectView,
  isDisabled: boolean,
  choose: (value: string) => void,
): TemplateResult {
  const change = (event: Event): void => choose((event.currentTarget as HTMLSelectElement).value);
  return html`<select aria-label=${label} ?disabled=${isDisabled} @change=${change}>
    ${options.map(option => html`<option value=${option.value} .selected=${option.value === current}>${option.label}</option>`)}
  </select>`;
}

function listPart(lists: SelectView, send: ImportPageState['send']): TemplateResult {
  return html`<label class="list">${lists.label} ${selectPart(lists, false, list => send({ type: 'chooseList', list }))}</label>`;
}

function accountsPart({ title, columns, rows }: AccountsView): TemplateResult {
  return html`<section aria-labelledby="accounts">
    <h2 id="accounts">${title}</h2>
    <table class="accounts">
      <thead>
        <tr>
          ${[columns.line, columns.state, columns.login, columns.name, columns.organisations].map(
            name => html`<th scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(row => accountRow(row, columns))}
      </tbody>
    </table>
  </section>`;
}

const MARKS: Readonly<Record<AccountRowView['kind'], string>> = {
  new: '+',
  added: '✓',
  same: '=',
  different: '≠',
  wrong: '!',
};

function accountRow(row: AccountRowView, columns: AccountsView['columns']): TemplateResult {
  return html`<tr class=${row.kind}>
    <td data-column=${columns.line}>${row.line}</td>
    <td data-column=${columns.state} class=${row.kind === 'wrong' ? 'warns' : ''}><span class="mark" aria-hidden="true">${MARKS[row.kind]}</span> ${row.state}</td>
    <td data-column=${columns.login}>${row.login}</td>
    <td data-column=${columns.name}>${row.name}</td>
    <td data-column=${columns.organisations}>${row.organisations}</td>
  </tr>`;
}

function problemsPart(title: string, items: readonly ProblemView[]): TemplateResult {
  return html`<section aria-labelledby="problems">
    <h2 id="problems">${title}</h2>
    <ul class="problems">
      ${items.map(({ source, reason }) => html`<li class="warning"><strong>${source}</strong> ${reason}</li>`)}
    </ul>
  </section>`;
}
