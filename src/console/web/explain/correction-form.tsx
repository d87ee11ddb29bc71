import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Meaning } from '../../../understanding/meaning.js'
import type { CorrectionView } from '../../deps.js'
import { correct } from '../api.js'
import { useAct } from '../sandbox/use-act.js'
import { LEADS, RULES } from './spans.js'

interface CorrectionFormProps {
  post: string
  meaning: Meaning
  corrections: CorrectionView[]
  corrector: string | undefined
  onCorrected(): void
}

/** What the staff say about the bot's judgement, and how to say it. */
export function CorrectionForm({ post, meaning, corrections, corrector, onCorrected }: CorrectionFormProps) {
  const { t } = useTranslation()
  const act = useAct()
  const send = async (about: 'leads' | 'moderation', label: string) => {
    if (corrector !== undefined && (await act(() => correct(post, corrector, { about, label })))) onCorrected()
  }
  // The later word wins: it is not offered again, and what it denied may be said after all.
  const lastWord = (about: CorrectionView['about']) => corrections.findLast((each) => each.about === about)?.right
  const leads = lastWord('leads') === '' ? [] : meaning.leads
  const moderation = lastWord('moderation') === '' ? 'clean' : meaning.moderation
  const missed = [
    ...LEADS.filter((kind) => !leads.includes(kind)).map((key) => ({ key, about: 'leads' as const })),
    ...RULES.filter((rule) => rule !== moderation).map((key) => ({ key, about: 'moderation' as const })),
  ].filter(({ key, about }) => lastWord(about) !== key)
  return (
    <section data-testid="correct">
      <h2>{t('explain.correct.title')}</h2>
      {corrector === undefined ? (
        <div className="hint">{t('explain.correct.staffOnly')}</div>
      ) : (
        <div className="correct-buttons">
          {leads.length > 0 && <Button onClick={() => void send('leads', '')}>{t('explain.correct.notALead')}</Button>}
          {moderation !== 'clean' && (
            <Button onClick={() => void send('moderation', '')}>{t('explain.correct.misjudged')}</Button>
          )}
          <Dropdown
            trigger={['click']}
            menu={{
              items: missed.map(({ key, about }) => ({
                key,
                label: t(`label.${key}`),
                onClick: () => void send(about, key),
              })),
            }}
          >
            <Button data-testid="correct-missed">{t('explain.correct.missed')}</Button>
          </Dropdown>
        </div>
      )}
      {corrections.length > 0 && (
        <ul className="corrections">
          {corrections.map(({ about, wrong, right, by }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added
            <li key={at} data-about={about}>
              {right
                ? t('explain.correct.is', { by, label: t(`label.${right}`) })
                : t('explain.correct.isNot', { by, label: t(`label.${wrong}`) })}
            </li>
          ))}
          <li>{t('explain.correct.later')}</li>
        </ul>
      )}
    </section>
  )
}
