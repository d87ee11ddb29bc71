import { maskPhone, maskPlate, type Vault } from '../../kit/crypto.js'
import { clip } from '../../kit/cut-text.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Say } from '../../kit/texts.js'
import { dayOf, friendlyTime } from '../../kit/zone.js'
import { OPEN_LEADS, type Vehicle } from '../../store/index.js'
import { dueDates } from '../car-clock.js'
import { markWords } from '../mark-words.js'
import { autoTagText, ruleOf } from './auto-tags/index.js'
import type { Dossier } from './dossier.js'
import { timelineOf } from './timeline.js'

interface Around {
  say: Say
  dealer: Dealer
  vault: Vault
  /** UTC ms */
  now: number
}

const MOMENTS = 15

/** The customer on one phone page, with numbers masked. */
export function cardText(dossier: Dossier, around: Around): string {
  const { say, dealer, vault } = around
  const { customer, members, leads, inquiries, promises } = dossier
  const { profile } = customer
  const line = (key: string, value: string | null | undefined) =>
    value ? [say('customers.line', { field: say(`customers.field.${key}`), value })] : []
  const seen = Math.max(0, ...members.map(({ lastMessageAt }) => lastMessageAt ?? 0))
  const contact = Math.max(0, ...leads.map(({ lastContactAt }) => lastContactAt ?? 0))
  const time = (at: number) => (at ? friendlyTime(at, dealer.zone, dealer.locale) : null)
  const open = leads.filter(({ state }) => OPEN_LEADS.includes(state))
  return [
    say('customers.title', { name: customer.displayName, class: customer.class ?? '—' }),
    ...line('owner', customer.owner ?? leads.findLast(({ claimedBy }) => claimedBy)?.claimedBy),
    ...line('phone', customer.phone && maskPhone(vault.open(customer.phone))),
    ...line(
      'groups',
      [...new Set(members.flatMap(({ group, leftAt }) => (leftAt ? [] : (group?.name ?? []))))].join('、'),
    ),
    ...line(customer.birthdayLunar ? 'birthday_lunar' : 'birthday', customer.birthday),
    ...line('family', profile?.family),
    ...line('tastes', profile?.tastes),
    ...line('budget', profile?.budget),
    ...line('cycle', profile?.cycle),
    ...line('tags', dossier.tags.flatMap((each) => (ruleOf(each) ? [] : each.tag)).join('、')),
    ...line('auto_tags', dossier.tags.flatMap((each) => autoTagText(say, each) ?? []).join('、')),
    ...marksText(dossier, around),
    ...line('seen', time(seen)),
    ...line('contact', time(contact)),
    ...line('lost', customer.lostAt ? (customer.lostReason ?? '') : null),
    ...(customer.marketingStoppedAt ? [say('customers.no_marketing')] : []),
    ...dossier.vehicles.filter(({ goneAt }) => !goneAt).map((car, index) => carText(dossier, car, index, around)),
    ...open.map(({ code, level, evidence }) =>
      say('customers.lead', { code, level, quote: clip(evidence.at(-1)?.quote ?? '') }),
    ),
    ...inquiries
      .filter(({ state }) => state === 'open')
      .map(({ quote }) => say('customers.inquiry', { quote: clip(quote) })),
    ...promises
      .filter(({ state }) => state === 'open')
      .map(({ code, quote }) => say('customers.promise', { code, quote: clip(quote) })),
  ].join('\n')
}

/** 高感度, 高传播力, with what speaks for it; of the groups that they are still in. */
function marksText({ marks, members }: Dossier, { say }: Around): string[] {
  const here = marks.filter(({ memberId }) => members.some(({ id, leftAt }) => id === memberId && leftAt === null))
  return (['warm', 'influential'] as const).flatMap((mark) => {
    const [found] = here.filter((each) => each[mark])
    return found ? [say(`customers.mark.${mark}`, { signs: markWords(say, found.signs, mark) })] : []
  })
}

function carText({ facts }: Dossier, car: Vehicle, index: number, { say, dealer, vault, now }: Around): string {
  const own = facts.filter(({ vehicleId }) => vehicleId === car.id)
  const name = [car.brand, car.model, car.plate && maskPlate(vault.open(car.plate))].filter(Boolean).join(' ') || '—'
  const unsure = own.some(
    ({ kind, state, value }) => kind === 'mileage' && state === 'said' && Number(value) === car.mileage,
  )
  const km = car.mileage === null ? '' : say(unsure ? 'customers.km_said' : 'customers.km', { km: car.mileage })
  const dates = dueDates(car, own, dayOf(now, dealer.zone), dealer.zone).map(({ kind, day, basis }) =>
    say('customers.due', { what: say(`customers.due_kind.${kind}`), day, basis: say(`customers.basis.${basis}`) }),
  )
  return [say('customers.car', { number: index + 1, name, km }), ...dates].join('\n')
}

/** The newest things that happened, a line each. */
export const timelineText = (dossier: Dossier, { say, dealer }: Around): string =>
  [
    say('customers.timeline', { name: dossier.customer.displayName }),
    ...timelineOf(dossier)
      .slice(0, MOMENTS)
      .map(({ at, what, code, about }) =>
        say('customers.moment', {
          day: dayOf(at, dealer.zone),
          what: say(`customers.what.${what}`),
          about: clip([code && say(`customers.code.${code}`), about].filter(Boolean).join(' ')),
        }),
      ),
  ].join('\n')
