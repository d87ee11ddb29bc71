import { useTranslation } from 'react-i18next'
import type { Decision } from '../../deps.js'
import { useTimes } from '../sandbox/use-times.js'

/** What the parts of the program decided, in their order. */
export function DecisionList({ decisions }: { decisions: Decision[] }) {
  const { t } = useTranslation()
  const sayTime = useTimes()
  return (
    <section>
      <h2>{t('explain.decisions')}</h2>
      {decisions.length === 0 && <div className="hint">{t('explain.noDecisions')}</div>}
      <ol className="decisions" data-testid="explain-decisions">
        {decisions.map(({ feature, outcome, reason, at }) => (
          <li key={`${feature}-${outcome}-${at}`}>
            <div className="decision-head">
              <b>{t([`feature.${feature}`, feature])}</b>
              <time>{sayTime(at)}</time>
            </div>
            {reason && <div className="decision-reason">{reason}</div>}
          </li>
        ))}
      </ol>
    </section>
  )
}
