import type { Lead, LeadSource } from '../../../store/index.js'

/** Leads that were collected, not met: customer service calls and grades them before sales hear of them. */
const COLLECTED: readonly LeadSource[] = ['web', 'event', 'activity', 'head_office']

export const isCollected = (source: LeadSource): boolean => COLLECTED.includes(source)

export const awaitsCall = ({ source, grade, state }: Pick<Lead, 'source' | 'grade' | 'state'>): boolean =>
  state === 'new' && grade === null && isCollected(source)
