import type { LeadKind, Moderation } from '../understanding/meaning.js'

/** What somebody else makes of a message: labels of docs/labels.md, and nothing else. */
export interface Opinion {
  leads: LeadKind[]
  moderation: Moderation
}

/** Opinions on texts, in their order, and how many tokens they cost. Throws an `opinion_…` error. */
export type AskOpinions = (texts: readonly string[]) => Promise<{ opinions: Opinion[]; tokens: number }>
