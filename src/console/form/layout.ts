import { html } from 'ghtml'
import type { Locale, Say } from '../../kit/texts.js'
import { pageHead } from '../page-head.js'
import { STYLE } from './style.js'

export interface PageView {
  say: Say
  locale: Locale
  dealer: string
}

/** A page behind a link, for a phone: `body` is HTML. */
export function layout({ say, locale, dealer }: PageView, title: string, body: string): string {
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en'
  return html`!${pageHead(locale, title, dealer, STYLE)}
<body><main>
<header><h1>${dealer} · ${title}</h1><a href="?lang=${other}" lang="${other}">${say('forms.other_language')}</a></header>
!${body}
</main></body>
</html>`
}

/** A sentence and nothing to do. */
export const messagePage = (view: PageView, title: string, text: string): string => layout(view, title, said(text))

export const said = (text: string, tone = ''): string =>
  html`<div class="card ${tone}" role="status"><p>${text}</p></div>`
