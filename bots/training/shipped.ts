import { THRESHOLDS, type Understand } from '../../src/understanding/index.js'
import { readHeldOut } from './corpus.js'
import { type ExampleFigures, measureExamples } from './examples.js'
import { addAnswer, createMeasure, type Measure, type Part, partOf } from './measure.js'

/** What a whole model, as it would be shipped, reaches on texts that nothing was trained on. */
export interface Shipped {
  model: string
  overall: Measure
  byFile: Part[]
  /** Of messages that are no lead, and of those that are no violation, how many would be acted upon. */
  acted: { leads: number; noLead: number; violations: number; clean: number }
  examples: ExampleFigures
}

/** Takes a second or so: cheap enough for `npm test`. */
export function measureShipped(understand: Understand): Shipped {
  const overall = createMeasure()
  const acted = { leads: 0, noLead: 0, violations: 0, clean: 0 }
  const byFile = readHeldOut().map(({ name, messages }) => {
    const measure = createMeasure()
    for (const message of messages) {
      const got = understand(message.text)
      addAnswer(measure, message, got)
      addAnswer(overall, message, got)
      if (message.leads.length === 0) {
        acted.noLead++
        if (got.scores.lead! >= THRESHOLDS.lead.act) acted.leads++
      }
      if (message.moderation === 'clean') {
        acted.clean++
        const said = got.moderation
        if (said !== 'clean' && got.scores[said]! >= THRESHOLDS[said].act) acted.violations++
      }
    }
    return partOf(name, measure)
  })
  return { model: understand('').model, overall, byFile, acted, examples: measureExamples(understand) }
}
