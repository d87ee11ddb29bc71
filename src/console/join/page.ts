import { html } from 'ghtml'
import { type Fault, FIELDS, type FormValues } from '../../features/registration/index.js'
import type { Field } from '../../store/index.js'
import { layout, type PageView } from '../form/layout.js'

export interface FormView extends PageView {
  consent: string
  /** What the dealer knows already; only that it does is shown. */
  held: readonly Field[]
  required: readonly Field[]
  /** What was typed before, with what is wrong with it. */
  values: FormValues
  ticked: boolean
  faults: readonly Fault[]
}

/** How a phone's keyboard helps. */
const INPUTS: Record<Exclude<Field, 'need'>, string> = {
  name: 'type="text" autocomplete="name" maxlength="40"',
  phone: 'type="tel" inputmode="tel" autocomplete="tel" maxlength="20"',
  model: 'type="text" maxlength="40"',
  plate: 'type="text" autocapitalize="characters" maxlength="12"',
  bought: 'type="date"',
}

export function formPage(view: FormView): string {
  const { say, consent, ticked, faults } = view
  const unticked = faults.includes('consent')
  return layout(
    view,
    say('registration.page.title'),
    html`<p class="soft">${say('registration.page.intro')}</p>
!${faults.length ? html`<p class="fault" role="alert">${say('forms.faulty')}</p>` : ''}
<form method="post" novalidate>
<div class="card">!${FIELDS.map((field) => fieldOf(view, field))}</div>
<div class="card consent">
<p class="soft">${consent}</p>
<label><input type="checkbox" name="consent" value="on" !${ticked ? 'checked' : ''} !${unticked ? 'aria-invalid="true" aria-describedby="consent-fault"' : ''}> <span>${say('forms.agree')}</span></label>
!${unticked ? html`<p class="fault" id="consent-fault">${say('registration.page.wrong_consent')}</p>` : ''}
</div>
<button type="submit">${say('forms.send')}</button>
</form>`,
  )
}

function fieldOf({ say, held, required, values, faults }: FormView, field: Field): string {
  const known = held.includes(field)
  const wrong = faults.includes(field)
  const mark = known
    ? html`<span class="kept">${say('registration.page.kept')}</span>`
    : required.includes(field)
      ? html`<span class="must">${say('registration.page.must')}</span>`
      : ''
  const state = wrong ? `aria-invalid="true" aria-describedby="${field}-fault"` : ''
  const value = values[field] ?? ''
  const input =
    field === 'need'
      ? html`<textarea id="need" name="need" rows="3" maxlength="300" !${state}>${value}</textarea>`
      : html`<input id="${field}" name="${field}" !${INPUTS[field]} value="${value}" !${state}>`
  return html`<div class="field">
<label for="${field}">${say(`registration.field.${field}`)}!${mark}</label>
!${input}
!${wrong ? html`<p class="fault" id="${field}-fault">${say(`registration.page.wrong_${field}`)}</p>` : ''}
</div>`
}
