import type { Lead, RowOf } from '../../store/index.js'

type Given =
  | 'id'
  | 'code'
  | 'customerId'
  | 'kind'
  | 'level'
  | 'score'
  | 'evidence'
  | 'firstMessageAt'
  | 'raisedAt'
  | 'offeredTo'

/** A lead that nobody has taken yet. */
export const newLead = (given: Pick<Lead, Given> & Partial<RowOf<Lead>>): RowOf<Lead> => ({
  groupId: null,
  memberId: null,
  source: 'group',
  state: 'new',
  passedOver: null,
  grade: null,
  claimedBy: null,
  claimedAt: null,
  helpers: null,
  contacts: 0,
  lastContactAt: null,
  nextContactAt: null,
  reminded: null,
  lastVisitAt: null,
  lostReason: null,
  endedAt: null,
  ...given,
})
