import type { Lead, LeadEvidence, LeadLevel } from '../../store/index.js'

export interface PersonLead {
  memberId: string
  kinds: string[]
  level: LeadLevel
  score: number
  firstMessageAt: number
  evidence: LeadEvidence[]
}

const HEAT: readonly LeadLevel[] = ['H', 'A', 'B', 'C']

/** A person with several kinds of interest is one entry: hottest level, surest score, all that was said in order. */
export function mergeLeads(leads: readonly Lead[]): PersonLead[] {
  const byMember = new Map<string, Lead[]>()
  for (const lead of leads)
    if (lead.memberId) byMember.set(lead.memberId, [...(byMember.get(lead.memberId) ?? []), lead])
  return [...byMember].map(([memberId, own]) => {
    const evidence = new Map(own.flatMap((lead) => lead.evidence).map((each) => [each.messageId, each]))
    return {
      memberId,
      kinds: own.map((lead) => lead.kind),
      level: HEAT.find((level) => own.some((lead) => lead.level === level)) ?? 'C',
      score: Math.max(...own.map((lead) => lead.score)),
      firstMessageAt: Math.min(...own.map((lead) => lead.firstMessageAt)),
      evidence: [...evidence.values()].sort((one, other) => one.at - other.at),
    }
  })
}
