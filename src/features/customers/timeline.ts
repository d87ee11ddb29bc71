import { maskPhones } from '../../kit/chinese/phone.js'
import { ruleOf } from './auto-tags/index.js'
import type { Dossier } from './dossier.js'

/** Something that happened with a customer. */
export interface Moment {
  /** UTC ms */
  at: number
  what:
    | 'known'
    | 'said'
    | 'lead'
    | 'asked'
    | 'promised'
    | 'registered'
    | 'booked'
    | 'activity'
    | 'violation'
    | 'sanction'
    | 'car'
    | 'tagged'
    | 'joined'
    | 'left'
  /** The type of a lead event, a state, a rule, a kind of fact: a code that stays the same. */
  code?: string
  /** What it was about: their words with numbers masked, a tag, the number of a lead. */
  about: string
}

/** Everything about a customer in one row, the newest first. */
export function timelineOf(dossier: Dossier): Moment[] {
  const { customer, members, leads, leadEvents, inquiries, promises, registrations, bookings } = dossier
  const moments: Moment[] = [
    { at: customer.createdAt, what: 'known', about: customer.displayName },
    ...members.flatMap(({ joinedAt, leftAt, group }): Moment[] => [
      ...(joinedAt ? [{ at: joinedAt, what: 'joined' as const, about: group?.name ?? '' }] : []),
      ...(leftAt ? [{ at: leftAt, what: 'left' as const, about: group?.name ?? '' }] : []),
    ]),
    ...leads.flatMap(({ evidence }) => evidence.map(({ at, quote }): Moment => ({ at, what: 'said', about: quote }))),
    ...leadEvents
      .filter(({ type }) => type !== 'evidence')
      .map(({ at, type, leadId }): Moment => {
        const code = leads.find(({ id }) => id === leadId)?.code
        return { at, what: 'lead', code: type, about: `#${code}` }
      }),
    ...inquiries.map(({ askedAt, quote }): Moment => ({ at: askedAt, what: 'asked', about: quote })),
    ...promises.map(({ madeAt, quote }): Moment => ({ at: madeAt, what: 'promised', about: quote })),
    ...registrations.flatMap(({ doneAt }): Moment[] => (doneAt ? [{ at: doneAt, what: 'registered', about: '' }] : [])),
    ...bookings.map(
      ({ askedAt, service, wish }): Moment => ({ at: askedAt, what: 'booked', about: `${service} ${wish}` }),
    ),
    ...dossier.rsvps.map(
      ({ changedAt, state, activity }): Moment => ({
        at: changedAt,
        what: 'activity',
        code: state,
        about: activity?.title ?? '',
      }),
    ),
    ...dossier.violations.map(({ at, rule }): Moment => ({ at, what: 'violation', code: rule, about: '' })),
    ...dossier.sanctions.map(({ at, type }): Moment => ({ at, what: 'sanction', code: type, about: '' })),
    ...dossier.facts.map(({ at, kind, value }): Moment => ({ at, what: 'car', code: kind, about: value })),
    ...dossier.tags.flatMap((each): Moment[] =>
      ruleOf(each) ? [] : [{ at: each.at, what: 'tagged', about: each.tag }],
    ),
  ]
  return moments
    .map((moment) => ({ ...moment, about: maskPhones(moment.about) }))
    .sort((one, other) => other.at - one.at)
}
