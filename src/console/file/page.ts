import { html } from 'ghtml'
import type { Say } from '../../kit/texts.js'
import { layout, type PageView } from '../form/layout.js'

export const fileTitle = (say: Say) => say('customers.export.page_title')

/** A button: what fetches a link before a person opens it does not press one. */
export const filePage = (view: PageView, full: boolean): string =>
  layout(
    view,
    fileTitle(view.say),
    html`<div class="card"><p>${view.say('customers.export.page_ready')}</p>
!${full ? html`<p class="fault">${view.say('customers.export.page_full')}</p>` : ''}</div>
<form method="post"><button type="submit">${view.say('customers.export.page_get')}</button></form>`,
  )
