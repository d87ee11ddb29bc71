import {
  type Applied,
  type AppliedChain,
  fits,
  type Heads,
  type Limits,
  type Outcome,
  promote,
  type Resolve,
  type Roster,
  type SignUp,
} from './roster.js'
import { ASK_BELOW, type ChainLine, type RsvpIntent } from './rsvp-intent.js'

export interface ApplyOptions extends Limits {
  /** Instant of the message, UTC ms. */
  at: number
  by?: SignUp['by']
}

const MOST_HEADS = 60

/** What one member said, written into the list. Pure: the roster that comes in is left as it is. */
export function applyIntent(roster: Roster, person: string, intent: RsvpIntent, options: ApplyOptions): Applied {
  const current = roster.find((entry) => entry.person === person)
  const active = current && current.state !== 'cancelled' ? current : undefined
  const same = (outcome: Outcome): Applied => ({ roster, outcome, promoted: [] })
  if (intent.confidence < ASK_BELOW && intent.type !== 'undecided' && intent.type !== 'decline') return same('ask')
  switch (intent.type) {
    case 'join': {
      if (!active) {
        const heads = current && !intent.absolute ? current : intent
        return enter(roster, person, heads, options)
      }
      if (!intent.absolute || sameHeads(active, intent)) return same('already')
      return resize(roster, active, intent, options)
    }
    case 'restore': {
      if (active) {
        if (intent.adults === undefined || sameHeads(active, { adults: intent.adults, children: intent.children ?? 0 }))
          return same('already')
        return resize(roster, active, { adults: intent.adults, children: intent.children ?? 0 }, options)
      }
      const heads = intent.adults === undefined ? current : { adults: intent.adults, children: intent.children ?? 0 }
      return heads ? enter(roster, person, heads, options) : same('ask')
    }
    case 'add':
      if (!active) return current ? same('ask') : enter(roster, person, intent, options)
      return resize(roster, active, plus(active, intent, 1), options)
    case 'reduce': {
      if (!active) return same('unchanged')
      const left = plus(active, intent, -1)
      if (left.adults === 0 && left.children === 0) return leave(roster, active, options)
      return left.adults < 0 || left.children < 0 || left.adults === 0
        ? same('ask')
        : resize(roster, active, left, options)
    }
    case 'change':
      if (!active) return enter(roster, person, intent, options)
      if (sameHeads(active, intent)) return same('already')
      return resize(roster, active, intent, options)
    case 'cancel':
      return active ? leave(roster, active, options) : same('unchanged')
    default:
      return same('unchanged')
  }
}

/**
 * A pasted chain: the sender's own line is the sender's word; a line of somebody else signs up only people who have
 * never said anything themselves. Names that fit no member, or several, are left out.
 */
export function applyChain(
  roster: Roster,
  sender: string,
  lines: ChainLine[],
  resolve: Resolve,
  options: ApplyOptions,
): AppliedChain {
  const answer: AppliedChain = { roster, lines: [], promoted: [] }
  for (const line of lines) {
    const person = /^(?:我|俺|本人|自己)$/.test(line.name) ? sender : resolve(line.name)
    const known = person !== undefined && answer.roster.some((entry) => entry.person === person)
    if (person === undefined || (person !== sender && known)) {
      answer.lines.push({ name: line.name, person, outcome: 'unchanged' })
      continue
    }
    const intent: RsvpIntent = {
      type: 'join',
      adults: line.adults,
      children: line.children,
      absolute: line.stated,
      confidence: 0.9,
      evidence: [],
    }
    const applied = applyIntent(answer.roster, person, intent, { ...options, by: person === sender ? 'self' : 'chain' })
    answer.roster = applied.roster
    answer.promoted.push(...applied.promoted)
    answer.lines.push({ name: line.name, person, outcome: applied.outcome })
  }
  return answer
}

/** What staff settled: final figures for a person, past the deadline and over the cap if they say so. */
export function settle(
  roster: Roster,
  person: string,
  heads: Heads | 'cancelled',
  options: ApplyOptions,
  state: 'signed' | 'waiting' = 'signed',
): Applied {
  const current = roster.find((entry) => entry.person === person)
  if (heads === 'cancelled')
    return current && current.state !== 'cancelled'
      ? leave(roster, current, { ...options, by: 'staff' })
      : { roster, outcome: 'unchanged', promoted: [] }
  if (current?.state === state && sameHeads(current, heads)) return { roster, outcome: 'already', promoted: [] }
  const entry: SignUp = {
    person,
    adults: heads.adults,
    children: heads.children,
    state,
    since: current?.since ?? options.at,
    by: 'staff',
  }
  return {
    roster: put(roster, entry),
    outcome: current && current.state !== 'cancelled' ? 'changed' : 'signed',
    promoted: [],
  }
}

function enter(roster: Roster, person: string, heads: Heads, options: ApplyOptions): Applied {
  const size = heads.adults + heads.children
  if (size < 1 || size > MOST_HEADS) return { roster, outcome: 'ask', promoted: [] }
  if (isLate(options)) return { roster, outcome: 'refused_after_deadline', promoted: [] }
  const state = fits(roster, heads, options.cap, person) ? 'signed' : 'waiting'
  const entry: SignUp = {
    person,
    adults: heads.adults,
    children: heads.children,
    state,
    since: options.at,
    by: options.by ?? 'self',
  }
  return { roster: put(roster, entry), outcome: state, promoted: [] }
}

function resize(roster: Roster, active: SignUp, heads: Heads, options: ApplyOptions): Applied {
  const size = heads.adults + heads.children
  const before = active.adults + active.children
  if (size < 1 || size > MOST_HEADS) return { roster, outcome: 'ask', promoted: [] }
  if (size > before && isLate(options)) return { roster, outcome: 'refused_after_deadline', promoted: [] }
  // A family that grows takes no further car.
  if (
    active.state === 'signed' &&
    size > before &&
    !fits(roster, heads, { people: options.cap?.people }, active.person)
  )
    return { roster, outcome: 'full', promoted: [] }
  const entry: SignUp = { ...active, adults: heads.adults, children: heads.children, by: options.by ?? 'self' }
  const moved = promote(put(roster, entry), options.cap)
  const state = moved.roster.find((other) => other.person === active.person)?.state
  return { roster: moved.roster, outcome: state === 'waiting' ? 'waiting' : 'changed', promoted: moved.promoted }
}

function leave(roster: Roster, active: SignUp, options: ApplyOptions): Applied {
  const entry: SignUp = { ...active, state: 'cancelled', by: options.by ?? 'self' }
  const moved = promote(put(roster, entry), options.cap)
  return { roster: moved.roster, outcome: 'cancelled', promoted: moved.promoted }
}

function put(roster: Roster, entry: SignUp): Roster {
  const known = roster.some((other) => other.person === entry.person)
  return known ? roster.map((other) => (other.person === entry.person ? entry : other)) : [...roster, entry]
}

function plus(active: Heads, delta: Heads, sign: 1 | -1): Heads {
  return { adults: active.adults + sign * delta.adults, children: active.children + sign * delta.children }
}

function sameHeads(a: Heads, b: Heads): boolean {
  return a.adults === b.adults && a.children === b.children
}

function isLate({ at, deadline }: ApplyOptions): boolean {
  return deadline !== undefined && at > deadline
}
