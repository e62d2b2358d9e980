import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { ButtonView, FieldView, RichText } from '../protocol';
import { currentStep, type PageState, secondsUntil } from './state';

/** What lit-html renders. */
export type Part = TemplateResult | typeof nothing;

/** Marks up Xero's labels in a sentence, as English for screen readers. */
export function sentence(text: RichText): unknown {
  return text.map(part =>
    typeof part === 'string' ? part : html`<span class="label" lang="en">${part.label}</span>`,
  );
}

export function button({ action, label, primary, disabled }: ButtonView, page: PageState): TemplateResult {
  const step = currentStep(page.view)?.id ?? '';
  const waiting = page.view.wait?.action === action ? waitText(page) : undefined;
  return html`<button
    type="button"
    class=${primary ? 'primary' : 'secondary'}
    data-action=${action}
    aria-disabled=${disabled || waiting !== undefined ? 'true' : nothing}
    @click=${() => {
      if (!disabled) page.act({ type: 'press', action, step });
    }}
  >${waiting ?? label}</button>`;
}

function waitText({ view: { wait }, waitEnds = 0 }: PageState): string | undefined {
  // While the new code is being copied, its time has come already.
  return wait?.label.replace('{0}', String(Math.max(1, secondsUntil(waitEnds))));
}

/** Binds a control to a value, except while the person's own choice has no reply yet. */
export function settled(value: boolean, { awaited }: PageState): unknown {
  return awaited.size > 0 ? value : live(value);
}

/** Longer than any valid text: the extension rejects it without being sent all of it. */
export const LONGEST = 5000;

/** Keeps what is typed into a field without a secret. */
export function keepsDraft(page: PageState): (event: Event) => void {
  return event => {
    const { id, value } = event.currentTarget as HTMLInputElement;
    page.keepDraft(id, value.slice(0, LONGEST));
  };
}

/** A field with its button and the problem with its text. */
export function field(view: FieldView, page: PageState, extra: Part = nothing): TemplateResult {
  const problem = page.problems.get(view.field);
  const [hintId, problemId] = [`hint-${view.field}`, `problem-${view.field}`];
  const submit = (event: Event): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    if (input) page.act({ type: 'submit', field: view.field, text: input.value.slice(0, LONGEST) });
  };
  return html`<form class="field" @submit=${submit} novalidate>
    <label for=${view.field}>${view.label}</label>
    <p id=${hintId} class="hint">${view.hint}</p>
    <input
      id=${view.field}
      type=${view.secret ? 'password' : 'email'}
      value=${page.drafts.get(view.field) ?? view.value ?? nothing}
      autocomplete="off"
      spellcheck="false"
      @input=${view.secret ? nothing : keepsDraft(page)}
      aria-describedby=${problem === undefined ? hintId : `${hintId} ${problemId}`}
      aria-invalid=${problem === undefined ? nothing : 'true'}
    />
    ${problemText(problem, problemId)}
    <div class="buttons">
      <button type="submit" class=${view.primary ? 'primary' : 'secondary'}>${view.submit}</button>
      ${extra}
    </div>
  </form>`;
}

/** A problem, which a screen reader reads out when it appears. */
export function problemText(problem: string | undefined, id: string): TemplateResult {
  return html`<div role="alert" id=${id}>${problem === undefined ? nothing : html`<p class="problem">${problem}</p>`}</div>`;
}
