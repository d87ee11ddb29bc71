import { SECOND } from '../src/kit/clock.js'
import type { Config } from '../src/kit/config.js'
import { createOpinionClient } from '../src/opinion/index.js'
import type { SecondOpinions } from '../src/pipeline/reconsider.js'

/** Whom the configuration names for second opinions; undefined when it names nobody. */
export function opinionsFrom(config: Config): SecondOpinions | undefined {
  const { OPINION_URL: url, OPINION_MODEL: model, OPINION_KEY: key, OPINION_TIMEOUT: timeout } = config
  if (!url || !model) return undefined
  return {
    ask: createOpinionClient({ url, model, key, timeout: timeout * SECOND }),
    budget: { calls: config.OPINION_CALLS_PER_DAY, tokens: config.OPINION_TOKENS_PER_DAY },
  }
}
