import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../understanding/meaning.js'
import { cutSpans, familyOf } from './spans.js'

/** The original words, with what spoke for a label marked. */
export function MarkedText({ text, evidence }: { text: string; evidence: Evidence[] }) {
  const { t } = useTranslation()
  let offset = 0
  const pieces = cutSpans(text, evidence).map((span) => {
    const key = offset
    offset += span.text.length
    return { ...span, key }
  })
  return (
    <blockquote className="said" data-testid="explain-text">
      {pieces.map(({ text, labels, key }) =>
        labels[0] === undefined ? (
          <span key={key}>{text}</span>
        ) : (
          <mark
            key={key}
            className={`mark-${familyOf(labels[0])}`}
            title={labels.map((label) => t(`label.${label}`)).join('、')}
          >
            {text}
          </mark>
        ),
      )}
    </blockquote>
  )
}
