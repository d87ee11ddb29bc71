/** What is known of an activity once it is over. Money in fen. */
export interface ReviewFacts {
  signed: number
  came: number
  heads: number
  walkIns: number
  absent: number
  waiting: number
  scores: readonly number[]
  planned: number | null
  spent: number | null
  leads: number
  orders: number
}

/** A line of the review: the key of its sentence below `activities.review_line`, and what it is filled in with. */
export interface ReviewLine {
  key: string
  params: Record<string, string | number>
}

interface Candidate extends ReviewLine {
  /** -1 bad … 1 good. */
  weight: number
}

const HIGHLIGHTS = 3
const share = (part: number, whole: number) => (whole ? part / whole : 0)
const percent = (part: number, whole: number) => Math.round(share(part, whole) * 100)
const clamp = (weight: number) => Math.max(-1, Math.min(1, weight))

/** 3+1: the three things that went best, and the one that went worst, each with its figures. Pure. */
export function review(facts: ReviewFacts): { highlights: ReviewLine[]; improvement: ReviewLine | null } {
  const all = candidates(facts).sort((a, b) => b.weight - a.weight)
  const worst = all.at(-1)
  const improvement = worst && worst.weight < 0.5 ? worst : null
  const highlights = all.filter((each) => each !== improvement && each.weight > 0).slice(0, HIGHLIGHTS)
  const line = ({ key, params }: Candidate): ReviewLine => ({ key, params })
  return { highlights: highlights.map(line), improvement: improvement && line(improvement) }
}

function candidates(facts: ReviewFacts): Candidate[] {
  const { signed, came, heads, walkIns, absent, waiting, scores, planned, spent, leads, orders } = facts
  const found: Candidate[] = []
  const add = (key: string, weight: number, params: Candidate['params']) =>
    found.push({ key, weight: clamp(weight), params })
  if (signed) {
    const kept = signed - absent
    // Four of five who signed up is what one may expect.
    add('turnout', (share(kept, signed) - 0.8) * 4, { kept, signed, percent: percent(kept, signed) })
  }
  if (came) add('heads', 0.3, { came, heads })
  if (walkIns) add('walk_ins', 0.2 + share(walkIns, came), { walkIns })
  if (waiting) add('waiting', 0.15, { waiting })
  if (scores.length) {
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
    add('score', (mean - 4) * 1.2, { mean: Math.round(mean * 10) / 10, number: scores.length })
    if (came >= 4) add('answers', share(scores.length, came) - 0.4, { number: scores.length, came })
  } else if (came) add('no_scores', -0.3, { came })
  if (planned && spent !== null) {
    const over = share(spent - planned, planned)
    add(over > 0 ? 'over_budget' : 'in_budget', over > 0 ? -over * 2 : 0.4, {
      spent: spent / 100,
      planned: planned / 100,
    })
  } else if (spent === null) add('no_cost', -0.2, {})
  if (leads) add('leads', 0.4 + share(leads, came), { leads })
  else if (came) add('no_leads', -0.25, { came })
  if (orders) add('orders', 0.9, { orders })
  return found
}
