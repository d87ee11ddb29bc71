import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../understanding/meaning.js'
import { familyOf } from './spans.js'

export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const { t } = useTranslation()
  if (!evidence.length) return null
  // `model`, `contact:wechat`, `lexicon:…`: the page tells the three sorts apart, the rest is for the curious.
  const sortOf = (by: string) => (by === 'model' ? 'model' : by.startsWith('lexicon') ? 'lexicon' : 'signal')
  return (
    <section>
      <h2>{t('explain.evidence')}</h2>
      <ul className="evidence">
        {evidence.map(({ label, quote, start, by }) => (
          <li key={`${label}-${start}-${by}`}>
            <q>{quote}</q>
            <span className={`evidence-label evidence-${familyOf(label)}`}>{t(`label.${label}`)}</span>
            <span className="evidence-by" title={by}>
              {t(`explain.evidenceBy.${sortOf(by)}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
