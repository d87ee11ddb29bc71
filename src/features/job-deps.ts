import type { Dealer } from '../kit/dealer.js'
import type { Ids } from '../kit/ids.js'
import type { Say } from '../kit/texts.js'
import type { Store } from '../store/index.js'

/** What work needs that is not the handling of a message. */
export interface JobDeps {
  store: Store
  ids: Ids
  say: Say
  dealer: Dealer
  /** UTC ms. */
  now: number
}
