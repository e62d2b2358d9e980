import { html, nothing, type TemplateResult } from 'lit-html';
import type { ListsView, ProblemView } from '../protocol';
import { accountsPart } from './accountsPart';
import { keysPart } from './keysPart';
import { organisationsPart } from './organisationsPart';
import type { ImportPageState } from './pageState';
import { passwordsPart } from './passwordsPart';
import { selectPart } from './selectPart';

/** The whole page. */
export function importPage(page: ImportPageState): TemplateResult {
  const { view, send } = page;
  const { keys, accounts, passwords, organisations, problems, warning } = view;
  return html`<main>
    <h1>${view.title}</h1>
    <p class="hint">${view.intro}</p>
    <div class="drop">
      <button type="button" class="secondary" @click=${() => send({ type: 'chooseFiles' })}>${view.choose}</button>
      <p>${view.drop}</p>
    </div>
    <p class="hint">${view.columns}</p>
    <div id="notes" tabindex="-1">${view.notes.map(note => html`<p class="note">${note}</p>`)}</div>
    ${warning === undefined ? nothing : html`<p class="warning">${warning}</p>`}
    ${keys ? keysPart(keys, page) : nothing}
    ${accounts ? accountsPart(accounts, page) : nothing}
    ${passwords ? passwordsPart(passwords, page) : nothing}
    ${organisations ? organisationsPart(organisations, page) : nothing}
    ${problems ? problemsPart(problems.title, problems.items) : nothing}
    ${actions(page)}
  </main>`;
}

/** What stays in sight: the button, where accounts go, and how far the work is. */
function actions({ view: { lists, save, trash, status }, send }: ImportPageState): TemplateResult {
  const isEmpty = !lists && !save && !trash && status === undefined;
  return html`<div class=${isEmpty ? 'actions empty' : 'actions'}>
    ${lists ? listPart(lists, send) : nothing}
    <div class="buttons">
      ${save ? actionButton('save', save, () => send({ type: 'save' })) : nothing}
      ${trash ? actionButton('trash', trash, () => send({ type: 'trash' })) : nothing}
      <div role="status">${status ?? ''}</div>
    </div>
  </div>`;
}

function actionButton(
  name: 'save' | 'trash',
  { label, isEnabled }: { readonly label: string; readonly isEnabled: boolean },
  press: () => void,
): TemplateResult {
  // A button that is disabled for good would lose the focus while it works.
  return html`<button
    type="button"
    class=${name === 'save' ? 'primary' : 'secondary'}
    data-action=${name}
    aria-disabled=${isEnabled ? 'false' : 'true'}
    @click=${isEnabled ? press : nothing}
  >${label}</button>`;
}

function listPart({ choice, note }: ListsView, send: ImportPageState['send']): TemplateResult {
  return html`${
    choice
      ? html`<label class="list">${choice.label} ${selectPart(choice, false, list => send({ type: 'chooseList', list }))}</label>`
      : nothing
  }${note === undefined ? nothing : html`<p class="limit">${note}</p>`}`;
}

function problemsPart(title: string, items: readonly ProblemView[]): TemplateResult {
  return html`<section aria-labelledby="problems">
    <h2 id="problems">${title}</h2>
    <ul class="problems">
      ${items.map(({ source, reason }) => html`<li class="warning"><strong>${source}</strong> ${reason}</li>`)}
    </ul>
  </section>`;
}
