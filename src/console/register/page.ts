import { html } from 'ghtml'
import { REGISTER_SOURCES, type RegisterField, type RegisterValues } from '../../features/leads/index.js'
import type { Say } from '../../kit/texts.js'
import { layout, type PageView, said } from '../form/layout.js'

export interface RegisterPage extends PageView {
  /** Under which id it comes in, so that a second press is no second lead. */
  id: string
  values: RegisterValues
  faults: readonly RegisterField[]
  /** What came of the one before. */
  told: string | null
}

export const registerTitle = (say: Say) => say('leads.page.title')

const INPUTS: Record<'name' | 'phone' | 'plate', string> = {
  name: 'type="text" autocomplete="off" maxlength="40"',
  phone: 'type="tel" inputmode="tel" autocomplete="off" maxlength="20"',
  plate: 'type="text" autocapitalize="characters" autocomplete="off" maxlength="12"',
}

/** Empty after each one: the next customer does not read who was there before. */
export function registerPage(view: RegisterPage): string {
  const { say, id, values, faults, told } = view
  const source = values.source ?? 'showroom'
  return layout(
    view,
    registerTitle(say),
    html`!${told ? said(told, 'good') : ''}
!${faults.length ? html`<p class="fault" role="alert">${say('forms.faulty')}</p>` : ''}
<form method="post" novalidate autocomplete="off">
<input type="hidden" name="id" value="${id}">
<div class="card">!${(['name', 'phone', 'plate'] as const).map((field) => fieldOf(view, field, INPUTS[field]))}
<div class="field"><label for="wish">${say('leads.page.wish')}</label>
<textarea id="wish" name="wish" rows="3" maxlength="500">${values.wish ?? ''}</textarea></div>
<div class="field"><label for="source">${say('leads.page.source')}</label>
<select id="source" name="source">!${REGISTER_SOURCES.map(
      (each) =>
        html`<option value="${each}" !${each === source ? 'selected' : ''}>${say(`leads.source.${each}`)}</option>`,
    )}</select></div></div>
<button type="submit">${say('forms.send')}</button>
</form>`,
  )
}

function fieldOf({ say, values, faults }: RegisterPage, field: 'name' | 'phone' | 'plate', input: string): string {
  const wrong = faults.includes(field)
  const state = wrong ? `aria-invalid="true" aria-describedby="${field}-fault"` : ''
  return html`<div class="field">
<label for="${field}">${say(`leads.page.${field}`)}</label>
<input id="${field}" name="${field}" !${input} value="${values[field] ?? ''}" !${state}>
!${wrong ? html`<p class="fault" id="${field}-fault">${say(`leads.page.wrong_${field}`)}</p>` : ''}
</div>`
}
