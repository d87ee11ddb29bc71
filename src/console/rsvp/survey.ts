import { html } from 'ghtml'
import type { SurveyView } from '../../features/activities/index.js'
import { layout, type PageView } from '../form/layout.js'

const SCORES = [1, 2, 3, 4, 5]

export interface SurveyPage extends PageView {
  survey: SurveyView
  /** No score was chosen; what was typed comes again. */
  unscored: boolean
  comment: string
}

/** How it was: 1 to 5, and a sentence. */
export function surveyPage(view: SurveyPage): string {
  const { say, survey, unscored, comment } = view
  const score = (n: number) =>
    html`<label><input type="radio" name="score" value="${n}" aria-label="${say('activities.how_it_was.points', { n })}"><span aria-hidden="true">${n}</span></label>`
  const form = html`<form method="post" novalidate><div class="card">
<fieldset !${unscored ? 'aria-invalid="true" aria-describedby="score-fault"' : ''}><legend>${say('activities.how_it_was.ask')}</legend>
<div class="scores">!${SCORES.map(score)}</div>
<p class="soft ends"><span>${say('activities.how_it_was.worst')}</span><span>${say('activities.how_it_was.best')}</span></p></fieldset>
!${unscored ? html`<p class="fault" id="score-fault" role="alert">${say('activities.how_it_was.unscored')}</p>` : ''}
<div class="field"><label for="comment">${say('activities.how_it_was.comment')}</label>
<textarea id="comment" name="comment" rows="3" maxlength="300">${comment}</textarea></div>
<p class="soft">${say('activities.how_it_was.who')}</p></div>
<button type="submit">${say('forms.send')}</button></form>`
  const body = survey.isOpen
    ? form
    : html`<div class="card" role="status"><p>${say('activities.how_it_was.given')}</p></div>`
  return layout(view, say('activities.how_it_was.title'), html`<h2>${survey.title}</h2>!${body}`)
}
