import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type {
  CauseView,
  CodeWidgetView,
  EmailWidgetView,
  KeyWidgetView,
  QuestionsWidgetView,
  TroubleshootingView,
  WidgetView,
} from '../protocol';
import { button, field, keepsDraft, LONGEST, type Part, problemText } from './parts';
import { type PageState, secondsUntil } from './state';

export function widgetPart(widget: WidgetView, page: PageState): Part {
  switch (widget.kind) {
    case 'key':
      return keyWidget(widget, page);
    case 'code':
      return codeWidget(widget, page);
    case 'email':
      return emailWidget(widget, page);
    case 'questions':
      return questionsWidget(widget, page);
    case 'troubleshooting':
      return html`<div class="widget">${troubleshootingPart(widget.troubleshooting, page)}</div>`;
  }
}

function keyWidget({ note, field: view, paste, picture }: KeyWidgetView, page: PageState): TemplateResult {
  const choose = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    page.readPicture(input.files?.[0]);
    input.value = '';
  };
  return html`<div class="widget">
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
    ${field(view, page, button(paste, page))}
    <div class="drop">
      <p>${picture.label}</p>
      <label class="file">
        <input type="file" accept="image/*" class="visually-hidden" @change=${choose} />
        <span class="button secondary">${picture.choose}</span>
      </label>
      <div role="status">${page.pictureNote === undefined ? nothing : html`<p>${page.pictureNote}</p>`}</div>
    </div>
  </div>`;
}

/** Makes the ring's circumference 100, so that dash lengths are percentages. */
const RADIUS = 100 / (2 * Math.PI);

function codeWidget(widget: CodeWidgetView, page: PageState): TemplateResult {
  const { code } = page;
  const seconds = code && secondsUntil(code.ends);
  const hurry = seconds !== undefined && seconds < widget.enoughSeconds;
  const timing =
    widget.expired && code?.copied === 'expired' && !hurry
      ? widget.expired
      : hurry
        ? widget.wait
        : widget.enough;
  const percent = code && seconds !== undefined ? (seconds * 100_000) / code.period : 0;
  return html`<div class="widget code-widget ${hurry ? 'hurry' : ''}">
    <div class="code-row">
      <svg class="ring" viewBox="0 0 36 36" aria-hidden="true">
        <circle class="track" cx="18" cy="18" r=${RADIUS} />
        <circle class="rest" cx="18" cy="18" r=${RADIUS} stroke-dasharray="100" stroke-dashoffset=${100 - percent} />
        <text x="18" y="18">${seconds ?? ''}</text>
      </svg>
      <div>
        <p class="code-label">${widget.label}</p>
        <p class="code">${code?.code ?? '––– –––'}</p>
        <p class="expires-in">${seconds === undefined ? nothing : widget.expiresIn.replace('{0}', String(seconds))}</p>
      </div>
      ${
        hurry && code
          ? html`<div class="next-code"><p class="code-label">${widget.next}</p><p class="code">${code.next}</p></div>`
          : nothing
      }
    </div>
    <p class="timing" role="status">${seconds === undefined ? nothing : timing}</p>
    ${widget.troubleshooting ? troubleshootingPart(widget.troubleshooting, page) : nothing}
  </div>`;
}

/** Causes of a rejected code. Only the likeliest one, which comes first, starts open. */
function troubleshootingPart({ title, items }: TroubleshootingView, page: PageState): TemplateResult {
  return html`<section class="troubleshooting" aria-labelledby="troubleshooting">
    <h3 id="troubleshooting" tabindex="-1">${title}</h3>
    ${repeat(
      items,
      cause => cause.title,
      (
        cause,
        index,
      ) => html`<details class="cause" ?open=${index === 0 || cause.result !== undefined || isNext(cause)}>
        <summary><h4>${cause.title}</h4></summary>
        <p>${cause.text}</p>
        ${cause.field ? field(cause.field, page) : nothing}
        ${cause.result === undefined ? nothing : html`<p class="note">${cause.result}</p>`}
        ${cause.button ? html`<div class="buttons">${button(cause.button, page)}</div>` : nothing}
      </details>`,
    )}
  </section>`;
}

/** Whether checking a cause is the next thing to do. */
function isNext({ button: check, field: compared }: CauseView): boolean {
  return check?.primary === true || compared?.primary === true;
}

function emailWidget({ field: view, instead }: EmailWidgetView, page: PageState): TemplateResult {
  return html`<div class="widget">${field(view, page, button(instead, page))}</div>`;
}

function questionsWidget(widget: QuestionsWidgetView, page: PageState): TemplateResult {
  const problem = page.problems.get('answers');
  const submit = (event: Event): void => {
    event.preventDefault();
    const rows = (event.currentTarget as HTMLFormElement).querySelectorAll<HTMLElement>('.question-row');
    const answers = Array.from(rows, row => {
      const [question, answer] = Array.from(row.querySelectorAll('input'), input =>
        input.value.slice(0, LONGEST),
      );
      return { question: question ?? '', answer: answer ?? '' };
    });
    page.act({ type: 'submitAnswers', answers });
  };
  const show = (event: Event): void =>
    page.setShowsAnswers((event.currentTarget as HTMLInputElement).checked);
  return html`<div class="widget">
    ${widget.note === undefined ? nothing : html`<p class="note">${widget.note}</p>`}
    <form class="field questions" @submit=${submit} novalidate>
      <p id="rules" class="hint">${widget.rules}</p>
      ${widget.rows.map(
        ({ question, answer }, index) => html`<div class="question-row">
          <label for="question-${index}">${question}</label>
          <input
            id="question-${index}"
            type="text"
            autocomplete="off"
            @input=${keepsDraft(page)}
            value=${page.drafts.get(`question-${index}`) ?? nothing}
            aria-describedby="rules problem-answers"
            aria-invalid=${page.badField === `question-${index}` ? 'true' : nothing}
          />
          <label for="answer-${index}">${answer}</label>
          <input
            id="answer-${index}"
            type=${page.showsAnswers ? 'text' : 'password'}
            autocomplete="off"
            spellcheck="false"
            aria-describedby="rules problem-answers"
            aria-invalid=${page.badField === `answer-${index}` ? 'true' : nothing}
          />
        </div>`,
      )}
      <label class="check"><input type="checkbox" .checked=${page.showsAnswers} @change=${show} /> ${widget.show}</label>
      ${problemText(problem, 'problem-answers')}
      <div class="buttons">
        <button type="submit" class=${widget.primary ? 'primary' : 'secondary'}>${widget.submit}</button>
        ${button(widget.instead, page)}
      </div>
    </form>
  </div>`;
}
