import { html } from 'ghtml'
import type { ActivityView, SeatView } from '../../features/activities/index.js'
import type { Say } from '../../kit/texts.js'
import { layout, type PageView, said } from '../form/layout.js'

export interface SeatPage extends PageView {
  seat: SeatView
  consent: string
  /** The ticket's QR code, as SVG. */
  code: string | null
  /** What was typed before. */
  typed: { coming: boolean; adults: number; children: number; answers: readonly string[] }
  ticked: boolean
  unconsented: boolean
  /** What came of what was sent. */
  told: string | null
}

/** More than this is typed in the chat. */
const MOST = 20
const LONGEST = 200

const titleOf = (say: Say) => say('activities.form.title')

function factsOf({ say, locale }: PageView, { id, title, facts, state }: ActivityView): string {
  const calendar = html`<p><a href="/rsvp/on/${id}/calendar.ics?lang=${locale}">${say('activities.calendar.add')}</a></p>`
  return html`<div class="card facts"><h2>${title}</h2>!${facts.map((fact) => html`<p>${fact}</p>`)}
!${state === 'over' ? '' : calendar}</div>`
}

/** What everybody may see who has the link of a poster. */
export function activityPage(view: PageView, activity: ActivityView): string {
  const { say } = view
  return layout(
    view,
    titleOf(say),
    html`!${factsOf(view, activity)}
<div class="card" role="status"><p>${say(`activities.form.how.${activity.state}`)}</p></div>`,
  )
}

/** The form of one member. */
export function seatPage(view: SeatPage): string {
  const { say, seat, told, unconsented } = view
  return layout(
    view,
    titleOf(say),
    html`!${told === null ? '' : said(told, 'good')}
!${unconsented ? html`<p class="fault" role="alert">${say('activities.form.wrong_consent')}</p>` : ''}
!${factsOf(view, seat)}
!${standingOf(view)}
!${seat.state === 'open' ? formOf(view) : html`<div class="card"><p>${say(`activities.form.how.${seat.state}`)}</p></div>`}`,
  )
}

/** How it stands, unless that has just been said, and what to show at the door. */
function standingOf({ say, seat: { standing, ticket }, code, told }: SeatPage): string {
  const sentence = told === null && standing !== null ? html`<p><b>${standing}</b></p>` : ''
  if (!sentence && !ticket) return ''
  const shown = ticket
    ? html`<div class="ticket">!${code ?? ''}<p>${say('activities.form.ticket', { code: ticket.code })}</p></div>`
    : ''
  return html`<div class="card">!${sentence}!${shown}</div>`
}

function formOf(view: SeatPage): string {
  const { say, seat, typed } = view
  return html`<form method="post" novalidate>
<div class="card">
<p class="soft">${say('activities.form.whose', { name: seat.name })}</p>
<div class="either">!${choice(say, 'yes', typed.coming)}!${choice(say, 'no', !typed.coming)}</div>
<div class="pair">!${heads(say, 'adults', 1, typed.adults)}!${heads(say, 'children', 0, typed.children)}</div>
</div>
!${seat.questions.length ? questionsOf(view) : html`<p class="soft">${say('activities.form.use')}</p>`}
<button type="submit">${say('forms.send')}</button>
</form>`
}

const choice = (say: Say, value: 'yes' | 'no', isChosen: boolean): string =>
  html`<label><input type="radio" name="coming" value="${value}" !${isChosen ? 'checked' : ''}><span>${say(`activities.form.coming_${value}`)}</span></label>`

function heads(say: Say, name: 'adults' | 'children', least: number, chosen: number): string {
  const most = Math.max(MOST, chosen)
  const options = Array.from({ length: most - least + 1 }, (_, n) => n + least)
  return html`<div class="field"><label for="${name}">${say(`activities.page.${name}`)}</label>
<select id="${name}" name="${name}">!${options.map((n) => html`<option !${n === chosen ? 'selected' : ''}>${n}</option>`)}</select></div>`
}

function questionsOf({ say, seat, typed, consent, ticked, unconsented }: SeatPage): string {
  const field = ({ question, answered }: SeatView['questions'][number], n: number) => {
    const mark = answered ? html`<span class="kept">${say('activities.form.answered')}</span>` : ''
    return html`<div class="field"><label for="q${n}">${question}!${mark}</label>
<input id="q${n}" name="q${n}" type="text" maxlength="${LONGEST}" value="${typed.answers[n] ?? ''}"></div>`
  }
  return html`<div class="card"><p class="soft">${say('activities.form.private')}</p>!${seat.questions.map(field)}</div>
<div class="card consent"><p class="soft">${consent}</p>
<label><input type="checkbox" name="consent" value="on" !${ticked ? 'checked' : ''} !${unconsented ? 'aria-invalid="true" aria-describedby="consent-fault"' : ''}> <span>${say('forms.agree')}</span></label>
!${unconsented ? html`<p class="fault" id="consent-fault">${say('activities.form.wrong_consent')}</p>` : ''}</div>`
}
