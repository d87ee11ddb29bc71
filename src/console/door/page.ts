import { html } from 'ghtml'
import type { Locale, Say } from '../../kit/texts.js'
import { pageHead } from '../page-head.js'
import { STYLE } from './style.js'

export interface DoorPage {
  say: Say
  locale: Locale
  dealer: string
  zone: string
}

/** What the script says by itself; the names in braces are filled in there. */
function said(say: Say): Record<string, string> {
  const [n, of, people, name, by] = ['{n}', '{of}', '{people}', '{name}', '{by}']
  const heads = { adults: '{adults}', children: '{children}' }
  return {
    count: say('activities.page.count', { n, of, people }),
    synced: say('activities.page.synced'),
    waiting: say('activities.page.waiting', { n }),
    offline: say('activities.page.offline'),
    check_in: say('activities.page.check_in'),
    take_back: say('activities.page.take_back'),
    done: say('activities.page.done', { name, heads: say('activities.heads', heads) }),
    taken_back: say('activities.page.taken_back', { name }),
    already: say('activities.page.already', { name, by }),
    undone: say('activities.page.undone', { name }),
    odd: say('activities.page.odd', { name }),
    unknown: say('activities.page.unknown', { name }),
    expired: say('activities.page.expired'),
    expired_waiting: say('activities.page.expired_waiting', { n }),
    first: say('activities.page.first'),
    show: say('activities.page.show', { name }),
    no_seat: say('activities.page.no_seat'),
    queue: say('activities.page.queue'),
    heads: say('activities.heads', heads),
    by: say('activities.page.by', { by }),
    adults: say('activities.page.adults'),
    children: say('activities.page.children'),
  }
}

/** The page at the door before anything is known: the same for everybody, so that a phone can keep it. */
export function doorPage({ say, locale, dealer, zone }: DoorPage): string {
  const title = say('activities.page.title')
  const find = say('activities.page.find')
  return html`!${pageHead(locale, title, dealer, STYLE)}
<body data-texts="${JSON.stringify(said(say))}" data-zone="${zone}"><main>
<header>
<h1 id="title">${title}</h1>
<div class="bar"><span id="count"></span><span id="sync" role="status"></span></div>
<form id="by-code"><input id="find" autocomplete="off" inputmode="search" enterkeyhint="go" aria-label="${find}" placeholder="${find}"></form>
<p id="said" role="alert" hidden></p>
</header>
<ul id="list"></ul>
<details id="walk-in"><summary>${say('activities.page.walk_in')}</summary>
<form id="guest">
<label>${say('activities.page.name')}<input name="name" maxlength="40" required></label>
<div class="row">
<label>${say('activities.page.adults')}<input name="adults" type="number" min="1" max="60" value="1" inputmode="numeric" required></label>
<label>${say('activities.page.children')}<input name="children" type="number" min="0" max="60" value="0" inputmode="numeric" required></label>
</div>
<label>${say('activities.page.phone')}<input name="phone" type="tel" maxlength="20" pattern="1[3-9][0-9]{9}"></label>
<label class="tick"><input name="consent" type="checkbox"><span>${say('activities.page.consent')}</span></label>
<button type="submit">${say('activities.page.check_in_guest')}</button>
</form></details>
<h2 id="inside-title" hidden>${say('activities.page.inside')}</h2>
<ul id="inside"></ul>
<p class="links" id="links" hidden><a id="print">${say('activities.page.print')}</a><a id="sheet">${say('activities.page.sheet')}</a></p>
</main><script type="module" src="/door/app.js"></script></body>
</html>`
}
