import { useTranslation } from 'react-i18next'
import type { Meaning } from '../../../understanding/meaning.js'
import { type Family, LEADS, RULES } from './spans.js'

/** How sure the bot is of each label. */
export function ScoreBars({ meaning }: { meaning: Meaning }) {
  const { t } = useTranslation()
  const { scores, leads, topic, moderation } = meaning
  const row = (label: string, chosen: boolean) => ({ label, chosen, score: scores[label as keyof typeof scores] ?? 0 })
  const groups: { family: Family; title: string; rows: ReturnType<typeof row>[] }[] = [
    { family: 'lead', title: t('explain.leads'), rows: LEADS.map((kind) => row(kind, leads.includes(kind))) },
    {
      family: 'rule',
      title: t('explain.moderation'),
      rows: RULES.map((label) => row(label, label === moderation)),
    },
    { family: 'topic', title: t('explain.topic'), rows: [row(topic, topic !== 'none')] },
  ]
  return groups.map(({ family, title, rows }) => (
    <section key={family}>
      <h2>{title}</h2>
      {rows.map(({ label, chosen, score }) => (
        <div className={chosen ? 'score score-chosen' : 'score'} key={label} data-testid={`score-${label}`}>
          <span className="score-label">{t(`label.${label}`)}</span>
          <span className="score-track" aria-hidden>
            <span className={`score-fill score-${family}`} style={{ width: `${Math.round(score * 100)}%` }} />
          </span>
          <span className="score-number">{Math.round(score * 100)}%</span>
        </div>
      ))}
    </section>
  ))
}
