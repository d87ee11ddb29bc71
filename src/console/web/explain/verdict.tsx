import { useTranslation } from 'react-i18next'
import type { Meaning } from '../../../understanding/meaning.js'

/** What came out, in a few words. */
export function Verdict({ meaning }: { meaning: Meaning }) {
  const { t } = useTranslation()
  const words = [
    ...meaning.leads.map((label) => ({ label, family: 'lead' })),
    ...(meaning.moderation === 'clean' ? [] : [{ label: meaning.moderation, family: 'rule' }]),
    ...(meaning.topic === 'none' ? [] : [{ label: meaning.topic, family: 'topic' }]),
  ]
  return (
    <div className="verdict" data-testid="explain-verdict">
      {words.length === 0 && <span className="verdict-nothing">{t('explain.nothing')}</span>}
      {words.map(({ label, family }) => (
        <span key={`${family}-${label}`} className={`verdict-word verdict-${family}`} data-label={label}>
          {t(`label.${label}`)}
        </span>
      ))}
    </div>
  )
}
